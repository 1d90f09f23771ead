// The public API. spec: appendix/embedding
//
// Names follow the spec's embedding interface. Nothing here throws for bad input at run time: outcomes are values.
// Decoding, parsing and validation throw `Error` (wast/syntax/error.h). Instances and references belong to the store
// they were made in and may be used with that store only: what is called or imported, and references among values, are
// looked up there and refused otherwise; other arguments, such as the table of `table_write`, are asserted.
// `check_ref`, `check_val` and `ref_type` are in interpreter/exec/value_typing.h, `relaxed_results` in
// interpreter/exec/relaxed_results.h.
//
// A reference that the host keeps needs a RefHandle: a collection frees what nothing in the store refers to.
//
// Host functions may call `func_invoke` and `module_instantiate` again: as deep as the limit `nested_executions` says,
// and as long as the first of these calls is less than 2 MiB of native stack away, or 10 KiB for each that the limit
// allows. Beyond that the outcome is `limit`. Where the thread has less than 64 KiB left (320 KiB in builds that are
// not optimised), as far as the system knows its bounds, it is the trap `call_stack_exhausted`.
//
// What is executed is deterministic: NaNs that operators make are positive canonical ones, relaxed instructions do what
// the deterministic profile says. Where another engine may have it otherwise, `Store::nondeterminism` says so.
//
// What the segments of an instance still have is in its `elems` and `datas` (interpreter/runtime/instance.h): those
// that are dropped are empty, as active ones are once they have been copied.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "interpreter/exec/engine.h"
#include "interpreter/exec/relaxed_results.h"
#include "interpreter/exec/value_typing.h"
#include "interpreter/runtime/outcome.h"
#include "interpreter/runtime/store.h"
#include "validator/validate.h"

namespace modlink {

// Finds what a top-level module imports: by the first name (an instance for two-level imports). nullopt: unknown.
using Imports = std::function<std::optional<ExternVal>(const Name&)>;

// spec: embedding, module_instantiate. Matches the imports (D16), then instantiates depth first (D13); done, the
// outcome has the instance. After a trap what was written stays written. Unlinkable, with "unknown import …" or
// "incompatible import type …": nothing was run. `module` must use the store's TypeStore; otherwise the outcome is
// unlinkable and says so, as it is for nested code without an instance of the code around it. `title`, such as "$A", is
// what messages call the instance.
Outcome module_instantiate(Store& store, const ModuleValue& module, const Imports& imports, std::string title = {});

// spec: embedding, module_imports, module_exports. Two-level imports appear as one instance each (D7). `module_imports`
// throws Invalid if a name is imported with types that do not match (D8).
const ExternTypeMap& module_imports(const ValidModule& module);
const ExternTypeMap& module_exports(const ValidModule& module);

// spec: embedding, instance_export
std::optional<ExternVal> instance_export(const InstanceValue& instance, std::string_view name);

// spec: embedding, func_alloc. `type` is interned in the store's TypeStore.
FuncInst* func_alloc(Store& store, const FuncType& type, HostFunc func);
// spec: embedding, func_type, func_invoke. Arguments that do not fit the function's type give a trap of code
// `host_trap` whose message begins with "wrong arguments"; nothing is run. With `Waiting::suspend` the outcome may be
// `suspended`: `engine_of(store).machine()` is then to be resumed or abandoned before it can run anything else.
const FuncType& func_type(const FuncInst& func);
Outcome func_invoke(Store& store, const FuncInst& func, const Values& args, Waiting waiting = Waiting::alone);

// spec: embedding, table_alloc, table_type, table_read, table_write, table_size, table_grow. Null, nullopt or false:
// the spec's `error`, or beyond the store's limits; the store notes that where a type would let it grow. `table_type`
// has the present size as its minimum.
TableInst* table_alloc(Store& store, const TableType& type, Ref init);
TableType table_type(const TableInst& table);
std::optional<Ref> table_read(const TableInst& table, std::uint64_t index);
bool table_write(Store& store, TableInst& table, std::uint64_t index, Ref ref);
std::uint64_t table_size(const TableInst& table);
bool table_grow(Store& store, TableInst& table, std::uint64_t delta, Ref init);

// spec: embedding, mem_alloc, mem_type, mem_read, mem_write, mem_size, mem_grow. Many bytes at a time; sizes in pages.
// What does not grow is noted, as for tables.
MemoryInst* memory_alloc(Store& store, const MemoryType& type);
const MemoryType& mem_type(const MemoryInst& memory);
bool mem_read(const MemoryInst& memory, std::uint64_t address, void* to, std::size_t count);
bool mem_write(MemoryInst& memory, std::uint64_t address, const void* from, std::size_t count);
std::uint64_t mem_size(const MemoryInst& memory);
bool mem_grow(Store& store, MemoryInst& memory, std::uint64_t delta);

// spec: embedding, tag_alloc, tag_type. A tag's function type has no results.
TagInst* tag_alloc(Store& store, const FuncType& type);
const FuncType& tag_type(const TagInst& tag);

// spec: embedding, exn_alloc, exn_tag, exn_read. Of a reference to an exception, such as the `thrown()` of an outcome:
// its tag, and its values, of the types of the tag's parameters. `exn_alloc` gives nullopt if the values do not have
// them, or there is no memory.
std::optional<Ref> exn_alloc(Store& store, const TagInst& tag, const Values& args);
const TagInst& exn_tag(Ref exn);
Values exn_read(Ref exn);

// spec: embedding, global_alloc, global_type, global_read, global_write. Null if `init` does not have the type; false
// if the global is immutable or `val` does not have its type.
GlobalInst* global_alloc(Store& store, const GlobalType& type, const Value& init);
const GlobalType& global_type(const GlobalInst& global);
Value global_read(const GlobalInst& global);
bool global_write(Store& store, GlobalInst& global, const Value& val);

// Structures and arrays; a type is that of a reference, or one that was interned. A packed field is an i32, read
// without a sign and written by its low bits. nullopt, null or false: another type of object, no such field or element,
// a value that does not fit, no memory; written is only what is mutable.
std::optional<Ref> struct_alloc(Store& store, const DefType& type, const Values& fields);
const DefType* struct_type(Ref structure);
std::optional<Value> struct_read(Ref structure, std::uint32_t field);
bool struct_write(Store& store, Ref structure, std::uint32_t field, const Value& val);
std::optional<Ref> array_alloc(Store& store, const DefType& type, const Values& elems);
const DefType* array_type(Ref array);
std::uint32_t array_size(Ref array);
std::optional<Value> array_read(Ref array, std::uint32_t index);
bool array_write(Store& store, Ref array, std::uint32_t index, const Value& val);

// spec: embedding, val_default. nullopt if the type has none.
std::optional<Value> val_default(ValType type);

// The type of a value that exists: present sizes as minima. Builds the types of instances anew, so it is for
// inspection rather than for linking. Throws LimitExceeded for types beyond the limits, and Invalid for a module that
// imports a name with types that do not match (D8).
// spec: exec/values, External Typing
ExternType extern_type(Store& store, const ExternVal& val);

// The host module that the official test suite expects. spec: the suite's reference interpreter; `print` functions
// print nothing.
const InstanceValue* make_spectest(Store& store);

}  // namespace modlink
