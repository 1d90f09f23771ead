// Modules and types.
#include <string>

#include "tools/fuzz/calls/module_texts.h"
#include "tools/fuzz/calls/steps.h"
#include "tools/fuzz/calls/values.h"
#include "tools/generate/smith.h"

namespace modlink::fuzz {
namespace {

// One that is written here or generated, sometimes damaged.
std::string module_text(Session& session) {
  std::string text;
  if (session.below(4) == 0) {
    generate::SmithOptions options;
    options.graph = session.below(3) == 0;
    options.swarm = true;
    text = generate::generate_module(generate::Random(session.below(1 << 16)), options);
  } else {
    text = module_texts()[session.below(module_texts().size())];
  }
  if (session.below(16) == 0 && !text.empty()) text.erase(session.below(text.size()), 1 + session.below(8));
  return text;
}

void load(Session& session) {
  wasm_store_t* const store = session.lend(session.stores);
  std::string content;
  {
    const EnoughMemory enough;
    content = module_text(session);
  }
  wasm_module_t* module = nullptr;
  if (session.below(2) == 0) {
    add_outcome(session, modlink_module_new(store, content.data(), content.size(), nullptr, &module));
  } else {
    wasm_byte_vec_t binary;
    add_outcome(session, modlink_text_to_binary(store, content.data(), content.size(), &binary));
    if (session.below(16) == 0 && binary.size > 8) binary.data[8 + session.below(binary.size - 8)] ^= 1;
    if (session.below(4) == 0) wasm_module_validate(store, &binary);
    module = wasm_module_new(store, &binary);
    wasm_byte_vec_delete(&binary);
  }
  session.modules.add(module);
}

void add_extern_type(Session& session, const wasm_externtype_t* type) {
  session.extern_types.add(wasm_externtype_copy(type));
}

// These delete the vector.
void add_types(Session& session, wasm_importtype_vec_t& imports) {
  for (std::size_t i = 0; i < imports.size; ++i) add_extern_type(session, wasm_importtype_type(imports.data[i]));
  wasm_importtype_vec_delete(&imports);
}
void add_types(Session& session, wasm_exporttype_vec_t& exports) {
  for (std::size_t i = 0; i < exports.size; ++i) add_extern_type(session, wasm_exporttype_type(exports.data[i]));
  wasm_exporttype_vec_delete(&exports);
}

void ask_module(Session& session) {
  const wasm_module_t* const module = session.lend(session.modules);
  if (!module) return;
  wasm_importtype_vec_t imports;
  wasm_module_imports(module, &imports);
  add_types(session, imports);
  wasm_exporttype_vec_t exports;
  wasm_module_exports(module, &exports);
  add_types(session, exports);
  session.extern_types.add(modlink_module_type(module));
}

void serialize(Session& session) {
  wasm_module_t* const module = session.lend(session.modules);
  if (!module) return;
  wasm_byte_vec_t bytes;
  wasm_module_serialize(module, &bytes);
  session.modules.add(wasm_module_deserialize(session.lend(session.stores), &bytes));
  wasm_byte_vec_t text;
  add_outcome(session, modlink_binary_to_text(session.lend(session.stores), bytes.data, bytes.size, &text));
  wasm_byte_vec_delete(&text);
  wasm_byte_vec_delete(&bytes);
}

void share(Session& session) {
  if (const wasm_module_t* const module = session.lend(session.modules))
    session.shared_modules.add(wasm_module_share(module));
  const wasm_shared_module_t* const shared = session.lend(session.shared_modules);
  if (shared) session.modules.add(wasm_module_obtain(session.lend(session.stores), shared));
}

void ask_type(Session& session) {
  const wasm_externtype_t* const type = session.lend(session.extern_types);
  if (!type) return;
  wasm_byte_vec_t text;
  modlink_externtype_text(type, &text);
  wasm_byte_vec_delete(&text);
  wasm_importtype_vec_t imports;
  modlink_externtype_imports(type, &imports);
  add_types(session, imports);
  wasm_exporttype_vec_t exports;
  modlink_externtype_exports(type, &exports);
  add_types(session, exports);
}

// Of parameters, contents and elements.
void add_val_types(Session& session) {
  const wasm_externtype_t* const type = session.lend(session.extern_types);
  session.val_types.add(
      wasm_valtype_new(static_cast<wasm_valkind_t>(session.below(4) == 0 ? 128 + session.below(6) : session.below(6))));
  if (!type) return;
  if (const auto* const func = wasm_externtype_as_functype_const(type)) {
    const wasm_valtype_vec_t* const params = wasm_functype_params(func);
    for (std::size_t i = 0; i < params->size; ++i) session.val_types.add(wasm_valtype_copy(params->data[i]));
  } else if (const auto* const global = wasm_externtype_as_globaltype_const(type)) {
    session.val_types.add(wasm_valtype_copy(wasm_globaltype_content(global)));
  } else if (const auto* const table = wasm_externtype_as_tabletype_const(type)) {
    session.val_types.add(wasm_valtype_copy(wasm_tabletype_element(table)));
    modlink_tabletype_limits(table);
  } else if (const auto* const memory = wasm_externtype_as_memorytype_const(type)) {
    modlink_memorytype_limits(memory);
  }
}

wasm_valtype_t* copy_val_type(Session& session) {
  const wasm_valtype_t* const type = session.lend(session.val_types);
  return type ? wasm_valtype_copy(type) : wasm_valtype_new_i32();
}

wasm_valtype_vec_t val_type_vec(Session& session) {
  wasm_valtype_vec_t types;
  wasm_valtype_vec_new_uninitialized(&types, session.below(4));
  for (std::size_t i = 0; i < types.size; ++i) types.data[i] = copy_val_type(session);
  return types;
}

modlink_limits_t limits(Session& session) {
  modlink_limits_t limits{};
  limits.min = session.below(4);
  limits.max = session.below(6);
  limits.has_max = session.below(2) == 0;
  limits.is_64 = session.below(4) == 0;
  limits.is_shared = session.below(8) == 0;
  limits.page_size_log2 = session.below(16) == 0 ? 0 : 16;
  return limits;
}

// Takes a type over that is an external type as well.
template <class T>
void add_made(Session& session, T* type, const wasm_externtype_t* (*convert)(const T*), void (*destroy)(T*)) {
  if (!type) return;
  add_extern_type(session, convert(type));
  destroy(type);
}

void make_type(Session& session) {
  const modlink_limits_t given = limits(session);
  switch (session.below(4)) {
    case 0: {
      wasm_valtype_vec_t params = val_type_vec(session);
      wasm_valtype_vec_t results = val_type_vec(session);
      add_made(session, wasm_functype_new(&params, &results), wasm_functype_as_externtype_const, wasm_functype_delete);
      return;
    }
    case 1:
      add_made(session, wasm_globaltype_new(copy_val_type(session), static_cast<wasm_mutability_t>(session.below(2))),
               wasm_globaltype_as_externtype_const, wasm_globaltype_delete);
      return;
    case 2:
      add_made(session, modlink_tabletype_new(copy_val_type(session), &given), wasm_tabletype_as_externtype_const,
               wasm_tabletype_delete);
      return;
    default:
      add_made(session, modlink_memorytype_new(&given), wasm_memorytype_as_externtype_const, wasm_memorytype_delete);
  }
}

}  // namespace

std::span<const Step> module_steps() {
  static constexpr Step here[] = {load,      load,  load,     ask_module,    ask_module,
                                  serialize, share, ask_type, add_val_types, make_type};
  return here;
}

}  // namespace modlink::fuzz
