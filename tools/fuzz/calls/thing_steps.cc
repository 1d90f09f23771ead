// Functions, globals, tables, memories and tags.
#include <cstring>

#include "tools/fuzz/calls/steps.h"
#include "tools/fuzz/calls/values.h"

namespace modlink::fuzz {
namespace {

void make(Session& session) {
  wasm_store_t* const store = session.lend(session.stores);
  session.externs.add(new_extern(session, store, session.lend(session.extern_types)));
}

// One of the kind, if one is found soon.
template <class T>
T* lend_as(Session& session, T* (*convert)(wasm_extern_t*)) {
  for (int tries = 0; tries < 6; ++tries) {
    wasm_extern_t* const thing = session.lend(session.externs);
    if (T* const found = thing ? convert(thing) : nullptr) return found;
  }
  return nullptr;
}

void use_global(Session& session) {
  wasm_global_t* const global = lend_as(session, wasm_extern_as_global);
  if (!global) return;
  modlink_val_t val;
  modlink_global_get(global, &val);
  const wasm_valkind_t kind = val.kind;
  add_val(session, &val);
  const modlink_val_t given = lend_val(session, kind);
  if (session.below(2) == 0) {
    modlink_global_set(global, &given);
    return;
  }
  wasm_val_t plain;
  wasm_global_get(global, &plain);
  wasm_global_set(global, &plain);
  wasm_val_delete(&plain);
}

void use_table(Session& session) {
  wasm_table_t* const table = lend_as(session, wasm_extern_as_table);
  if (!table) return;
  const std::uint64_t size = modlink_table_size(table);
  const std::uint64_t at = session.below(8) == 0 ? ~std::uint64_t{0} - session.below(3) : session.below(size + 1);
  modlink_val_t val;
  if (modlink_table_get(table, at, &val)) add_val(session, &val);
  modlink_table_set(table, at, session.lend(session.refs));
  session.refs.add(wasm_table_get(table, static_cast<wasm_table_size_t>(at)));
  if (session.below(4) == 0)
    modlink_table_grow(table, session.below(8) == 0 ? at : session.below(10), session.lend(session.refs));
}

void use_memory(Session& session) {
  wasm_memory_t* const memory = lend_as(session, wasm_extern_as_memory);
  if (!memory) return;
  char bytes[16] = {1};
  const std::uint64_t at = session.below(8) == 0 ? ~std::uint64_t{0} - session.below(20) : session.below(65'536);
  modlink_memory_write(memory, at, bytes, session.below(sizeof bytes + 1));
  modlink_memory_read(memory, at, bytes, session.below(sizeof bytes + 1));
  if (session.below(4) == 0) modlink_memory_grow(memory, session.below(8) == 0 ? at : session.below(3));
  const std::size_t size = wasm_memory_data_size(memory);
  if (size > 0) wasm_memory_data(memory)[size - 1] = 1;
  std::uint64_t address = 0;
  const std::uint8_t* data = nullptr;
  std::size_t count = 0;
  while (modlink_memory_next(memory, &address, &data, &count) && count > 0) address += count;
}

void ask_things(Session& session) {
  wasm_extern_t* const thing = session.lend(session.externs);
  if (!thing) return;
  if (const wasm_func_t* const func = wasm_extern_as_func(thing)) {
    const api::FuncType type(wasm_func_type(func));
    if (type && wasm_functype_params(type.get())->size != wasm_func_param_arity(func)) {
      throw std::logic_error("a function has two arities");
    }
  }
  if (const modlink_tag_t* const tag = modlink_extern_as_tag(thing)) wasm_functype_delete(modlink_tag_type(tag));
  session.refs.add(wasm_ref_copy(wasm_extern_as_ref(thing)));
}

void copy_things(Session& session) {
  const wasm_extern_t* const thing = session.lend(session.externs);
  if (!thing) return;
  const api::Extern copy(wasm_extern_copy(thing));
  if (copy && !wasm_extern_same(copy.get(), thing)) throw std::logic_error("a copy is something else");
  const wasm_extern_t* const other = session.lend(session.externs);
  if (other && wasm_extern_same(thing, other) != wasm_extern_same(other, thing)) {
    throw std::logic_error("sameness has a direction");
  }
}

}  // namespace

std::span<const Step> thing_steps() {
  static constexpr Step here[] = {make, make, use_global, use_table, use_memory, ask_things, copy_things};
  return here;
}

}  // namespace modlink::fuzz
