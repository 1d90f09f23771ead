// Types as text, and what modules and instances import and export. capi/modlink.h, Types
#include "capi/types.h"
#include "capi/vectors.h"
#include "validator/match.h"

namespace modlink::capi {
namespace {

void set_bytes(const std::string& text, wasm_byte_vec_t* out) { wasm_byte_vec_new(out, text.size(), text.data()); }

// What an external type is in the interpreter, where it can be printed.
const LinkingExternType* as_linking(const wasm_externtype_t* type) {
  return type->kind >= MODLINK_EXTERN_TAG ? static_cast<const LinkingExternType*>(type) : nullptr;
}

std::string text_of(const wasm_valtype_t& type) {
  static const TypeStore none;
  return to_string(type.types ? *type.types : none, type.type);
}

}  // namespace
}  // namespace modlink::capi

using namespace modlink::capi;

void modlink_valtype_text(const wasm_valtype_t* type, wasm_byte_vec_t* out) {
  wasm_byte_vec_new_empty(out);
  guarded([&] { set_bytes(text_of(*type), out); });
}

namespace {

// In the words of the text format, what the interpreter would say of it.
modlink::ExternType externtype_to_print(const wasm_externtype_t& type, modlink::TypeStore& types) {
  switch (type.kind) {
    case WASM_EXTERN_GLOBAL: {
      const auto& global = static_cast<const wasm_globaltype_t&>(type);
      return modlink::GlobalType{global.is_var, global.content.type};
    }
    case WASM_EXTERN_TABLE: return static_cast<const wasm_tabletype_t&>(type).type;
    case WASM_EXTERN_MEMORY: return static_cast<const wasm_memorytype_t&>(type).type;
    case WASM_EXTERN_FUNC: {
      const auto& func = static_cast<const wasm_functype_t&>(type);
      modlink::FuncType inner;
      for (std::size_t i = 0; i < func.params.size; ++i) inner.params.push_back(func.params.data[i]->type);
      for (std::size_t i = 0; i < func.results.size; ++i) inner.results.push_back(func.results.data[i]->type);
      return modlink::ExternFunc{types.intern(inner)};
    }
    default: return static_cast<const LinkingExternType&>(type).type;
  }
}

// The store of the types that it names, if it names any.
modlink::TypeStorePtr types_of(const wasm_externtype_t& type) {
  if (const auto* linking = as_linking(&type)) return linking->types;
  if (type.kind == WASM_EXTERN_GLOBAL) return static_cast<const wasm_globaltype_t&>(type).content.types;
  if (type.kind == WASM_EXTERN_TABLE) return static_cast<const wasm_tabletype_t&>(type).elem.types;
  if (type.kind != WASM_EXTERN_FUNC) return nullptr;
  const auto& func = static_cast<const wasm_functype_t&>(type);
  for (const wasm_valtype_vec_t* vec : {&func.params, &func.results}) {
    for (std::size_t i = 0; i < vec->size; ++i) {
      if (vec->data[i]->types) return vec->data[i]->types;
    }
  }
  return nullptr;
}

}  // namespace

void modlink_externtype_text(const wasm_externtype_t* type, wasm_byte_vec_t* out) {
  wasm_byte_vec_new_empty(out);
  guarded([&] {
    modlink::TypeStorePtr types = types_of(*type);
    if (!types) types = std::make_shared<modlink::TypeStore>();
    set_bytes(modlink::to_string(*types, externtype_to_print(*type, *types)), out);
  });
}

wasm_functype_t* modlink_externtype_tag(const wasm_externtype_t* type) {
  return guarded<wasm_functype_t*>(nullptr, [&]() -> wasm_functype_t* {
    const auto* const linking = as_linking(type);
    const auto* const tag = linking ? std::get_if<modlink::ExternTag>(&linking->type) : nullptr;
    return tag ? make_functype(linking->types, *tag->type->func()).release() : nullptr;
  });
}

void modlink_externtype_imports(const wasm_externtype_t* type, wasm_importtype_vec_t* out) {
  wasm_importtype_vec_new_empty(out);
  guarded([&] {
    const auto* const linking = as_linking(type);
    const auto* const module = linking ? std::get_if<modlink::ExternModule>(&linking->type) : nullptr;
    if (!module) return;
    std::vector<std::unique_ptr<wasm_importtype_t>> made;
    for (const auto& entry : module->type->imports.entries()) {
      made.push_back(make_importtype(entry.name, {}, make_externtype(linking->types, entry.type)));
    }
    fill(std::move(made), out);
  });
}

void modlink_externtype_exports(const wasm_externtype_t* type, wasm_exporttype_vec_t* out) {
  wasm_exporttype_vec_new_empty(out);
  guarded([&] {
    const auto* const linking = as_linking(type);
    if (!linking || type->kind == MODLINK_EXTERN_TAG) return;
    const auto* const module = std::get_if<modlink::ExternModule>(&linking->type);
    const modlink::ExternTypeMap& exports =
        module ? module->type->exports() : std::get<modlink::ExternInstance>(linking->type).type->exports;
    std::vector<std::unique_ptr<wasm_exporttype_t>> made;
    for (const auto& entry : exports.entries()) {
      made.push_back(make_exporttype(entry.name, make_externtype(linking->types, entry.type)));
    }
    fill(std::move(made), out);
  });
}
