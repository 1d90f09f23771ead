// Outcomes and traps of the C API. capi/modlink.h, How things ended
#include "capi/outcome.h"

#include <iterator>
#include <utility>

#include "capi/vectors.h"
#include "interpreter/exec/trace.h"

namespace modlink::capi {
namespace {

modlink_kind_t outcome_kind(const Outcome& outcome) {
  switch (outcome.kind()) {
    case Outcome::Kind::done: return MODLINK_OK;
    case Outcome::Kind::trap: return MODLINK_TRAP;
    case Outcome::Kind::exception: return MODLINK_EXCEPTION;
    case Outcome::Kind::limit: return MODLINK_LIMIT;
    case Outcome::Kind::out_of_fuel: return MODLINK_OUT_OF_FUEL;
    case Outcome::Kind::interrupted: return MODLINK_INTERRUPTED;
    case Outcome::Kind::suspended: return MODLINK_LIMIT;  // nobody asks for it
    case Outcome::Kind::unlinkable: return MODLINK_UNLINKABLE;
  }
  return MODLINK_LIMIT;
}

modlink_kind_t stage_kind(Stage stage) {
  switch (stage) {
    case Stage::malformed: return MODLINK_MALFORMED;
    case Stage::invalid: return MODLINK_INVALID;
    case Stage::unlinkable: return MODLINK_UNLINKABLE;
    case Stage::limit: return MODLINK_LIMIT;
  }
  return MODLINK_LIMIT;
}

std::optional<modlink_position_t> position_in(const SourcePtr& source, Pos pos) {
  if (pos == no_pos) return std::nullopt;
  modlink_position_t position{pos, 0, 0};
  if (source && source->kind() == Source::Kind::text) {
    const Source::Location location = source->locate(pos);
    position.line = location.line;
    position.column = location.column;
  }
  return position;
}

void add_exception(Result& result) {
  const Ref thrown = result.outcome.thrown();
  result.exception = std::make_shared<const Kept>(result.state, thrown);
  result.tag = std::make_unique<modlink_tag_t>(result.state, const_cast<TagInst*>(&exn_tag(thrown)));
}

// Results, or what was thrown.
Values values_of(const Outcome& outcome) {
  if (outcome.kind() == Outcome::Kind::exception) return exn_read(outcome.thrown());
  return outcome.is_done() ? outcome.results() : Values();
}

// All but the values.
ResultPtr begin_result(const StatePtr& state, Outcome&& outcome) {
  auto result = std::make_shared<Result>();
  result->kind = outcome_kind(outcome);
  result->state = state;
  result->generation = state->generation();
  if (!outcome.is_done()) result->message = outcome.message();
  result->code = outcome.code();
  result->position = position_in(outcome.source(), outcome.pos());
  result->diagnosis = diagnose(outcome.source(), outcome.pos(), result->message);
  result->outcome = std::move(outcome);
  if (result->kind == MODLINK_EXCEPTION) add_exception(*result);
  return result;
}

template <class T>
std::shared_ptr<T> not_owned(T* object) {
  return {std::shared_ptr<void>(), object};
}

Result& out_of_memory_result() {
  static Result result = [] {
    Result made;
    made.kind = MODLINK_LIMIT;
    made.message = made.diagnosis = out_of_memory;
    made.outcome = Outcome::limit(out_of_memory);
    made.code = made.outcome.code();
    return made;
  }();
  return result;
}

std::vector<StackFrame> frames_of(const StackTrace& stack) {
  std::vector<StackFrame> frames = stack.frames;
  frames.insert(frames.end(), stack.outermost.begin(), stack.outermost.end());
  return frames;
}

wasm_frame_t make_frame(const StatePtr& state, const StackFrame& frame) {
  const ModuleInst& inst = *frame.func->module;
  const ValidModule& code = *inst.code;
  const Pos pos = place_of(frame).pos;
  const Pos begin = code.module.funcs[frame.func->index].at.pos;
  wasm_frame_t made;
  made.instance.reset(make_instance(state, inst));
  made.func = code.first_func() + frame.func->index;
  made.module_offset = pos == no_pos ? 0 : pos;
  made.func_offset = pos == no_pos || begin == no_pos || pos < begin ? 0 : pos - begin;
  return made;
}

void fill_trace(const Result& result, wasm_frame_vec_t* out) {
  wasm_frame_vec_new_empty(out);
  if (!result.is_live()) return;
  std::vector<std::unique_ptr<wasm_frame_t>> made;
  for (const StackFrame& frame : frames_of(result.outcome.stack())) {
    made.push_back(std::make_unique<wasm_frame_t>(make_frame(result.state, frame)));
  }
  fill(std::move(made), out);
}

}  // namespace

ResultPtr result_of(const StatePtr& state, Outcome outcome) {
  OwnVals vals(state, values_of(outcome));
  ResultPtr result = begin_result(state, std::move(outcome));
  result->vals.swap(vals);
  return result;
}

ResultPtr result_of(const Error& error) {
  auto result = std::make_shared<Result>();
  result->kind = stage_kind(error.stage());
  result->message = error.message();
  result->code = error.code();
  result->position = position_in(error.source(), error.pos());
  result->diagnosis = error.diagnose();
  return result;
}

Outcome passed_on(const Result& result, State& state) {
  const bool is_ours = result.state.get() == &state && result.is_live();
  switch (result.kind) {
    case MODLINK_TRAP:
    case MODLINK_EXCEPTION:
    case MODLINK_OUT_OF_FUEL:
    case MODLINK_INTERRUPTED:
      if (is_ours) return result.outcome;
      break;
    case MODLINK_LIMIT: return is_ours ? result.outcome : Outcome::limit(result.message);
    default: break;
  }
  return Outcome::trap(TrapCode::host_trap, "host trap: " + result.message);
}

modlink_outcome_t* out_of_memory_outcome() {
  static modlink_outcome_t outcome{not_owned(&out_of_memory_result())};
  return &outcome;
}

wasm_trap_t* out_of_memory_trap() {
  static wasm_trap_t trap(nullptr, not_owned(&out_of_memory_result()));
  return &trap;
}

modlink_outcome_t* make_outcome(ResultPtr result) noexcept {
  auto* const outcome = result ? new (std::nothrow) modlink_outcome_t : nullptr;
  if (!outcome) return out_of_memory_outcome();
  outcome->result = std::move(result);
  return outcome;
}

wasm_trap_t* make_trap(const StatePtr& state, ResultPtr result) noexcept {
  auto* const trap = result ? new (std::nothrow) wasm_trap_t(state, std::move(result)) : nullptr;
  return trap ? trap : out_of_memory_trap();
}

}  // namespace modlink::capi

