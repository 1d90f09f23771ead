// The types of values that exist. spec: exec/values, External Typing
#include <cassert>
#include <unordered_map>

#include "interpreter/embedding.h"

namespace modlink {
namespace {

// The type of each kind of value but instances, whose types come from those of what they export.
ExternType type_of(const FuncInst& func) { return ExternFunc{func.type}; }
ExternType type_of(const TableInst& table) { return table_type(table); }
ExternType type_of(const MemoryInst& memory) { return mem_type(memory); }
ExternType type_of(const GlobalInst& global) { return global_type(global); }
ExternType type_of(const ModuleValue& module) { return ExternModule{&module.code->module_type()}; }
template <ExternKind kind>
ExternType type_of(const TypedInst<kind>& inst) {
  return ExternDef<kind>{inst.type};
}
ExternType type_of(const InstanceValue&) {
  assert(false && "not a leaf");
  return {};
}

ExternType leaf_type(const ExternVal& val) {
  return std::visit([](const auto* inst) { return type_of(*inst); }, val);
}

using Done = std::unordered_map<const InstanceValue*, const InstanceType*>;

// The type of an instance whose nested instances are done.
const InstanceType* assemble(Store& store, const InstanceValue& instance, const Done& done) {
  ExternTypeMap exports;
  for (std::size_t i = 0; i < instance.vals().size(); ++i) {
    const ExternVal& val = instance.vals()[i];
    const auto* nested = std::get_if<const InstanceValue*>(&val);
    exports.insert(Name(instance.names()[i]), nested ? ExternInstance{done.at(*nested)} : leaf_type(val));
  }
  return store.types().intern_instance(std::move(exports));
}

// In post-order with a stack of its own, each instance once: instances may nest deeply and share much.
const InstanceType* instance_type(Store& store, const InstanceValue* root) {
  Done done;
  std::vector<const InstanceValue*> stack{root};
  while (!stack.empty()) {
    const InstanceValue* instance = stack.back();
    if (done.count(instance)) {
      stack.pop_back();
      continue;
    }
    const std::size_t size = stack.size();
    for (const ExternVal& val : instance->vals()) {
      const auto* nested = std::get_if<const InstanceValue*>(&val);
      if (nested && !done.count(*nested)) stack.push_back(*nested);
    }
    if (stack.size() > size) continue;
    stack.pop_back();
    done[instance] = assemble(store, *instance, done);
  }
  return done.at(root);
}

}  // namespace

ExternType extern_type(Store& store, const ExternVal& val) {
  const auto* instance = std::get_if<const InstanceValue*>(&val);
  return instance ? ExternInstance{instance_type(store, *instance)} : leaf_type(val);
}

}  // namespace modlink
