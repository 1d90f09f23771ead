// Linking and instantiating.
#include <string>

#include "tools/fuzz/calls/steps.h"
#include "tools/fuzz/calls/values.h"

namespace modlink::fuzz {
namespace {

// What an import of this type gets: one that there is, or one of the type.
api::Extern extern_for(Session& session, wasm_store_t* store, const wasm_externtype_t* type) {
  wasm_extern_t* const found = session.lend(session.externs);
  const bool fits = found && wasm_extern_kind(found) == wasm_externtype_kind(type);
  if (found && session.below(fits ? 2 : 16) == 0) return api::Extern(wasm_extern_copy(found));
  return api::Extern(new_extern(session, store, type));
}

void instantiate(Session& session) {
  wasm_store_t* const store = session.lend(session.stores);
  const wasm_module_t* const module = session.lend(session.modules);
  if (!module) return;
  wasm_importtype_vec_t types;
  wasm_module_imports(module, &types);
  wasm_extern_vec_t imports;
  wasm_extern_vec_new_uninitialized(&imports, types.size);
  for (std::size_t i = 0; i < imports.size; ++i) {
    imports.data[i] = nullptr;
    imports.data[i] = extern_for(session, store, wasm_importtype_type(types.data[i])).release();
  }
  wasm_trap_t* trap = nullptr;
  session.instances.add(wasm_instance_new(store, module, &imports, session.below(4) == 0 ? nullptr : &trap));
  session.traps.add(trap);
  wasm_extern_vec_delete(&imports);
  wasm_importtype_vec_delete(&types);
}

void add_linker(Session& session) { session.linkers.add(modlink_linker_new(session.lend(session.stores))); }

std::string string_of(const wasm_name_t* name) { return name && name->data ? std::string(name->data, name->size) : ""; }

// Defines what a module imports, and instantiates it.
void link(Session& session) {
  modlink_linker_t* const linker = session.lend(session.linkers);
  const wasm_module_t* const module = session.lend(session.modules);
  wasm_store_t* const store = session.lend(session.stores);
  if (!linker || !module) return;
  wasm_importtype_vec_t types;
  wasm_module_imports(module, &types);
  {
    const EnoughMemory enough;
    for (std::size_t i = 0; i < types.size && session.below(16) != 0; ++i) {
      const api::Extern thing = extern_for(session, store, wasm_importtype_type(types.data[i]));
      const std::string first = string_of(wasm_importtype_module(types.data[i]));
      const std::string second = string_of(wasm_importtype_name(types.data[i]));
      const bool is_plain = second.empty() || session.below(16) == 0;
      if (thing) modlink_linker_define(linker, first.c_str(), is_plain ? nullptr : second.c_str(), thing.get());
    }
  }
  wasm_importtype_vec_delete(&types);
  wasm_instance_t* instance = nullptr;
  add_outcome(session, modlink_linker_instantiate(linker, module, &instance));
  session.instances.add(instance);
}

void define_instance(Session& session) {
  modlink_linker_t* const linker = session.lend(session.linkers);
  wasm_instance_t* const instance = session.lend(session.instances);
  if (linker && instance) modlink_linker_define(linker, "spectest", nullptr, modlink_instance_as_extern(instance));
}

void add_exports(Session& session) {
  wasm_instance_t* const instance = session.lend(session.instances);
  if (!instance) return;
  wasm_extern_vec_t externs;
  wasm_instance_exports(instance, &externs);
  add_externs(session, &externs);
  modlink_instance_all(instance, static_cast<wasm_externkind_t>(session.below(5)), &externs);
  add_externs(session, &externs);
  session.externs.add(wasm_extern_copy(modlink_instance_as_extern(instance)));
  modlink_instance_hash(instance);
}

// Modules and instances among external values.
void take_back(Session& session) {
  wasm_extern_t* const thing = session.lend(session.externs);
  if (!thing) return;
  if (wasm_module_t* const module = modlink_extern_as_module(thing)) session.modules.add(wasm_module_copy(module));
  if (wasm_instance_t* const instance = modlink_extern_as_instance(thing))
    session.instances.add(wasm_instance_copy(instance));
  if (wasm_externtype_t* const type = wasm_extern_type(thing)) session.extern_types.add(type);
}

void offer_module(Session& session) {
  if (wasm_module_t* const module = session.lend(session.modules)) {
    session.externs.add(wasm_extern_copy(modlink_module_as_extern(module)));
  }
}

void read_segments(Session& session) {
  const wasm_instance_t* const instance = session.lend(session.instances);
  if (!instance) return;
  const std::uint8_t* data = nullptr;
  std::size_t size = 0;
  for (std::size_t i = 0; i <= modlink_instance_data_count(instance); ++i) {
    if (modlink_instance_data(instance, i, &data, &size) && size > 0 && data[size - 1] == data[0]) continue;
  }
  for (std::size_t i = 0; i <= modlink_instance_elem_count(instance); ++i) {
    if (!modlink_instance_elem(instance, i, &size)) continue;
    modlink_val_t val;
    if (modlink_instance_elem_get(instance, i, session.below(size + 1), &val)) add_val(session, &val);
  }
}

}  // namespace

std::span<const Step> instance_steps() {
  static constexpr Step here[] = {instantiate, instantiate, instantiate,     add_linker, link,         link,
                                  add_exports, add_exports, define_instance, take_back,  offer_module, read_segments};
  return here;
}

}  // namespace modlink::fuzz
