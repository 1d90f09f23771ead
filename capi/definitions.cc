// Globals, tables, memories and tags of the C API. capi/wasm.h, Globals, tables, memories
#include <algorithm>

#include "capi/outcome.h"
#include "capi/types.h"
#include "validator/types.h"

namespace modlink::capi {
namespace {

constexpr std::uint64_t piece_size = 4096;

modlink_val_t null_val() { return zero_val<modlink_val_t>(WASM_EXTERNREF); }

// Limits that no validator would let pass make no table and no memory.
template <class Type>
bool is_valid(const Type& type) {
  try {
    validator::check_limits(type, no_pos);
    return true;
  } catch (const Invalid&) {
    return false;
  }
}

// Whether the host may write to it or have it grow: while a log is told of what is written, it may not.
template <class Definition>
bool may_change(const Definition& definition) {
  return definition.is_live() && !definition.state->is_telling();
}

std::optional<modlink_val_t> read_global(const wasm_global_t* global) {
  if (!global || !global->is_live()) return std::nullopt;
  return from_value(global->state, global_read(*global->inst));
}

bool write_global(wasm_global_t* global, const modlink_val_t& val) {
  if (!global || !may_change(*global)) return false;
  const auto inner = to_value(*global->state, val, global_type(*global->inst).val);
  return inner && global_write(global->store(), *global->inst, *inner);
}

wasm_global_t* new_global(wasm_store_t* store, const wasm_globaltype_t* type, const modlink_val_t& val) {
  const StatePtr state = live_state(store);
  if (!state || !type) return nullptr;
  const auto content = type_in(state->types(), &type->content);
  const auto inner = content ? to_value(*state, val, *content) : std::nullopt;
  if (!inner) return nullptr;
  GlobalInst* const global = global_alloc(*state->store(), GlobalType{type->is_var, *content}, *inner);
  return global ? new wasm_global_t(state, global) : nullptr;
}

wasm_table_t* new_table(wasm_store_t* store, const wasm_tabletype_t* type, const wasm_ref_t* init) {
  const StatePtr state = live_state(store);
  if (!state || !type) return nullptr;
  const auto elem = type_in(state->types(), &type->elem);
  if (!elem || !is_valid(type->type)) return nullptr;
  const auto ref = to_ref(*state, init, elem->ref());
  TableInst* const table = ref ? table_alloc(*state->store(), type->type, *ref) : nullptr;
  return table ? new wasm_table_t(state, table) : nullptr;
}

std::optional<Ref> elem_of(const wasm_table_t& table, const wasm_ref_t* ref) {
  return to_ref(*table.state, ref, table.inst->type.elem);
}

bool is_zero(const std::uint8_t* begin, const std::uint8_t* end) {
  return std::all_of(begin, end, [](std::uint8_t byte) { return byte == 0; });
}

// From `address` on.
std::optional<std::uint64_t> next_piece(const LinearMemory& memory, std::uint64_t address) {
  for (; address < memory.size(); address += piece_size) {
    const std::uint64_t end = std::min(address + piece_size, memory.size());
    if (!is_zero(memory.base() + address, memory.base() + end)) return address;
  }
  return std::nullopt;
}

}  // namespace
}  // namespace modlink::capi

using namespace modlink::capi;

wasm_global_t* wasm_global_new(wasm_store_t* store, const wasm_globaltype_t* type, const wasm_val_t* val) {
  return guarded<wasm_global_t*>(nullptr, [&] { return val ? new_global(store, type, from_standard(*val)) : nullptr; });
}
wasm_global_t* modlink_global_new(wasm_store_t* store, const wasm_globaltype_t* type, const modlink_val_t* val) {
  return guarded<wasm_global_t*>(nullptr, [&] { return val ? new_global(store, type, *val) : nullptr; });
}

wasm_globaltype_t* wasm_global_type(const wasm_global_t* global) {
  return guarded<wasm_globaltype_t*>(nullptr, [&]() -> wasm_globaltype_t* {
    if (!global->is_live()) return nullptr;
    const modlink::GlobalType& type = modlink::global_type(*global->inst);
    return new wasm_globaltype_t(wasm_valtype_t{type.val, global->state->types()}, type.mut);
  });
}

void modlink_global_get(const wasm_global_t* global, modlink_val_t* out) {
  *out = guarded(null_val(), [&] { return read_global(global).value_or(null_val()); });
}
void wasm_global_get(const wasm_global_t* global, wasm_val_t* out) {
  modlink_val_t val;
  modlink_global_get(global, &val);
  to_standard(val, out);
}
bool modlink_global_set(wasm_global_t* global, const modlink_val_t* val) {
  return guarded(false, [&] { return write_global(global, *val); });
}
void wasm_global_set(wasm_global_t* global, const wasm_val_t* val) {
  guarded([&] {
    if (val->kind != MODLINK_V128) write_global(global, from_standard(*val));
  });
}

wasm_table_t* wasm_table_new(wasm_store_t* store, const wasm_tabletype_t* type, wasm_ref_t* init) {
  return guarded<wasm_table_t*>(nullptr, [&] { return new_table(store, type, init); });
}
wasm_tabletype_t* wasm_table_type(const wasm_table_t* table) {
  return guarded<wasm_tabletype_t*>(nullptr, [&]() -> wasm_tabletype_t* {
    if (!table->is_live()) return nullptr;
    const modlink::TableType type = modlink::table_type(*table->inst);
    return new wasm_tabletype_t(wasm_valtype_t{type.elem, table->state->types()}, type);
  });
}

