// Calls, and how these end.
#include <cstring>
#include <vector>

#include "tools/fuzz/calls/steps.h"
#include "tools/fuzz/calls/values.h"

namespace modlink::fuzz {
namespace {

const wasm_func_t* lend_func(Session& session) {
  for (int tries = 0; tries < 6; ++tries) {
    wasm_extern_t* const thing = session.lend(session.externs);
    if (const wasm_func_t* const func = thing ? wasm_extern_as_func(thing) : nullptr) return func;
  }
  return nullptr;
}

void call(Session& session) {
  const wasm_func_t* const func = lend_func(session);
  if (!func) return;
  const api::FuncType type(wasm_func_type(func));
  if (!type) return;
  const std::vector<modlink_val_t> args = lend_vals(session, wasm_functype_params(type.get()));
  add_outcome(session, modlink_func_call(func, args.data(), args.size()));
}

void call_plainly(Session& session) {
  const wasm_func_t* const func = lend_func(session);
  if (!func) return;
  const api::FuncType type(wasm_func_type(func));
  if (!type) return;
  std::vector<wasm_val_t> args;
  for (const modlink_val_t& val : lend_vals(session, wasm_functype_params(type.get()))) {
    wasm_val_t plain;
    std::memset(&plain, 0, sizeof plain);
    plain.kind = val.kind;
    std::memcpy(&plain.of, &val.of, sizeof plain.of);
    args.push_back(plain);
  }
  std::vector<wasm_val_t> results(session.below(4) == 0 ? session.below(4) : wasm_func_result_arity(func));
  const wasm_val_vec_t arg_vec{args.size(), args.data()};
  wasm_val_vec_t result_vec{results.size(), results.data()};
  wasm_trap_t* const trap = wasm_func_call(func, &arg_vec, &result_vec);
  for (wasm_val_t& result : results) {
    if (!trap) wasm_val_delete(&result);
  }
  session.traps.add(trap);
}

void call_by_path(Session& session) {
  constexpr const char* names[] = {"f", "i", "g", "h", "0", "1", ""};
  const wasm_instance_t* const instance = session.lend(session.instances);
  const char* const path[] = {names[session.below(std::size(names))], names[session.below(std::size(names))]};
  const modlink_val_t arg = lend_val(session, WASM_I32);
  const std::size_t length = session.below(3);
  add_outcome(session, modlink_call_export(instance, path, length, &arg, session.below(2)));
  session.externs.add(instance ? modlink_export(instance, path, length) : nullptr);
}

void read_frames(Session& session, wasm_frame_vec_t* frames) {
  for (std::size_t i = 0; i < frames->size; ++i) {
    if (wasm_instance_t* const instance = wasm_frame_instance(frames->data[i])) {
      session.instances.add(wasm_instance_copy(instance));
    }
    wasm_frame_func_index(frames->data[i]);
    wasm_frame_func_offset(frames->data[i]);
  }
  wasm_frame_vec_delete(frames);
}

void read_outcome(Session& session) {
  const modlink_outcome_t* const outcome = session.lend(session.outcomes);
  if (!outcome) return;
  const bool is_ok = modlink_outcome_kind(outcome) == MODLINK_OK;
  if (is_ok != (*modlink_outcome_message(outcome) == '\0')) throw std::logic_error("an outcome without a message");
  if (is_ok != (*modlink_outcome_code(outcome) == '\0')) throw std::logic_error("an outcome without a code");
  if (!modlink_outcome_diagnosis(outcome)) throw std::logic_error("an outcome without a diagnosis");
  std::size_t count = 0;
  const modlink_val_t* const vals = modlink_outcome_values(outcome, &count);
  add_copies(session, vals, count);
  if (const modlink_tag_t* const tag = modlink_outcome_tag(outcome)) {
    if (modlink_tag_t* const copy = modlink_tag_copy(tag)) session.externs.add(modlink_tag_as_extern(copy));
  }
  modlink_position_t position;
  modlink_outcome_position(outcome, &position);
  wasm_frame_vec_t frames;
  modlink_outcome_trace(outcome, &frames);
  read_frames(session, &frames);
}

void pass_on(Session& session) {
  wasm_store_t* const store = session.lend(session.stores);
  if (const auto* const outcome = session.lend(session.outcomes))
    session.traps.add(modlink_outcome_as_trap(store, outcome));
  if (const wasm_trap_t* const trap = session.lend(session.traps)) add_outcome(session, modlink_trap_outcome(trap));
}

void read_trap(Session& session) {
  const wasm_trap_t* const trap = session.lend(session.traps);
  if (!trap) return;
  wasm_message_t message;
  wasm_trap_message(trap, &message);
  wasm_name_delete(&message);
  wasm_frame_delete(wasm_trap_origin(trap));
  wasm_frame_vec_t frames;
  wasm_trap_trace(trap, &frames);
  read_frames(session, &frames);
}

void make_trap(Session& session) {
  wasm_store_t* const store = session.lend(session.stores);
  if (session.below(2) == 0) {
    wasm_message_t message;
    wasm_name_new_from_string_nt(&message, "made");
    session.traps.add(wasm_trap_new(store, &message));
    wasm_name_delete(&message);
    return;
  }
  wasm_extern_t* const thing = session.lend(session.externs);
  const modlink_tag_t* const tag = thing ? modlink_extern_as_tag(thing) : nullptr;
  if (!tag) return;
  const api::FuncType type(modlink_tag_type(tag));
  if (!type) return;
  const std::vector<modlink_val_t> vals = lend_vals(session, wasm_functype_params(type.get()));
  session.traps.add(modlink_exception_new(store, tag, vals.data(), vals.size()));
}

}  // namespace

std::span<const Step> outcome_steps() {
  static constexpr Step here[] = {call,         call,         call,         call,    call_plainly, call_plainly,
                                  call_by_path, call_by_path, read_outcome, pass_on, read_trap,    make_trap};
  return here;
}

}  // namespace modlink::fuzz