using namespace modlink::capi;

void modlink_outcome_delete(modlink_outcome_t* outcome) {
  if (outcome != out_of_memory_outcome()) delete outcome;
}

modlink_kind_t modlink_outcome_kind(const modlink_outcome_t* outcome) { return outcome->result->kind; }

const char* modlink_kind_name(modlink_kind_t kind) {
  constexpr const char* names[] = {"ok",         "trap",  "exception",   "malformed",  "invalid",
                                   "unlinkable", "limit", "out of fuel", "interrupted"};
  return kind < std::size(names) ? names[kind] : "";
}

modlink_trap_code_t modlink_outcome_trap_code(const modlink_outcome_t* outcome) {
  return static_cast<modlink_trap_code_t>(outcome->result->outcome.trap_code());
}

const char* modlink_outcome_message(const modlink_outcome_t* outcome) { return outcome->result->message.c_str(); }

const char* modlink_outcome_code(const modlink_outcome_t* outcome) { return outcome->result->code.c_str(); }

const char* modlink_outcome_diagnosis(const modlink_outcome_t* outcome) {
  Result& result = *outcome->result;
  guarded([&] {
    const bool has_stack = result.is_live() && result.kind != MODLINK_OK && result.kind != MODLINK_UNLINKABLE;
    if (!has_stack || result.has_described_stack) return;
    result.diagnosis = result.message + modlink::describe(result.outcome.stack());
    result.has_described_stack = true;
  });
  return result.diagnosis.c_str();
}

const modlink_val_t* modlink_outcome_values(const modlink_outcome_t* outcome, size_t* count) {
  const OwnVals& vals = outcome->result->vals;
  *count = vals.size();
  return vals.data();
}

const modlink_tag_t* modlink_outcome_tag(const modlink_outcome_t* outcome) { return outcome->result->tag.get(); }

