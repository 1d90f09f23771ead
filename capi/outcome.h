// Outcomes and traps of the C API. capi/modlink.h, How things ended
#pragma once

#include "capi/values.h"
#include "interpreter/runtime/outcome.h"

namespace modlink::capi {

// How something ended, with what was made of it: what outcomes, and traps of the standard, refer to.
struct Result {
  modlink_kind_t kind = MODLINK_OK;
  std::string message;
  std::string code;
  std::string diagnosis;  // where there is a stack, made when it is first asked for
  bool has_described_stack = false;
  std::optional<modlink_position_t> position;
  StatePtr state;
  std::uint64_t generation = 0;
  Outcome outcome;  // of what is executed; with a store that is live
  KeptPtr exception;
  OwnVals vals;
  std::unique_ptr<modlink_tag_t> tag;

  bool is_live() const { return state && state->store() && state->generation() == generation; }
};
using ResultPtr = std::shared_ptr<Result>;

// Of a call; an instantiation that is done has none.
ResultPtr result_of(const StatePtr& state, Outcome outcome);
ResultPtr result_of(const Error& error);
// What a host function that ends so gives.
Outcome passed_on(const Result& result, State& state);

// Of that which there is no memory to tell of. Never deleted, and does not have to be.
modlink_outcome_t* out_of_memory_outcome();
wasm_trap_t* out_of_memory_trap();

// Never null.
modlink_outcome_t* make_outcome(ResultPtr result) noexcept;
wasm_trap_t* make_trap(const StatePtr& state, ResultPtr result) noexcept;

// The result of `f`, which gives one, or that of the error that it throws. Null: out of memory.
template <class F>
ResultPtr result_of_attempt(F f) noexcept {
  try {
    try {
      return f();
    } catch (const Error& error) {
      return result_of(error);
    } catch (const std::bad_alloc&) {
      return nullptr;
    } catch (const std::exception& error) {
      return result_of(LimitExceeded(no_pos, error.what()));
    }
  } catch (...) {
    return nullptr;
  }
}

}  // namespace modlink::capi

struct modlink_outcome_t {
  modlink::capi::ResultPtr result;
};

struct wasm_trap_t : wasm_ref_t {
  static constexpr Kind handle_kind = Kind::trap;
  wasm_trap_t(modlink::capi::StatePtr state, modlink::capi::ResultPtr result)
      : wasm_ref_t(handle_kind, std::move(state)), result(std::move(result)) {}
  wasm_ref_t* copy() const override {
    return this == modlink::capi::out_of_memory_trap() ? const_cast<wasm_trap_t*>(this) : new wasm_trap_t(*this);
  }
  const void* identity() const override { return result.get(); }
  std::shared_ptr<const void> keeper() const override { return result; }

  modlink::capi::ResultPtr result;
};

struct wasm_frame_t {
  std::shared_ptr<wasm_instance_t> instance;
  std::uint32_t func = 0;
  std::size_t func_offset = 0;
  std::size_t module_offset = 0;
};
