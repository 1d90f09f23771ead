// Instances and extern values. spec: exec/runtime; Explainer, "Nested Modules", "Module Imports and Nested Instances"
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "interpreter/runtime/memory.h"
#include "interpreter/runtime/trap.h"
#include "interpreter/runtime/value.h"
#include "validator/export_names.h"
#include "validator/valid_module.h"

namespace modlink {

struct ModuleInst;
struct ModuleCode;  // interpreter/code/code.h
class Store;

// What a host function gives back: results, a trap, or an exception.
struct HostResult {
  Values results = {};
  TrapCode trap = TrapCode::none;
  std::string message = {};  // of the trap, if it has more to say
  Ref exception = {};        // thrown, unless null
};
// Gets arguments of the function type's parameters; results must have its result types.
using HostFunc = std::function<HostResult(Store&, const Values& args)>;

// spec: exec/runtime, Function Instances
struct FuncInst {
  const DefType* type = nullptr;
  ModuleInst* module = nullptr;  // null for host functions
  Index index = 0;               // among the module's own functions: module->code->module.funcs[index]
  HostFunc host;                 // empty for wasm functions
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

// spec: exec/runtime, Tag Instances
struct TagInst {
  const DefType* type = nullptr;
};

// A module value: a closure of code over the instance it was defined in (null at the top level). D15
struct ModuleValue {
  ValidModulePtr code;
  const ModuleInst* outer = nullptr;
};

struct InstanceValue;

// spec: exec/runtime, External Addresses; with module and instance values. In the order of ExternKind.
using ExternVal =
    std::variant<FuncInst*, TableInst*, MemoryInst*, GlobalInst*, TagInst*, const ModuleValue*, const InstanceValue*>;

inline ExternKind kind_of(const ExternVal& val) { return static_cast<ExternKind>(val.index()); }

// An instance value: an immutable map from export name to extern value, without identity. Lookup is by name (D17).
struct InstanceValue {
  // As many values as names.
  InstanceValue(std::shared_ptr<const ExportNames> names, std::vector<ExternVal> vals);
  const ExternVal* find(std::string_view name) const;                 // null if absent
  const std::vector<Name>& names() const { return names_->names(); }  // in the order of the module's exports
  const std::vector<ExternVal>& vals() const { return vals_; }        // in the order of `names`

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

// spec: exec/runtime, Module Instances. The index spaces at run time.
struct ModuleInst {
  ValidModulePtr code;
  const ModuleInst* outer = nullptr;  // the instance that the module value closes over
  ModuleCode* lowered = nullptr;      // lowered functions, shared by all instances of the module in one Store
  std::vector<FuncInst*> funcs;
  std::vector<TableInst*> tables;
  std::vector<MemoryInst*> memories;
  std::vector<GlobalInst*> globals;
  std::vector<TagInst*> tags;
  std::vector<const ModuleValue*> modules;
  std::vector<const InstanceValue*> instances;
  std::vector<ElemInst> elems;
  std::vector<DataInst> datas;
  const InstanceValue* exports = nullptr;
};

}  // namespace modlink
