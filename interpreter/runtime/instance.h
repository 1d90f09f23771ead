// Instances and extern values. spec: exec/runtime; Explainer, "Nested Modules", "Module Imports and Nested Instances"
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "interpreter/runtime/memory.h"
#include "interpreter/runtime/outcome.h"
#include "validator/export_names.h"
#include "validator/valid_module.h"

namespace modlink {

struct ModuleInst;
struct Code;  // these two of interpreter/code/code.h
struct ModuleCode;
class Store;

// Gets arguments of the function type's parameters. Its outcome becomes that of the call: results, which must have the
// type's result types, a trap, an exception, a limit, or that fuel or an interruption ended it; anything else is a trap
// of code `host_trap`. References that it gives, and exceptions, have to be there still, in whichever store; a trap of
// another store leaves its stack behind. One that is empty traps, and an Error that it throws is a limit or a trap of
// code `host_trap`; anything else leaves the call.
using HostFunc = std::function<Outcome(Store&, const Values& args)>;

// spec: exec/runtime, Function Instances
struct FuncInst {
  alignas(8) const DefType* type = nullptr;  // its address is a reference, see Ref
  ModuleInst* module = nullptr;              // null for host functions
  Index index = 0;                           // among the module's own functions: module->code->module.funcs[index]
  const Code* code = nullptr;                // what it is lowered to, whether it is yet or not; null for host functions
  HostFunc host;                             // empty for wasm functions
};

// spec: exec/runtime, Table Instances
struct TableInst {
  TableType type;  // closed; the minimum is the present size
  std::vector<Ref> elems;
};

struct MemoryInst {
  LinearMemory memory;
};

// spec: exec/runtime, Global Instances
struct GlobalInst {
  GlobalType type;  // closed
  std::uint64_t slots[2] = {0, 0};
};

// An instance that consists of its type and its identity. spec: exec/runtime, Tag Instances
template <ExternKind kind>
struct TypedInst {
  const DefType* type = nullptr;
};
using TagInst = TypedInst<ExternKind::tag>;

// A module value: a closure of code over the instance it was defined in (null at the top level). D15
struct ModuleValue {
  ValidModulePtr code;
  const ModuleInst* outer = nullptr;
};

struct InstanceValue;

// What the store has of a kind: an instance that consists of its type, unless the kind has instances of its own.
template <IndexSpace space>
struct InstOf : std::type_identity<TypedInst<*kind_of(space)>> {};
template <>
struct InstOf<IndexSpace::func> : std::type_identity<FuncInst> {};
template <>
struct InstOf<IndexSpace::table> : std::type_identity<TableInst> {};
template <>
struct InstOf<IndexSpace::memory> : std::type_identity<MemoryInst> {};
template <>
struct InstOf<IndexSpace::global> : std::type_identity<GlobalInst> {};
template <>
struct InstOf<IndexSpace::module> : std::type_identity<const ModuleValue> {};
template <>
struct InstOf<IndexSpace::instance> : std::type_identity<const InstanceValue> {};

template <IndexSpace space>
struct AddrOf : std::type_identity<typename InstOf<space>::type*> {};

// spec: exec/runtime, External Values; with module and instance values.
using ExternVal = PerExternKind<AddrOf>;

// An instance value: an immutable map from export name to extern value, without identity. Lookup is by name (D17).
struct InstanceValue {
  // As many values as names.
  InstanceValue(std::shared_ptr<const ExportNames> names, std::vector<ExternVal> vals);
  const ExternVal* find(std::string_view name) const;  // null if absent
  // In the order of the module's exports.
  const std::vector<std::string_view>& names() const { return names_->names(); }
  const std::vector<ExternVal>& vals() const { return vals_; }  // in the order of `names`

 private:
  std::shared_ptr<const ExportNames> names_;
  std::vector<ExternVal> vals_;
};

// spec: exec/runtime, Element Instances, Data Instances. Dropping empties them.
struct ElemInst {
  std::vector<Ref> refs;
};
struct DataInst {
  const std::uint8_t* bytes = nullptr;  // in the ValidModule
  std::uint64_t size = 0;
};

// Types have no values, and what the index spaces of segments have belongs to the instance.
template <>
struct AddrOf<IndexSpace::type> : std::type_identity<std::monostate> {};
template <>
struct AddrOf<IndexSpace::elem> : std::type_identity<ElemInst> {};
template <>
struct AddrOf<IndexSpace::data> : std::type_identity<DataInst> {};

// spec: exec/runtime, Module Instances. The index spaces at run time.
struct ModuleInst : IndexSpaces<AddrOf> {
  ValidModulePtr code;
  const ModuleInst* outer = nullptr;  // the instance that the module value closes over
  // The instance whose definition, by its index among the instances there, made this one; null if the host did.
  const ModuleInst* creator = nullptr;
  Index index = 0;
  std::string title;  // what the host calls it in messages, such as "$A"; empty if it did not say, or not make it
  ModuleCode* lowered = nullptr;  // lowered functions, shared by all instances of the module in one Store
  const InstanceValue* exports = nullptr;
};

// Appends to the index space of the value's kind.
inline void append(ModuleInst& inst, const ExternVal& val) {
  visit_kind(kind_of(val), [&](auto space) { inst.of(space).push_back(std::get<typename AddrOf<space>::type>(val)); });
}

// What is at an index, which is there, of the index space of a kind that is not `type`.
inline ExternVal extern_val(const ModuleInst& inst, ExternKind kind, Index index) {
  return visit_kind(kind, [&](auto space) -> ExternVal { return inst.of(space)[index]; });
}

}  // namespace modlink
