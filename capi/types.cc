// Types of the C API. capi/wasm.h, Types
#include "capi/types.h"

#include "capi/vectors.h"

namespace modlink::capi {
namespace {

std::unique_ptr<wasm_externtype_t> externtype_of(const TypeStorePtr& types, const ExternFunc& func) {
  return make_functype(types, *func.type->func());
}
std::unique_ptr<wasm_externtype_t> externtype_of(const TypeStorePtr& types, const TableType& table) {
  return std::make_unique<wasm_tabletype_t>(wasm_valtype_t{table.elem, types}, table);
}
std::unique_ptr<wasm_externtype_t> externtype_of(const TypeStorePtr&, const MemoryType& memory) {
  return std::make_unique<wasm_memorytype_t>(memory);
}
std::unique_ptr<wasm_externtype_t> externtype_of(const TypeStorePtr& types, const GlobalType& global) {
  return std::make_unique<wasm_globaltype_t>(wasm_valtype_t{global.val, types}, global.mut);
}
std::unique_ptr<wasm_externtype_t> externtype_of(const TypeStorePtr& types, const ExternTag& tag) {
  return std::make_unique<LinkingExternType>(MODLINK_EXTERN_TAG, types, tag);
}
std::unique_ptr<wasm_externtype_t> externtype_of(const TypeStorePtr& types, const ExternModule& module) {
  return std::make_unique<LinkingExternType>(MODLINK_EXTERN_MODULE, types, module);
}
std::unique_ptr<wasm_externtype_t> externtype_of(const TypeStorePtr& types, const ExternInstance& instance) {
  return std::make_unique<LinkingExternType>(MODLINK_EXTERN_INSTANCE, types, instance);
}

void fill_valtypes(const TypeStorePtr& types, const ResultType& from, wasm_valtype_vec_t* out) {
  std::vector<std::unique_ptr<wasm_valtype_t>> made;
  for (const ValType type : from) made.push_back(std::make_unique<wasm_valtype_t>(wasm_valtype_t{type, types}));
  fill(std::move(made), out);
}

std::optional<ResultType> result_type_in(const TypeStorePtr& types, const wasm_valtype_vec_t& from) {
  ResultType result;
  for (std::size_t i = 0; i < from.size; ++i) {
    const auto type = type_in(types, from.data[i]);
    if (!type) return std::nullopt;
    result.push_back(*type);
  }
  return result;
}

}  // namespace

std::unique_ptr<wasm_externtype_t> make_externtype(const TypeStorePtr& types, const ExternType& type) {
  return std::visit([&](const auto& inner) { return externtype_of(types, inner); }, type);
}

std::unique_ptr<wasm_functype_t> make_functype(const TypeStorePtr& types, const FuncType& type) {
  auto made = std::make_unique<wasm_functype_t>();
  fill_valtypes(types, type.params, &made->params);
  fill_valtypes(types, type.results, &made->results);
  return made;
}

std::unique_ptr<wasm_importtype_t> make_importtype(Name module, Name name, std::unique_ptr<wasm_externtype_t> type) {
  auto made = std::make_unique<wasm_importtype_t>();
  made->module = std::move(module);
  made->name = std::move(name);
  made->type = std::move(type);
  made->module_name = {made->module.size(), made->module.data()};
  made->field_name = {made->name.size(), made->name.data()};
  return made;
}

std::unique_ptr<wasm_exporttype_t> make_exporttype(Name name, std::unique_ptr<wasm_externtype_t> type) {
  auto made = std::make_unique<wasm_exporttype_t>();
  made->name = std::move(name);
  made->type = std::move(type);
  made->export_name = {made->name.size(), made->name.data()};
  return made;
}

bool names_type(const wasm_valtype_t& type) { return type.type.is_ref() && type.type.ref().heap.is_concrete(); }

std::optional<ValType> type_in(const TypeStorePtr& types, const wasm_valtype_t* type) {
  if (!type) return std::nullopt;
  return names_type(*type) && type->types != types ? std::nullopt : std::optional(type->type);
}

std::optional<FuncType> func_type_in(const TypeStorePtr& types, const wasm_functype_t* type) {
  if (!type) return std::nullopt;
  auto params = result_type_in(types, type->params);
  auto results = result_type_in(types, type->results);
  if (!params || !results) return std::nullopt;
  return FuncType{std::move(*params), std::move(*results)};
}

}  // namespace modlink::capi
