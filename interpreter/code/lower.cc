// Lowering of instructions without control flow. spec: exec/instructions
#include "interpreter/code/lower.h"

#include <algorithm>
#include <cassert>

#include "interpreter/code/lowering.h"

namespace modlink {

void lower_function(ModuleCode& code, Index index) {
  Code& target = code.funcs[index];
  Lowering lowering(code, code.module.module.funcs[index]);
  if (!lowering.run()) {
    static_assert(word_count(Op::frame_too_large) == word_count(Op::lower));
    target.stub[0] = Word::of(Op::frame_too_large);
    return;
  }
  const auto size = static_cast<std::size_t>(lowering.end() - lowering.begin());
  auto words = std::make_unique<Word[]>(size);
  std::copy(lowering.begin(), lowering.end(), words.get());
  if (code.execution.observation.observer) {
    target.steps = std::make_unique<const CodeSteps>(make_steps(code, index, lowering.take_steps()));
  }
  code.lowered.emplace(words.get(), index);
  // Nothing throws any more: without memory the function is as it was, and lowered when it is called again.
  target.handlers = lowering.take_handlers();
  target.size = size;
  target.words = std::move(words);
  target.entry = target.words.get();
}

namespace {

// Whether a field can hold it, signed.
bool is_small(std::uint32_t addend) { return addend + 0x8000 <= 0xffff; }

std::size_t count_locals(const Func& func) {
  std::size_t count = 0;
  for (const LocalRun& run : func.locals) count += run.count;
  return count;
}

}  // namespace

Lowering::Lowering(ModuleCode& code, const Func& func, Places* places)
    : code_(code),
      module_(code.module),
      func_(func),
      type_(module_.func_type(func.type)),
      places_(places),
      init_(type_.params.size(), type_.params.size() + count_locals(func)) {}

bool Lowering::run() {
  const Observation& observation = code_.execution.observation;
  const bool is_observed = observation.observer && observation.instructions;
  begin_frame();
  if (is_observed) zero_all_locals();
  if (observation.observer) emit_step(StepKind::enter);
  std::uint32_t number = 0;
  for (const Instr instr : func_.body) {
    const std::uint32_t own_number = number++;
    if (stack_.max_slots() > max_frame_slots) break;
    if (!reachable_ && is_skipped(instr.op)) continue;
    pos_ = instr.pos;
    if (is_observed) {
      lower_observed(instr, own_number);
      continue;
    }
    code_.execution.fuel ? lower_metered(instr) : lower_instr(instr);
    if (!code_.execution.fuses) bind(none);
  }
  if (needs_prologue()) end_frame();
  return stack_.max_slots() <= max_frame_slots;
}

// Of an instruction that cannot be reached: all are skipped up to the next part or the end of the innermost block,
// those of blocks in between too.
bool Lowering::is_skipped(Opcode op) {
  if (is_opening(op)) ++skipped_blocks_;
  if (skipped_blocks_ == 0) return !is_dividing(op) && !is_closing(op);
  if (is_closing(op)) --skipped_blocks_;
  return true;
}

// Parameters, then the other locals.
void Lowering::begin_frame() {
  for (const ValType type : type_.params) stack_.add_locals(1, type);
  for (const LocalRun& run : func_.locals) stack_.add_locals(run.count, run.type);
  words_.reserve(32);
  emit(Word::of(Op::zero_locals));
  Label body;
  body.type = &type_;
  body.slot = stack_.next_home();
  labels_.push_back(body);
}

// spec: exec/instructions, Function Calls: locals begin as 0 or null
void Lowering::end_frame() {
  const Op op = is_large() ? Op::large_frame : Op::zero_locals;
  if (!needs_zero()) {
    words_[0] = Word::of(op);
    return;
  }
  const std::uint32_t first = stack_.local_slot(init_.first());
  const std::uint32_t end = stack_.local_slot(init_.last()) + stack_.local_width(init_.last());
  words_[0] = Word::of(op, first, 0, end - first);
}

// Appends an operation with room for the payload that its layout has, which is emitted next.
void Lowering::emit(Word operation) {
  assert(payload_ == here());
  last_ = negated_ = {};
  if (places_) note_place();
  payload_ = here() + 1;
  words_.resize(here() + word_count(static_cast<Op>(operation.op)));
  words_[payload_ - 1] = operation;
}

// Those that were taken back are no operations any more.
void Lowering::note_place() {
  std::vector<Place>& places = places_->operations;
  while (!places.empty() && places.back().word >= here()) places.pop_back();
  places.push_back({here(), pos_});
}

// Makes room for the table of the operation just emitted.
void Lowering::emit_table(std::uint32_t entries) { words_.resize(here() + entries); }

void Lowering::take_back_last() {
  words_.resize(last_.at);
  payload_ = last_.at;
  last_ = negated_ = {};
}

// An operation whose only effect is to put its result into slot `a`.
void Lowering::emit_result(Op op, std::uint32_t b, std::uint32_t c, std::uint32_t width) {
  const std::uint32_t operation = here();
  emit(Word::of(op, stack_.next_home(), b, c));
  last_.at = operation;
  stack_.push_temp(width);
}

void Lowering::copy(std::uint32_t to, std::uint32_t from, std::uint32_t width) {
  if (to == from || width == 0) return;
  emit(width == 1 ? Word::of(Op::copy, to, from) : Word::of(Op::copy_many, to, from, width));
}

void Lowering::move(const Operand& from, std::uint32_t to) {
  if (from.addend != 0) {
    emit(Word::of(Op::i32_add_sc, to, base_of(from)));
    return emit_bits(from.addend);
  }
  switch (from.kind) {
    case Operand::Kind::temp: return copy(to, from.home, from.width);
    case Operand::Kind::local: return copy(to, stack_.local_slot(from.local), from.width);
    case Operand::Kind::constant: emit(Word::of(Op::constant, to)); return emit_bits(from.bits);
  }
}

void Lowering::settle_locals() {
  stack_.settle_locals([this](const Operand& operand) { move(operand, operand.home); });
}

void Lowering::settle_top(std::uint32_t count) {
  stack_.settle_top(count, [this](const Operand& operand) { move(operand, operand.home); });
}

// The slot of an operand that is no constant, without its addend.
std::uint32_t Lowering::base_of(const Operand& operand) const {
  return operand.kind == Operand::Kind::local ? stack_.local_slot(operand.local) : operand.home;
}

// A slot to read an operand just popped from.
std::uint32_t Lowering::slot_of(const Operand& operand) {
  if (operand.kind == Operand::Kind::local && operand.addend == 0) return stack_.local_slot(operand.local);
  move(operand, operand.home);
  return operand.home;
}

// Whether the operation before has just put the operand into its home.
bool Lowering::is_last_result(const Operand& operand) const {
  return operand.is_in_home() && last_.at != none && words_[last_.at].a == operand.home;
}

bool Lowering::try_retarget(const Operand& operand, std::uint32_t to) {
  if (!is_last_result(operand)) return false;
  words_[last_.at].a = static_cast<std::uint16_t>(to);
  last_ = negated_ = {};
  return true;
}

void Lowering::push_temps(const ResultType& types) {
  for (const ValType type : types) stack_.push_temp(slot_count(type));
}

// One case for each instruction, and no default: the compiler finds those without one.
void Lowering::lower(const Instr& instr) {
  switch (instr.op) {
// clang-format off
#define UNARY(name, T, function) case Opcode::name: return unary(Op::name);
#define PARTIAL_UNARY(name, T, function) UNARY(name, T, function)
#define BINARY(name, T, commutes, function) case Opcode::name: return binary(operator_of(instr.op));
#define PARTIAL_BINARY(name, T, function) BINARY(name, T, false, function)
#define COMPARE(name, T, commutes, function) BINARY(name, T, commutes, function)
#define LOAD(name, Stored, T) case Opcode::name: return load(Op::name, func_.body.mem_arg(instr));
#define STORE(name, Stored) case Opcode::name: return store(Op::name##_ss, func_.body.mem_arg(instr));
#include "interpreter/code/operators.def"

#define VUNARY(name, T, shape, function) case Opcode::name: return vector_unary(Op::name);
#define VBINARY(name, T, shape, function) case Opcode::name: return vector_binary(Op::name);
#define VBINARY_WHOLE(name, function) case Opcode::name: return vector_binary(Op::name);
#define VTERNARY(name, T, shape, function) case Opcode::name: return vector_ternary(Op::name);
#define VTERNARY_WHOLE(name, function) case Opcode::name: return vector_ternary(Op::name);
#define VSHIFT(name, T, function) case Opcode::name: return vector_binary(Op::name);
#define VTEST(name, function) case Opcode::name: return unary(Op::name);
#define VSPLAT(name, T) case Opcode::name: return vector_unary(Op::name);
#define VEXTRACT(name, Lane, T) case Opcode::name: return extract_lane(Op::name, instr.index);
#define VREAD(name, Lane) case Opcode::name: return read_lane(sizeof(Lane), instr.index);
#define VREPLACE(name, T) case Opcode::name: return replace_lane(Op::name, instr.index);
#define VLOAD(name, Stored, function) case Opcode::name: return vector_load(Op::name, func_.body.mem_arg(instr));
#define VSTORE(name) case Opcode::name: return vector_store(Op::name, func_.body.mem_arg(instr));
#define VLOAD_LANE(name, T) case Opcode::name: return vector_load_lane(Op::name, func_.body.mem_arg(instr));
#define VSTORE_LANE(name, T) case Opcode::name: return vector_store(Op::name, func_.body.mem_arg(instr));
#include "interpreter/code/vector_operators.def"
    case Opcode::v128_const: return vector_const(func_.body.vector(instr));
    case Opcode::i8x16_shuffle: return shuffle(func_.body.vector(instr));

#define ATOMIC_LOAD(name, Stored) case Opcode::name: return atomic_load(Op::name, func_.body.mem_arg(instr));
#define ATOMIC_STORE(name, Stored) case Opcode::name: return atomic_store(Op::name, func_.body.mem_arg(instr));
#define ATOMIC_RMW(name, Stored, function) \
  case Opcode::name: return atomic_rmw(Op::name, func_.body.mem_arg(instr));
#define ATOMIC_CMPXCHG(name, Stored) case Opcode::name: return atomic_cmpxchg(Op::name, func_.body.mem_arg(instr));
#include "interpreter/code/atomics.def"
      // clang-format on

    case Opcode::i32_eqz: return i32_eqz();
    case Opcode::i64_eqz:
    case Opcode::ref_is_null: return compare_with_zero(Opcode::i64_eq);
    case Opcode::i32_reinterpret_f32:
    case Opcode::i64_reinterpret_f64:
    case Opcode::f32_reinterpret_i32:
    case Opcode::f64_reinterpret_i64:
    case Opcode::i64_extend_i32_u:
    case Opcode::nop: return;
    case Opcode::i32_const:
    case Opcode::f32_const: return stack_.push_constant(static_cast<std::uint32_t>(instr.bits));
    case Opcode::i64_const:
    case Opcode::f64_const: return stack_.push_constant(instr.bits);
    case Opcode::ref_null: return stack_.push_constant(0);
    case Opcode::ref_eq: return binary(operator_of(Opcode::i64_eq));
    case Opcode::ref_as_non_null: emit(Word::of(Op::ref_as_non_null, 0, slot_of_top())); return;
    case Opcode::ref_test: return ref_test({false, instr.heap()});
    case Opcode::ref_test_null: return ref_test({true, instr.heap()});
    case Opcode::ref_cast: return ref_cast({false, instr.heap()});
    case Opcode::ref_cast_null: return ref_cast({true, instr.heap()});
    case Opcode::ref_i31: return unary(Op::ref_i31);
    case Opcode::i31_get_s: return unary(Op::i31_get_s);
    case Opcode::i31_get_u: return unary(Op::i31_get_u);
    case Opcode::any_convert_extern:
    case Opcode::extern_convert_any: return;
    case Opcode::ref_func: emit_result(Op::ref_func); return emit_pair(instr.index);
    case Opcode::drop: stack_.pop(); return;
    case Opcode::select:
    case Opcode::select_t: return select();

    case Opcode::block:
    case Opcode::loop: return begin_block(instr);
    case Opcode::if_: return lower_if(instr);
    case Opcode::else_: return lower_else();
    case Opcode::end: return lower_end();
    case Opcode::br: return lower_br(instr.index);
    case Opcode::br_if: return branch_if(take_condition(), instr.index);
    case Opcode::br_table: return lower_br_table(instr);
    case Opcode::return_: return lower_return();
    case Opcode::unreachable:
      emit(Word::of(Op::unreachable));
      reachable_ = false;
      return;
    case Opcode::call: return call(instr.index);
    case Opcode::call_indirect: return call_indirect(instr);
    case Opcode::return_call: return return_call(instr.index);
    case Opcode::return_call_indirect: return return_call_indirect(instr);

    case Opcode::call_ref: return call_ref(instr.index);
    case Opcode::return_call_ref: return return_call_ref(instr.index);
    case Opcode::br_on_null: return br_on_null(instr.index);
    case Opcode::br_on_non_null: return br_on_non_null(instr.index);
    case Opcode::br_on_cast:
    case Opcode::br_on_cast_fail: return br_on_cast(instr);
    case Opcode::try_table: return begin_try_table(instr);
    case Opcode::try_: return begin_try(instr);
    case Opcode::catch_:
    case Opcode::catch_all: return begin_handler(instr);
    case Opcode::delegate: return lower_delegate(instr.index);
    case Opcode::rethrow: return lower_rethrow(instr.index);
    case Opcode::throw_: return lower_throw(instr.index);
    case Opcode::throw_ref: return lower_throw_ref();

    case Opcode::struct_new: return struct_new(instr.index, false);
    case Opcode::struct_new_default: return struct_new(instr.index, true);
    case Opcode::struct_get:
    case Opcode::struct_get_s:
    case Opcode::struct_get_u: return struct_get(instr);
    case Opcode::struct_set: return struct_set(instr);
    case Opcode::array_new: return allocate(Op::array_new, instr.index, 2, 0);
    case Opcode::array_new_default: return allocate(Op::array_new, instr.index, 1, 0);
    case Opcode::array_new_fixed: return allocate(Op::array_new_fixed, instr.pair.x, instr.pair.y, instr.pair.y);
    case Opcode::array_new_data: return allocate(Op::array_new_data, instr.pair.x, 2, instr.pair.y);
    case Opcode::array_new_elem: return allocate(Op::array_new_elem, instr.pair.x, 2, instr.pair.y);
    case Opcode::array_get:
    case Opcode::array_get_s:
    case Opcode::array_get_u: return array_get(instr);
    case Opcode::array_set: return array_set(instr.index);
    case Opcode::array_len: return unary(Op::array_len);
    case Opcode::array_fill: return in_place(Op::array_fill, 4, false, 0);
    case Opcode::array_copy: return in_place(Op::array_copy, 5, false, 0);
    case Opcode::array_init_data: return in_place(Op::array_init_data, 4, false, instr.pair.y);
    case Opcode::array_init_elem: return in_place(Op::array_init_elem, 4, false, instr.pair.y);

    case Opcode::local_get: return local_get(instr.index);
    case Opcode::local_set: set_local(stack_.pop(), instr.index); return;
    case Opcode::local_tee: return local_tee(instr.index);
    case Opcode::global_get: return global_get(instr.index);
    case Opcode::global_set: return global_set(instr.index);

    case Opcode::table_get: emit_result(Op::table_get, pop_slot()); return emit_pair(instr.index);
    case Opcode::table_set: return table_set(instr.index);
    case Opcode::table_size: emit_result(Op::table_size); return emit_pair(instr.index);
    case Opcode::table_grow: return in_place(Op::table_grow, 2, true, instr.index);
    case Opcode::table_fill: return in_place(Op::table_fill, 3, false, instr.index);
    case Opcode::table_copy: return in_place(Op::table_copy, 3, false, instr.pair.x, instr.pair.y);
    case Opcode::table_init: return in_place(Op::table_init, 3, false, instr.pair.x, instr.pair.y);
    case Opcode::elem_drop: emit(Word::of(Op::elem_drop)); return emit_pair(instr.index);
    case Opcode::memory_size: emit_result(Op::memory_size); return emit_pair(instr.index);
    case Opcode::memory_grow: return in_place(Op::memory_grow, 1, true, instr.index);
    case Opcode::memory_fill: return in_place(Op::memory_fill, 3, false, instr.index);
    case Opcode::memory_copy: return in_place(Op::memory_copy, 3, false, instr.pair.x, instr.pair.y);
    case Opcode::memory_init: return in_place(Op::memory_init, 3, false, instr.pair.x, instr.pair.y);
    case Opcode::data_drop: emit(Word::of(Op::data_drop)); return emit_pair(instr.index);

    case Opcode::memory_atomic_notify: return atomic_rmw(Op::memory_atomic_notify, func_.body.mem_arg(instr));
    case Opcode::memory_atomic_wait32: return atomic_wait(Op::memory_atomic_wait32, func_.body.mem_arg(instr));
    case Opcode::memory_atomic_wait64: return atomic_wait(Op::memory_atomic_wait64, func_.body.mem_arg(instr));
    case Opcode::atomic_fence: return;

    case Opcode::i64_add128: return wide_binary(Op::i64_add128);
    case Opcode::i64_sub128: return wide_binary(Op::i64_sub128);
    case Opcode::i64_mul_wide_s: return mul_wide(Op::i64_mul_wide_s);
    case Opcode::i64_mul_wide_u: return mul_wide(Op::i64_mul_wide_u);
  }
}

void Lowering::unary(Op op) { emit_result(op, pop_slot()); }

void Lowering::binary(const Operator& op) {
  Operand right = stack_.pop();
  Operand left = stack_.pop();
  if (try_fuse(op, left, right)) return;
  const auto is_constant = [](const Operand& operand) { return operand.kind == Operand::Kind::constant; };
  if (op.commutes && is_constant(left) && !is_constant(right)) std::swap(left, right);
  // A slot that is not its home any more cannot be kept for later.
  const bool stays = left.kind == Operand::Kind::local || left.home == stack_.next_home();
  if (code_.execution.fuses && op.op == Op::i32_add_ss && is_constant(right) && !is_constant(left) && stays) {
    stack_.push_again(left);
    return stack_.add_to_top(static_cast<std::uint32_t>(right.bits));
  }
  const std::uint32_t b = slot_of(left);
  if (is_constant(right)) {
    emit_result(form_of(op.op, BinaryForm::sc), b);
    emit_bits(right.bits);
  } else {
    emit_result(op.op, b, slot_of(right));
  }
  if (op.form == Operator::Form::compare) last_.compare = &op;
}

// Makes the last operation and this one a pair, unless the other operand takes an operation in between, which could
// write what the last one reads.
bool Lowering::try_fuse(const Operator& op, const Operand& left, const Operand& right) {
  const bool is_left = is_last_result(left);
  const Operand& other = is_left ? right : left;
  if ((!is_left && !is_last_result(right)) || other.kind == Operand::Kind::constant || other.addend != 0) return false;
  const Word first = words_[last_.at];
  const Pair* pair = find_pair(static_cast<Op>(first.op), op.op, is_left);
  if (!pair) return false;
  const std::uint32_t constant = word_count(pair->first) > 1 ? words_[last_.at + 1].x : 0;
  take_back_last();
  emit_result(pair->op, first.b, first.c);
  emit_pair(base_of(other), constant);
  return true;
}

void Lowering::compare_with_zero(Opcode comparison) {
  stack_.push_constant(0);
  binary(operator_of(comparison));
}

// Of a comparison that nothing else reads: a branch on it can be one on the comparison.
void Lowering::i32_eqz() {
  const Pending compared = is_last_result(stack_.top()) && last_.compare ? last_ : Pending();
  compare_with_zero(Opcode::i32_eq);
  negated_ = compared;
}

// spec: exec/instructions, select
void Lowering::select() {
  const Operand condition = stack_.pop();
  const Operand second = stack_.pop();
  const Operand first = stack_.pop();
  const std::uint32_t slots[] = {slot_of(first), slot_of(second), slot_of(condition)};
  emit_result(first.width == 1 ? Op::select : Op::select_wide, slots[0], slots[1], first.width);
  emit_pair(slots[2]);
}

void Lowering::local_get(Index local) {
  init_.read(local);
  stack_.push_local(local);
}

// Whether the value is now in the local only.
bool Lowering::set_local(const Operand& value, Index local) {
  const bool is_own = value.kind == Operand::Kind::local && value.local == local;
  if (is_own && value.addend == 0) return false;
  init_.write(local);
  const std::uint32_t slot = stack_.local_slot(local);
  if (!stack_.is_pending(local) && try_retarget(value, slot)) return true;
  stack_.settle_local(local, [this](const Operand& operand) { move(operand, operand.home); });
  const std::uint32_t operation = here();
  move(value, slot);
  if (is_own && is_small(value.addend)) increment_ = operation;
  return value.addend != 0;
}

void Lowering::local_tee(Index local) {
  const Operand value = stack_.pop();
  if (set_local(value, local)) return stack_.push_local(local);
  stack_.push_again(value);
}

void Lowering::global_get(Index global) {
  const std::uint32_t width = slot_count(module_.globals[global].val);
  emit_result(width == 1 ? Op::global_get : Op::global_get_wide, 0, 0, width);
  emit_pair(global);
}

void Lowering::global_set(Index global) {
  const Operand value = stack_.pop();
  emit(Word::of(value.width == 1 ? Op::global_set : Op::global_set_wide, 0, slot_of(value)));
  emit_pair(global);
}

// Memory 0 with 32-bit addresses. No sum of such an address and an offset overflows 64 bits.
bool Lowering::is_plain(const MemArg& arg) const {
  return arg.memory == 0 && module_.memories[0].addr == AddrType::i32;
}

void Lowering::load(Op op, const MemArg& arg) {
  const Operand address = stack_.pop();
  if (!is_plain(arg)) {
    emit_result(form_of(op, LoadForm::of), slot_of(address));
    emit_bits(arg.offset);
    emit_pair(arg.memory);
  } else if (address.kind == Operand::Kind::constant) {
    emit_result(form_of(op, LoadForm::at));
    emit_bits(address.bits + arg.offset);
  } else if (arg.offset <= UINT16_MAX && address.addend != 0) {
    emit_result(form_of(op, LoadForm::plus), base_of(address), static_cast<std::uint32_t>(arg.offset));
    emit_pair(address.addend);
  } else if (arg.offset <= UINT16_MAX) {
    emit_result(op, slot_of(address), static_cast<std::uint32_t>(arg.offset));
  } else {
    emit_result(form_of(op, LoadForm::far), slot_of(address));
    emit_bits(arg.offset);
  }
}

void Lowering::store(Op op, const MemArg& arg) {
  const Operand value = stack_.pop();
  const Operand address = stack_.pop();
  const auto offset = static_cast<std::uint32_t>(arg.offset);
  if (!is_plain(arg)) {
    const std::uint32_t b = slot_of(address);
    emit(Word::of(form_of(op, StoreForm::of), 0, b, slot_of(value)));
    emit_bits(arg.offset);
    emit_pair(arg.memory);
  } else if (address.kind == Operand::Kind::constant) {
    emit(Word::of(form_of(op, StoreForm::at), 0, 0, slot_of(value)));
    emit_bits(address.bits + arg.offset);
  } else if (arg.offset > UINT16_MAX) {
    emit(Word::of(form_of(op, StoreForm::far), 0, slot_of(address), slot_of(value)));
    emit_bits(arg.offset);
  } else if (value.kind == Operand::Kind::constant) {
    emit(Word::of(form_of(op, address.addend != 0 ? StoreForm::plus_sc : StoreForm::sc), offset, base_of(address)));
    emit_bits(value.bits);
    if (address.addend != 0) emit_pair(address.addend);
  } else if (address.addend != 0) {
    emit(Word::of(form_of(op, StoreForm::plus_ss), offset, base_of(address), slot_of(value)));
    emit_pair(address.addend);
  } else {
    emit(Word::of(op, offset, slot_of(address), slot_of(value)));
  }
}

void Lowering::table_set(Index table) {
  const std::uint32_t value = pop_slot();
  const std::uint32_t index = pop_slot();
  emit(Word::of(Op::table_set, 0, index, value));
  emit_pair(table);
}

// Instructions of the bulk kind: operands, and the result, in their homes.
void Lowering::in_place(Op op, std::uint32_t operands, bool result, std::uint32_t x, std::uint32_t y) {
  settle_top(operands);
  stack_.pop(operands);
  emit(Word::of(op, stack_.next_home()));
  emit_pair(x, y);
  if (result) stack_.push_temp();
}

}  // namespace modlink
