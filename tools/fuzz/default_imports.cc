// Imports that do nothing. spec: exec/runtime, External Values
#include "tools/fuzz/default_imports.h"

#include "interpreter/host.h"

namespace modlink::fuzz {
namespace {

Outcome defaults(const ResultType& types) {
  Values results;
  for (const ValType type : types) {
    const std::optional<Value> value = val_default(type);
    if (!value) return Outcome::trap(TrapCode::unreachable);
    results.push_back(*value);
  }
  return results;
}

template <class Inst>
std::optional<ExternVal> unless_null(Inst* inst) {
  return inst ? std::optional<ExternVal>(inst) : std::nullopt;
}

struct Maker {
  Store& store;
  bool nested = false;  // in an instance

  std::optional<ExternVal> operator()(const ExternFunc& func) const {
    const FuncType& type = *func.type->func();
    return func_alloc(store, type, [type](Store&, const Values&) { return defaults(type.results); });
  }
  std::optional<ExternVal> operator()(const TableType& type) const {
    return unless_null(table_alloc(store, type, Ref::null()));
  }
  std::optional<ExternVal> operator()(const MemoryType& type) const { return unless_null(memory_alloc(store, type)); }
  std::optional<ExternVal> operator()(const GlobalType& type) const {
    const std::optional<Value> value = val_default(type.val);
    return value ? unless_null(global_alloc(store, type, *value)) : std::nullopt;
  }
  std::optional<ExternVal> operator()(const ExternTag& tag) const { return tag_alloc(store, *tag.type->func()); }
  std::optional<ExternVal> operator()(const ExternModule&) const { return std::nullopt; }
  // Not those in instances, of which there may be more than anybody can make.
  std::optional<ExternVal> operator()(const ExternInstance& instance) const {
    if (nested) return std::nullopt;
    HostModule fields(store);
    for (const ExternTypeMap::Entry& entry : instance.type->exports.entries()) {
      const std::optional<ExternVal> val = std::visit(Maker{store, true}, entry.type);
      if (!val) return std::nullopt;
      fields.add(entry.name, *val);
    }
    return fields.instance();
  }
};

}  // namespace

Imports default_imports(Store& store, const ValidModule& module) {
  return [&store, &module](const Name& name) -> std::optional<ExternVal> {
    const ExternType* type = module_imports(module).find(name);
    return type ? std::visit(Maker{store}, *type) : std::nullopt;
  };
}

}  // namespace modlink::fuzz
