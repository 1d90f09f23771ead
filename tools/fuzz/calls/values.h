// Values and functions of the host, at random. Under failing allocation these may throw std::bad_alloc.
#pragma once

#include <vector>

#include "tools/fuzz/calls/session.h"

namespace modlink::fuzz {

// Of that kind, mostly; its reference is lent.
modlink_val_t lend_val(Session& session, wasm_valkind_t kind);
std::vector<modlink_val_t> lend_vals(Session& session, const wasm_valtype_vec_t* types);

// Takes over what is in a vector, or in an own value.
void add_externs(Session& session, wasm_extern_vec_t* externs);
void add_val(Session& session, modlink_val_t* val);
// Of values that are lent.
void add_copies(Session& session, const modlink_val_t* vals, std::size_t count);
void add_outcome(Session& session, modlink_outcome_t* outcome);

// One of these types, made now. Null for modules and instances.
wasm_extern_t* new_extern(Session& session, wasm_store_t* store, const wasm_externtype_t* type);
// A function that does anything.
wasm_func_t* new_func(Session& session, wasm_store_t* store, const wasm_functype_t* type);
// What is called at the end of something, and does anything.
void finalize(void* session);

}  // namespace modlink::fuzz
