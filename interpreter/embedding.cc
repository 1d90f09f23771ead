// The public API. spec: appendix/embedding
#include "interpreter/embedding.h"

#include <cassert>
#include <cstring>
#include <new>

#include "interpreter/errors_as_outcomes.h"
#include "interpreter/exec/execute.h"
#include "interpreter/exec/memory_ops.h"
#include "interpreter/exec/table_ops.h"
#include "interpreter/import_matching.h"
#include "interpreter/instantiate.h"
#include "interpreter/kept_values.h"
#include "interpreter/runtime/table.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/error.h"

namespace modlink {
namespace {

// The type of null may be one of another store.
std::string words_of(Store& store, const Value& val) {
  if (!val.type.is_ref()) return to_string(store.types(), val.type);
  return val.as_ref().is_null() ? "null" : to_string(store.types(), ValType(ref_type(val.as_ref())));
}

Outcome wrong_arguments(Store& store, const ResultType& expected, const Values& args) {
  for (const Value& arg : args) {
    if (arg.type.is_ref() && !store.owns(arg.as_ref())) {
      return Outcome::trap(TrapCode::host_trap, "wrong arguments: a reference of another store");
    }
  }
  std::string found;
  for (const Value& arg : args) found += (found.empty() ? "" : " ") + words_of(store, arg);
  return Outcome::trap(TrapCode::host_trap, concat("wrong arguments: expected ", to_string(store.types(), expected),
                                                   ", found [", found, "]"));
}

bool in_bounds(const LinearMemory& memory, std::uint64_t address, std::size_t count) {
  return address <= memory.size() && count <= memory.size() - address;
}

}  // namespace

Outcome module_instantiate(Store& store, const ModuleValue& module, const Imports& imports, std::string title) {
  const Store::Use use(store);
  return errors_as_outcomes(store, [&] {
    if (!module.code) throw Unlinkable(no_pos, "there is no module");
    if (module.outer && !store.modules().contains(module.outer)) {
      throw Unlinkable(no_pos, "the module is in another store");
    }
    if (module.code->type_store != store.type_store()) {
      throw Unlinkable(no_pos, "the module was validated with another type store");
    }
    std::vector<ExternVal> vals = bind_imports(store, *module.code, imports);
    return instantiate(store, module, std::move(vals), std::move(title));
  });
}

const ExternTypeMap& module_imports(const ValidModule& module) { return module.module_type().imports; }
const ExternTypeMap& module_exports(const ValidModule& module) { return module.type->exports(); }

std::optional<ExternVal> instance_export(const InstanceValue& instance, std::string_view name) {
  const ExternVal* val = instance.find(name);
  return val ? std::optional(*val) : std::nullopt;
}

FuncInst* func_alloc(Store& store, const FuncType& type, HostFunc func) {
  return store.add(FuncInst{store.types().intern(type), nullptr, 0, nullptr, std::move(func)});
}

const FuncType& func_type(const FuncInst& func) { return *func.type->func(); }

Outcome func_invoke(Store& store, const FuncInst& func, const Values& args, Waiting waiting) {
  if (!store.owns(Ref::func(&func))) {
    return Outcome::trap(TrapCode::host_trap, "the function is in another store");
  }
  const ResultType& params = func_type(func).params;
  if (!check_vals(store, args, params)) return wrong_arguments(store, params, args);
  try {
    return engine_of(store).machine().invoke(func, args, waiting);
  } catch (const std::bad_alloc&) {
    store.note(Nondeterminism::limit);
    return Outcome::limit(out_of_memory);
  }
}

TableInst* table_alloc(Store& store, const TableType& type, Ref init) {
  if (!check_ref(store, init, type.elem)) return nullptr;
  auto table = allocate_table(type, init, store.limits().table_elements, store.budget());
  return table ? store.add(std::move(*table)) : nullptr;
}

TableType table_type(const TableInst& table) {
  TableType type = table.type;
  type.limits.min = table.elems.size();
  return type;
}

std::optional<Ref> table_read(const TableInst& table, std::uint64_t index) {
  return index < table.elems.size() ? std::optional(table.elems[index]) : std::nullopt;
}

bool table_write(Store& store, TableInst& table, std::uint64_t index, Ref ref) {
  assert(store.all<TableInst>().contains(&table));
  if (index >= table.elems.size() || !check_ref(store, ref, table.type.elem)) return false;
  table.elems[index] = ref;
  return true;
}

std::uint64_t table_size(const TableInst& table) { return table.elems.size(); }

bool table_grow(Store& store, TableInst& table, std::uint64_t delta, Ref init) {
  assert(store.all<TableInst>().contains(&table));
  return check_ref(store, init, table.type.elem) && grow_or_note(store, table, delta, init);
}

MemoryInst* memory_alloc(Store& store, const MemoryType& type) {
  auto memory = LinearMemory::allocate(type, store.limits().memory_bytes, &store.budget());
  return memory ? store.add(MemoryInst{std::move(*memory)}) : nullptr;
}

const MemoryType& mem_type(const MemoryInst& memory) { return memory.memory.type(); }

bool mem_read(const MemoryInst& memory, std::uint64_t address, void* to, std::size_t count) {
  if (!in_bounds(memory.memory, address, count)) return false;
  if (count != 0) std::memcpy(to, memory.memory.base() + address, count);
  return true;
}

bool mem_write(MemoryInst& memory, std::uint64_t address, const void* from, std::size_t count) {
  if (!in_bounds(memory.memory, address, count)) return false;
  if (count != 0) std::memcpy(memory.memory.base() + address, from, count);
  return true;
}

std::uint64_t mem_size(const MemoryInst& memory) { return memory.memory.pages(); }
bool mem_grow(Store& store, MemoryInst& memory, std::uint64_t delta) {
  assert(store.all<MemoryInst>().contains(&memory));
  return grow_or_note(store, memory, delta);
}

TagInst* tag_alloc(Store& store, const FuncType& type) { return store.add(TagInst{store.types().intern(type)}); }
const FuncType& tag_type(const TagInst& tag) { return *tag.type->func(); }

std::optional<Ref> exn_alloc(Store& store, const TagInst& tag, const Values& args) {
  assert(store.all<TagInst>().contains(&tag));
  const ResultType& params = tag_type(tag).params;
  if (!check_vals(store, args, params)) return std::nullopt;
  return or_nothing([&] {
    const KeptValues kept(store, args);
    std::vector<std::uint64_t> payload(total_slots(params));
    write_slots(payload.data(), args);
    return store.heap().make_exception(tag, payload.data());
  });
}

const TagInst& exn_tag(Ref exn) { return *exn.as_object()->tag; }
Values exn_read(Ref exn) { return read_slots(exn.as_object()->slots(), tag_type(exn_tag(exn)).params); }

GlobalInst* global_alloc(Store& store, const GlobalType& type, const Value& init) {
  if (!check_val(store, init, type.val)) return nullptr;
  GlobalInst global{type, {}};
  write_slots(global.slots, init);
  return store.add(std::move(global));
}

const GlobalType& global_type(const GlobalInst& global) { return global.type; }

Value global_read(const GlobalInst& global) { return {global.type.val, global.slots[0], global.slots[1]}; }

bool global_write(Store& store, GlobalInst& global, const Value& val) {
  assert(store.all<GlobalInst>().contains(&global));
  if (!global.type.mut || !check_val(store, val, global.type.val)) return false;
  write_slots(global.slots, val);
  return true;
}

std::optional<Value> val_default(ValType type) {
  if (type.kind == ValKind::bot || (type.is_ref() && !type.nullable)) return std::nullopt;
  return Value{type, 0, 0};
}

}  // namespace modlink
