// Lowering of operators that have a choice, where that is to be noted: NaNs, and relaxed vector instructions.
// spec: exec/numerics, NaN Propagation, Relaxed Operations
#include "interpreter/code/choices.h"
#include "interpreter/code/lowering.h"

namespace modlink {

bool is_relaxed(Opcode op) { return info(op).feature == Feature::relaxed_simd; }

// spec: exec/numerics, the operators whose results are of nans_N; those of vectors are of them lane by lane
NanLanes nan_lanes(Opcode op) {
#define OF_LANES(suffix, lanes)  \
  case Opcode::suffix##_ceil:    \
  case Opcode::suffix##_floor:   \
  case Opcode::suffix##_trunc:   \
  case Opcode::suffix##_nearest: \
  case Opcode::suffix##_sqrt:    \
  case Opcode::suffix##_add:     \
  case Opcode::suffix##_sub:     \
  case Opcode::suffix##_mul:     \
  case Opcode::suffix##_div:     \
  case Opcode::suffix##_min:     \
  case Opcode::suffix##_max: return lanes;
  switch (op) {
    OF_LANES(f32, NanLanes::f32)
    OF_LANES(f64, NanLanes::f64)
    OF_LANES(f32x4, NanLanes::f32x4)
    OF_LANES(f64x2, NanLanes::f64x2)
    case Opcode::f32_demote_f64: return NanLanes::f32;
    case Opcode::f64_promote_f32: return NanLanes::f64;
    case Opcode::f32x4_demote_f64x2_zero:
    case Opcode::f32x4_relaxed_madd:
    case Opcode::f32x4_relaxed_nmadd:
    case Opcode::f32x4_relaxed_min:
    case Opcode::f32x4_relaxed_max: return NanLanes::f32x4;
    case Opcode::f64x2_promote_low_f32x4:
    case Opcode::f64x2_relaxed_madd:
    case Opcode::f64x2_relaxed_nmadd:
    case Opcode::f64x2_relaxed_min:
    case Opcode::f64x2_relaxed_max: return NanLanes::f64x2;
    default: return NanLanes::none;
  }
#undef OF_LANES
}

// Relaxed instructions become another operation, with their operands in their homes. Behind an operator that gives NaNs
// comes one that looks at its result, and keeps it from being fused with what reads it.
void Lowering::lower_instr(const Instr& instr) {
  if (code_.execution.choices == Choices::deterministic) return lower(instr);
  if (is_relaxed(instr.op)) return lower_relaxed(instr.op);
  lower(instr);
  const NanLanes lanes = nan_lanes(instr.op);
  if (lanes == NanLanes::none) return;
  emit(Word::of(Op::choose_nans, stack_.top().home));
  emit_pair(static_cast<std::uint32_t>(lanes));
}

void Lowering::lower_relaxed(Opcode op) {
  const std::string_view signature = info(op).signature;
  in_place(Op::choose_relaxed, static_cast<std::uint32_t>(signature.find(':')), false, static_cast<std::uint32_t>(op));
  stack_.push_temp(slot_count(ValType(ValKind::v128)));
}

}  // namespace modlink