bool modlink_outcome_position(const modlink_outcome_t* outcome, modlink_position_t* out) {
  const Result& result = *outcome->result;
  *out = modlink_position_t{};
  return guarded(false, [&] {
    auto position = result.position;
    if (!position && result.is_live() && !result.outcome.stack().frames.empty()) {
      const modlink::CodePlace place = place_of(result.outcome.stack().frames[0]);
      position = position_in(place.source, place.pos);
    }
    if (position) *out = *position;
    return position.has_value();
  });
}

void modlink_outcome_trace(const modlink_outcome_t* outcome, wasm_frame_vec_t* out) {
  guarded([&] { fill_trace(*outcome->result, out); });
}

modlink_outcome_t* modlink_trap_outcome(const wasm_trap_t* trap) { return make_outcome(trap->result); }

wasm_trap_t* modlink_outcome_as_trap(wasm_store_t* store, const modlink_outcome_t* outcome) {
  if (!store || outcome->result->kind == MODLINK_OK) return nullptr;
  return make_trap(store->state, outcome->result);
}

void wasm_trap_delete(wasm_trap_t* trap) {
  if (trap != out_of_memory_trap()) delete trap;
}

wasm_trap_t* wasm_trap_new(wasm_store_t* store, const wasm_message_t* message) {
  if (!store) return nullptr;
  const StatePtr& state = store->state;
  return make_trap(state, result_of_attempt([&] {
                     std::string words(message->data ? message->data : "", message->data ? message->size : 0);
                     while (!words.empty() && words.back() == '\0') words.pop_back();
                     return result_of(state, modlink::Outcome::trap(modlink::TrapCode::host_trap, std::move(words)));
                   }));
}

void wasm_trap_message(const wasm_trap_t* trap, wasm_message_t* out) {
  const std::string& message = trap->result->message;
  wasm_name_new(out, message.size() + 1, message.c_str());
}

wasm_frame_t* wasm_trap_origin(const wasm_trap_t* trap) {
  return guarded<wasm_frame_t*>(nullptr, [&]() -> wasm_frame_t* {
    const Result& result = *trap->result;
    if (!result.is_live() || result.outcome.stack().frames.empty()) return nullptr;
    return new wasm_frame_t(make_frame(result.state, result.outcome.stack().frames[0]));
  });
}

void wasm_trap_trace(const wasm_trap_t* trap, wasm_frame_vec_t* out) {
  guarded([&] { fill_trace(*trap->result, out); });
}

wasm_frame_t* wasm_frame_copy(const wasm_frame_t* frame) {
  return guarded<wasm_frame_t*>(nullptr, [&] { return frame ? new wasm_frame_t(*frame) : nullptr; });
}
void wasm_frame_delete(wasm_frame_t* frame) { delete frame; }
wasm_instance_t* wasm_frame_instance(const wasm_frame_t* frame) { return frame->instance.get(); }
uint32_t wasm_frame_func_index(const wasm_frame_t* frame) { return frame->func; }
size_t wasm_frame_func_offset(const wasm_frame_t* frame) { return frame->func_offset; }
size_t wasm_frame_module_offset(const wasm_frame_t* frame) { return frame->module_offset; }

wasm_trap_t* modlink_exception_new(wasm_store_t* store, const modlink_tag_t* tag, const modlink_val_t* values,
                                   size_t count) {
  if (!store) return nullptr;
  const StatePtr& state = store->state;
  return make_trap(state, result_of_attempt([&] {
                     const auto fail = [&](const char* why) {
                       return result_of(state, modlink::Outcome::trap(modlink::TrapCode::host_trap, why));
                     };
                     if (!tag || !tag->is_in(*state)) return fail("host trap: a tag of another store");
                     if (state->is_telling()) return fail(no_execution_in_log);
                     const modlink::ResultType& params = modlink::tag_type(*tag->inst).params;
                     const auto vals = to_values(*state, values, count, params);
                     if (!vals || !modlink::check_vals(*state->store(), *vals, params)) {
                       return fail("host trap: values of other types than the tag's");
                     }
                     const auto exn = modlink::exn_alloc(*state->store(), *tag->inst, *vals);
                     return result_of(state,
                                      exn ? modlink::Outcome::exception(*exn) : modlink::heap_limit(*state->store()));
                   }));
}
