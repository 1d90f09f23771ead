// Metering: code that takes fuel. spec: syntax/instructions
//
// A `charge` takes the fuel for the instructions from it up to the next that does something anyone can see, that may
// trap, or that goes elsewhere; nobody can tell whether those before this one were executed. So executions end exactly
// before the instruction that there is no fuel for, whatever operations the instructions have become.
#include "interpreter/code/choices.h"
#include "interpreter/code/lowering.h"

namespace modlink {
namespace {

// Instructions are those of the abstract syntax: what divides and closes blocks belongs to the block.
bool is_counted(Opcode op) { return !is_dividing(op) && op != Opcode::end && op != Opcode::delegate; }

// Whether what it does can be seen in the function's own frame only, and it always goes on with the next instruction.
bool is_unseen(Opcode op) {
  switch (op) {
// clang-format off
#define UNARY(name, T, function) case Opcode::name:
#define BINARY(name, T, commutes, function) case Opcode::name:
#define COMPARE(name, T, commutes, function) case Opcode::name:
#include "interpreter/code/operators.def"
#define VUNARY(name, T, shape, function) case Opcode::name:
#define VBINARY(name, T, shape, function) case Opcode::name:
#define VBINARY_WHOLE(name, function) case Opcode::name:
#define VTERNARY(name, T, shape, function) case Opcode::name:
#define VTERNARY_WHOLE(name, function) case Opcode::name:
#define VSHIFT(name, T, function) case Opcode::name:
#define VTEST(name, function) case Opcode::name:
#define VSPLAT(name, T) case Opcode::name:
#define VEXTRACT(name, Lane, T) case Opcode::name:
#define VREAD(name, Lane) case Opcode::name:
#define VREPLACE(name, T) case Opcode::name:
#include "interpreter/code/vector_operators.def"
      // clang-format on
    case Opcode::v128_const:
    case Opcode::i8x16_shuffle:
    case Opcode::i32_const:
    case Opcode::i64_const:
    case Opcode::f32_const:
    case Opcode::f64_const:
    case Opcode::i32_eqz:
    case Opcode::i64_eqz:
    case Opcode::i32_reinterpret_f32:
    case Opcode::i64_reinterpret_f64:
    case Opcode::f32_reinterpret_i32:
    case Opcode::f64_reinterpret_i64:
    case Opcode::i64_extend_i32_u:
    case Opcode::ref_null:
    case Opcode::ref_is_null:
    case Opcode::ref_eq:
    case Opcode::ref_func:
    case Opcode::ref_i31:
    case Opcode::ref_test:
    case Opcode::ref_test_null:
    case Opcode::any_convert_extern:
    case Opcode::extern_convert_any:
    case Opcode::nop:
    case Opcode::drop:
    case Opcode::select:
    case Opcode::select_t:
    case Opcode::block:
    case Opcode::local_get:
    case Opcode::local_set:
    case Opcode::local_tee:
    case Opcode::global_get:
    case Opcode::memory_size:
    case Opcode::table_size: return true;
    default: return false;
  }
}

}  // namespace

// Branches to a loop execute the loop again. spec: exec/instructions, loop: its label's continuation is the loop
void Lowering::lower_metered(const Instr& instr) {
  const bool is_loop = instr.op == Opcode::loop;
  if (is_counted(instr.op) && !is_loop) count(instr);
  lower_instr(instr);
  if (!is_unseen(instr.op) || is_noted(instr.op)) charge_ = none;
  if (is_loop) count(instr);
}

// Whether anyone can see that it made a choice.
bool Lowering::is_noted(Opcode op) const {
  if (code_.execution.choices == Choices::deterministic) return false;
  return is_relaxed(op) || nan_lanes(op) != NanLanes::none;
}

void Lowering::count(const Instr& instr) {
  if (charge_ == none) {
    charge_ = here();
    emit(Word::of(Op::charge));
    emit_bits(0);
  }
  ++words_[charge_ + 1].bits;
  if (places_) places_->charged.push_back({charge_, instr.pos});
}

}  // namespace modlink
