// The public API. spec: appendix/embedding
//
// Names follow the spec's embedding interface. Nothing here throws for bad input at run time: outcomes are values.
// Decoding, parsing and validation throw `Error` (wast/syntax/error.h).
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "interpreter/exec/machine.h"
#include "interpreter/runtime/store.h"
#include "validator/validate.h"

namespace modlink {

// Finds what a top-level module imports: by the first name (an instance for two-level imports). nullopt: unknown.
using Imports = std::function<std::optional<ExternVal>(const Name&)>;

struct InstantiateOutcome {
  enum class Kind : std::uint8_t { done, unlinkable, trap, exception, limit, out_of_fuel };
  Kind kind = Kind::done;
  TrapCode trap = TrapCode::none;
  std::string message;  // "unknown import …", "incompatible import type …", the trap's words, which limit
  Pos pos = no_pos;     // of the import, in the module's source
  const ModuleInst* instance = nullptr;  // of done
};

// spec: embedding, module_instantiate. Matches the imports (D16), then instantiates depth first (D13). After a trap
// what was written stays written. Unlinkable: nothing was run. `module` must use the store's TypeStore; otherwise the
// outcome is unlinkable and says so.
InstantiateOutcome module_instantiate(Store& store, const ModuleValue& module, const Imports& imports);

// spec: embedding, instance_export
std::optional<ExternVal> instance_export(const InstanceValue& instance, std::string_view name);

// spec: embedding, func_alloc. `type` is interned in the store's TypeStore.
FuncInst* func_alloc(Store& store, const FuncType& type, HostFunc func);
// spec: embedding, func_type, func_invoke
const FuncType& func_type(const FuncInst& func);
Outcome func_invoke(Store& store, const FuncInst& func, const Values& args);

// spec: embedding, table_alloc, memory_alloc, global_alloc. Null when beyond the limits.
TableInst* table_alloc(Store& store, const TableType& type, Ref init);
MemoryInst* memory_alloc(Store& store, const MemoryType& type);
GlobalInst* global_alloc(Store& store, const GlobalType& type, const Value& init);
Value global_read(const GlobalInst& global);

// The type of a value that exists: present sizes as minima. spec: exec/runtime, External typing
ExternType extern_type(Store& store, const ExternVal& val);

// The host module that the official test suite expects. spec: the suite's reference interpreter; `print` functions
// print nothing.
const InstanceValue* make_spectest(Store& store);

}  // namespace modlink
