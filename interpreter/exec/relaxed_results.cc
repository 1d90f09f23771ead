// What relaxed vector instructions may give. spec: exec/numerics, Relaxed Operations
#include "interpreter/exec/relaxed_results.h"

#include <algorithm>

#include "interpreter/code/choices.h"
#include "interpreter/numeric/relaxed.h"

namespace modlink {
namespace {

constexpr unsigned most_relaxed_results = 4;

template <class T, class F>
V128 lanes_of_two(const RelaxedOperands& x, F op) {
  return numeric::vbinop<T>(x[0], x[1], op);
}
template <class T, class F>
V128 lanes_of_three(const RelaxedOperands& x, F op) {
  return numeric::vternop<T>(x[0], x[1], x[2], op);
}

template <class T>
V128 relaxed_madd(unsigned r, const RelaxedOperands& x) {
  return lanes_of_three<T>(x, [r](T a, T b, T c) { return numeric::frelaxed_madd(r, a, b, c); });
}
template <class T>
V128 relaxed_nmadd(unsigned r, const RelaxedOperands& x) {
  return lanes_of_three<T>(x, [r](T a, T b, T c) { return numeric::frelaxed_madd(r, numeric::fneg(a), b, c); });
}
template <class T>
V128 relaxed_min(unsigned r, const RelaxedOperands& x) {
  return lanes_of_two<T>(x, [r](T a, T b) { return numeric::frelaxed_min(r, a, b); });
}
template <class T>
V128 relaxed_max(unsigned r, const RelaxedOperands& x) {
  return lanes_of_two<T>(x, [r](T a, T b) { return numeric::frelaxed_max(r, a, b); });
}
template <class T>
V128 relaxed_laneselect(unsigned r, const RelaxedOperands& x) {
  return lanes_of_three<T>(x, [r](T a, T b, T mask) { return numeric::irelaxed_laneselect(r, a, b, mask); });
}
template <class T>
V128 relaxed_trunc_s(unsigned r, const RelaxedOperands& x) {
  return numeric::vcvtop<T>(x[0], [r](T z) { return numeric::relaxed_trunc_s<std::uint32_t>(r, z); });
}
template <class T>
V128 relaxed_trunc_u(unsigned r, const RelaxedOperands& x) {
  return numeric::vcvtop<T>(x[0], [r](T z) { return numeric::relaxed_trunc_u<std::uint32_t>(r, z); });
}
V128 relaxed_q15mulr(unsigned r, const RelaxedOperands& x) {
  const auto multiply = [r](std::uint16_t a, std::uint16_t b) { return numeric::irelaxed_q15mulr_s(r, a, b); };
  return lanes_of_two<std::uint16_t>(x, multiply);
}

// With the parameter of the instruction at `r`; those that have less choices take what is beyond as the last.
V128 relaxed_result(Opcode op, unsigned r, const RelaxedOperands& x) {
  switch (op) {
    case Opcode::i8x16_relaxed_swizzle: return numeric::relaxed_swizzle(r, x[0], x[1]);
    case Opcode::i32x4_relaxed_trunc_f32x4_s: return relaxed_trunc_s<float>(r, x);
    case Opcode::i32x4_relaxed_trunc_f32x4_u: return relaxed_trunc_u<float>(r, x);
    case Opcode::i32x4_relaxed_trunc_f64x2_s_zero: return relaxed_trunc_s<double>(r, x);
    case Opcode::i32x4_relaxed_trunc_f64x2_u_zero: return relaxed_trunc_u<double>(r, x);
    case Opcode::f32x4_relaxed_madd: return relaxed_madd<float>(r, x);
    case Opcode::f32x4_relaxed_nmadd: return relaxed_nmadd<float>(r, x);
    case Opcode::f64x2_relaxed_madd: return relaxed_madd<double>(r, x);
    case Opcode::f64x2_relaxed_nmadd: return relaxed_nmadd<double>(r, x);
    case Opcode::i8x16_relaxed_laneselect: return relaxed_laneselect<std::uint8_t>(r, x);
    case Opcode::i16x8_relaxed_laneselect: return relaxed_laneselect<std::uint16_t>(r, x);
    case Opcode::i32x4_relaxed_laneselect: return relaxed_laneselect<std::uint32_t>(r, x);
    case Opcode::i64x2_relaxed_laneselect: return relaxed_laneselect<std::uint64_t>(r, x);
    case Opcode::f32x4_relaxed_min: return relaxed_min<float>(r, x);
    case Opcode::f32x4_relaxed_max: return relaxed_max<float>(r, x);
    case Opcode::f64x2_relaxed_min: return relaxed_min<double>(r, x);
    case Opcode::f64x2_relaxed_max: return relaxed_max<double>(r, x);
    case Opcode::i16x8_relaxed_q15mulr_s: return relaxed_q15mulr(r, x);
    case Opcode::i16x8_relaxed_dot_i8x16_i7x16_s: return numeric::relaxed_dot(r, x[0], x[1]);
    case Opcode::i32x4_relaxed_dot_i8x16_i7x16_add_s:
      return numeric::add_dot(numeric::relaxed_dot(r, x[0], x[1]), x[2]);
    default: return {};
  }
}

}  // namespace

void RelaxedResults::add(const V128& vector) {
  const auto end = vectors.begin() + count;
  if (std::find(vectors.begin(), end, vector) == end) vectors[count++] = vector;
}

RelaxedResults relaxed_results(Opcode op, const RelaxedOperands& operands) {
  RelaxedResults results;
  if (!is_relaxed(op)) return results;
  for (unsigned r = 0; r < most_relaxed_results; ++r) results.add(relaxed_result(op, r, operands));
  return results;
}

}  // namespace modlink
