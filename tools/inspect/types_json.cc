// Closed types as JSON. docs/json.md
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "tools/inspect/types.h"
#include "validator/type_parts.h"
#include "wast/text/print_types.h"

namespace modlink::inspect {

namespace {

using Json = nlohmann::ordered_json;

class JsonWriter {
 public:
  explicit JsonWriter(const TypeStore& store) : store_(store) {}

  Json write(const ExternType& type) {
    for_each_part(store_, type, [this](const TypePart& root) {
      for_each_part_in_order(
          store_, root, [this](const TypePart& part) { return positions_.count(part.item) != 0; },
          [this](const TypePart& part) { add(part); });
    });
    Json result;
    result["root"] = extern_type(type);
    result["types"] = std::move(types_);
    return result;
  }

 private:
  void add(const TypePart& part) {
    positions_.emplace(part.item, types_.size());
    if (part.kind == ExternKind::func) {
      for (Index i = 0; i < part.group().group_size; ++i)
        types_.push_back(def_type(*store_.def_type(part.group().id + i)));
      return;
    }
    Json type{{"kind", to_string(part.kind)}};
    if (part.kind == ExternKind::module) type["imports"] = entries(part.module().imports);
    type["exports"] = entries(part.exports());
    types_.push_back(std::move(type));
  }

  Json entries(const ExternTypeMap& map) const {
    Json result = Json::array();
    for (const auto& [name, type] : map.entries()) {
      Json entry{{"name", name}};
      entry.update(extern_type(type));
      result.push_back(std::move(entry));
    }
    return result;
  }

  std::size_t position(const DefType& type) const {
    return positions_.at(group_of(store_, type).item) + type.id - type.group_first;
  }

  // In the syntax of text, numbers being positions.
  std::string val_type(ValType type) const {
    const auto with_positions = map_heap_types(type, [this](HeapType heap) {
      if (heap.kind != HeapKind::def_type) return heap;
      return HeapType{HeapKind::type_index, static_cast<Index>(position(*store_.def_type(heap)))};
    });
    return text::to_text(with_positions, {});
  }

  static Json limits(AddrType addr, const Limits& limits) {
    Json result{{"address", addr == AddrType::i64 ? "i64" : "i32"}, {"min", limits.min}};
    if (limits.max) result["max"] = *limits.max;
    return result;
  }

  template <ExternKind kind>
  void add_type(Json& result, ExternDef<kind> item) const {
    result["type"] = position(*item.type);
  }
  void add_type(Json& result, ExternModule module) const { result["type"] = positions_.at(module.type); }
  void add_type(Json& result, ExternInstance instance) const { result["type"] = positions_.at(instance.type); }
  void add_type(Json& result, const TableType& table) const {
    result.update(limits(table.addr, table.limits));
    result["element"] = val_type(table.elem);
  }
  void add_type(Json& result, const MemoryType& memory) const {
    result.update(limits(memory.addr, memory.limits));
    result["shared"] = memory.shared;
    result["page_size"] = std::uint64_t{1} << (memory.page_size_log2 & 63);
  }
  void add_type(Json& result, const GlobalType& global) const {
    result["mutable"] = global.mut;
    result["value"] = val_type(global.val);
  }

  Json extern_type(const ExternType& type) const {
    Json result{{"kind", to_string(kind_of(type))}};
    std::visit([&](const auto& item) { add_type(result, item); }, type);
    return result;
  }

  Json result_type(const ResultType& types) const {
    Json result = Json::array();
    for (ValType type : types) result.push_back(val_type(type));
    return result;
  }

  Json field(const FieldType& field) const {
    const auto* val = std::get_if<ValType>(&field.storage);
    const bool is_i8 = !val && std::get<PackType>(field.storage) == PackType::i8;
    return {{"mutable", field.mut}, {"storage", val ? val_type(*val) : is_i8 ? "i8" : "i16"}};
  }

  Json def_type(const DefType& type) const {
    Json result;
    if (const FuncType* func = type.func()) {
      result = {{"kind", "func"}, {"params", result_type(func->params)}, {"results", result_type(func->results)}};
    } else if (const auto* structure = std::get_if<StructType>(&type.sub.comp)) {
      result = {{"kind", "struct"}, {"fields", Json::array()}};
      for (const FieldType& item : structure->fields) result["fields"].push_back(field(item));
    } else {
      result = {{"kind", "array"}, {"field", field(std::get<ArrayType>(type.sub.comp).field)}};
    }
    result["final"] = type.sub.final;
    if (!type.sub.supers.empty()) result["super"] = position(*store_.def_type(type.sub.supers[0]));
    if (type.group_size != 1)
      result["group"] = {{"first", position(*store_.def_type(type.group_first))}, {"size", type.group_size}};
    return result;
  }

  const TypeStore& store_;
  Json types_ = Json::array();
  std::unordered_map<const void*, std::size_t> positions_;  // of TypeParts
};

}  // namespace

std::string to_json(const TypeStore& store, const ExternType& type) {
  return JsonWriter(store).write(type).dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace modlink::inspect