uint64_t modlink_table_size(const wasm_table_t* table) {
  return table->is_live() ? modlink::table_size(*table->inst) : 0;
}
bool modlink_table_grow(wasm_table_t* table, uint64_t delta, wasm_ref_t* init) {
  return guarded(false, [&] {
    const auto ref = may_change(*table) ? elem_of(*table, init) : std::nullopt;
    return ref && modlink::table_grow(table->store(), *table->inst, delta, *ref);
  });
}
bool modlink_table_get(const wasm_table_t* table, uint64_t index, modlink_val_t* out) {
  *out = null_val();
  return guarded(false, [&] {
    const auto ref = table->is_live() ? modlink::table_read(*table->inst, index) : std::nullopt;
    if (ref) *out = from_value(table->state, modlink::Value::ref(table->inst->type.elem, *ref));
    return ref.has_value();
  });
}
bool modlink_table_set(wasm_table_t* table, uint64_t index, wasm_ref_t* val) {
  return guarded(false, [&] {
    const auto ref = may_change(*table) ? elem_of(*table, val) : std::nullopt;
    return ref && modlink::table_write(table->store(), *table->inst, index, *ref);
  });
}

wasm_ref_t* wasm_table_get(const wasm_table_t* table, wasm_table_size_t index) {
  modlink_val_t val;
  modlink_table_get(table, index, &val);
  return val.of.ref;
}
bool wasm_table_set(wasm_table_t* table, wasm_table_size_t index, wasm_ref_t* ref) {
  return modlink_table_set(table, index, ref);
}
wasm_table_size_t wasm_table_size(const wasm_table_t* table) {
  return static_cast<wasm_table_size_t>(std::min<std::uint64_t>(modlink_table_size(table), UINT32_MAX));
}
bool wasm_table_grow(wasm_table_t* table, wasm_table_size_t delta, wasm_ref_t* init) {
  return modlink_table_grow(table, delta, init);
}

wasm_memory_t* wasm_memory_new(wasm_store_t* store, const wasm_memorytype_t* type) {
  return guarded<wasm_memory_t*>(nullptr, [&]() -> wasm_memory_t* {
    const StatePtr state = live_state(store);
    if (!state || !type || !is_valid(type->type)) return nullptr;
    modlink::MemoryInst* const memory = modlink::memory_alloc(*state->store(), type->type);
    return memory ? new wasm_memory_t(state, memory) : nullptr;
  });
}
wasm_memorytype_t* wasm_memory_type(const wasm_memory_t* memory) {
  return guarded<wasm_memorytype_t*>(nullptr, [&]() -> wasm_memorytype_t* {
    return memory->is_live() ? new wasm_memorytype_t(modlink::mem_type(*memory->inst)) : nullptr;
  });
}
byte_t* wasm_memory_data(wasm_memory_t* memory) {
  return memory->is_live() ? reinterpret_cast<byte_t*>(memory->inst->memory.base()) : nullptr;
}
size_t wasm_memory_data_size(const wasm_memory_t* memory) {
  return memory->is_live() ? static_cast<size_t>(memory->inst->memory.size()) : 0;
}
wasm_memory_pages_t wasm_memory_size(const wasm_memory_t* memory) {
  return static_cast<wasm_memory_pages_t>(std::min<std::uint64_t>(modlink_memory_size(memory), UINT32_MAX));
}
bool wasm_memory_grow(wasm_memory_t* memory, wasm_memory_pages_t delta) { return modlink_memory_grow(memory, delta); }

uint64_t modlink_memory_size(const wasm_memory_t* memory) {
  return memory->is_live() ? modlink::mem_size(*memory->inst) : 0;
}
bool modlink_memory_grow(wasm_memory_t* memory, uint64_t delta) {
  return guarded(false,
                 [&] { return may_change(*memory) && modlink::mem_grow(memory->store(), *memory->inst, delta); });
}
bool modlink_memory_read(const wasm_memory_t* memory, uint64_t address, void* to, size_t count) {
  return memory->is_live() && modlink::mem_read(*memory->inst, address, to, count);
}
bool modlink_memory_write(wasm_memory_t* memory, uint64_t address, const void* from, size_t count) {
  return may_change(*memory) && modlink::mem_write(*memory->inst, address, from, count);
}
bool modlink_memory_next(const wasm_memory_t* memory, uint64_t* address, const uint8_t** data, size_t* size) {
  *data = nullptr;
  *size = 0;
  if (!memory->is_live()) return false;
  const modlink::LinearMemory& inner = memory->inst->memory;
  const auto found = next_piece(inner, *address);
  if (!found) return false;
  *address = *found;
  *data = inner.base() + *found;
  *size = static_cast<size_t>(std::min(piece_size, inner.size() - *found));
  return true;
}

modlink_tag_t* modlink_tag_new(wasm_store_t* store, const wasm_functype_t* type) {
  return guarded<modlink_tag_t*>(nullptr, [&]() -> modlink_tag_t* {
    const StatePtr state = live_state(store);
    const auto inner = state ? func_type_in(state->types(), type) : std::nullopt;
    if (!inner || !inner->results.empty()) return nullptr;
    return new modlink_tag_t(state, modlink::tag_alloc(*state->store(), *inner));
  });
}
wasm_functype_t* modlink_tag_type(const modlink_tag_t* tag) {
  return guarded<wasm_functype_t*>(nullptr, [&]() -> wasm_functype_t* {
    return tag->is_live() ? make_functype(tag->state->types(), modlink::tag_type(*tag->inst)).release() : nullptr;
  });
}
