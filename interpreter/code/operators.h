// How each plain instruction is lowered. spec: exec/instructions
#pragma once

#include <array>

#include "interpreter/code/word.h"
#include "wast/syntax/instructions.h"

namespace modlink {

struct Operator {
  enum class Form : std::uint8_t { none, unary, binary, compare, load, store };
  Form form = Form::none;
  Op op = Op::halt;       // the first of its operations: of `binary` and `compare`, the slot-slot form
  bool commutes = false;  // a constant may change sides
  bool wide = false;      // the operands are 64 bits wide
};

// By Opcode. `none` for what is not in operators.def.
inline constexpr std::array<Operator, opcode_count> operators = [] {
  std::array<Operator, opcode_count> all{};
  const auto set = [&all](Opcode opcode, Operator what) { all[static_cast<std::size_t>(opcode)] = what; };
  using Form = Operator::Form;
#define UNARY(name, T, function) set(Opcode::name, {Form::unary, Op::name});
#define PARTIAL_UNARY(name, T, function) set(Opcode::name, {Form::unary, Op::name});
#define BINARY(name, T, commutes, function) set(Opcode::name, {Form::binary, Op::name##_ss, commutes});
#define PARTIAL_BINARY(name, T, function) set(Opcode::name, {Form::binary, Op::name##_ss});
#define COMPARE(name, T, commutes, function) \
  set(Opcode::name, {Form::compare, Op::name##_ss, commutes, sizeof(T) == 8});
#define LOAD(name, Stored, T) set(Opcode::name, {Form::load, Op::name});
#define STORE(name, Stored) set(Opcode::name, {Form::store, Op::name##_ss});
#include "interpreter/code/operators.def"
  return all;
}();

inline const Operator& operator_of(Opcode opcode) { return operators[static_cast<std::size_t>(opcode)]; }

// Of pairs.def.
struct Pair {
  enum class Side : std::uint8_t { left, right, either };
  Op op;
  Op first, second;
  Side side;  // which operand of the second is the first's result
};

inline constexpr Pair pairs[] = {
#define PAIR(name, T, first, second, side, result) {Op::name, Op::first##_ss, Op::second##_ss, Pair::Side::side},
#define CONSTANT_PAIR(name, first, second, side, result) {Op::name, Op::first##_sc, Op::second##_ss, Pair::Side::side},
#include "interpreter/code/pairs.def"
};

// The pair of two operations, of which the second is in slot-slot form, if there is one. `is_left`: of which operand
// the first is.
constexpr const Pair* find_pair(Op first, Op second, bool is_left) {
  const Pair::Side wrong = is_left ? Pair::Side::right : Pair::Side::left;
  for (const Pair& pair : pairs) {
    if (pair.first == first && pair.second == second && pair.side != wrong) return &pair;
  }
  return nullptr;
}

// The forms of one operator follow each other in this order.
enum class BinaryForm : std::uint16_t { ss, sc, br_if_ss, br_if_sc, br_unless_ss, br_unless_sc };
enum class LoadForm : std::uint16_t { near, far, at, of, plus };
enum class StoreForm : std::uint16_t { ss, sc, far, at, of, plus_ss, plus_sc };

template <class Form>
constexpr Op form_of(Op first, Form form) {
  return static_cast<Op>(static_cast<std::uint16_t>(first) + static_cast<std::uint16_t>(form));
}
static_assert(form_of(Op::i32_eq_ss, BinaryForm::br_unless_sc) == Op::br_unless_i32_eq_sc);
static_assert(form_of(Op::i32_load, LoadForm::plus) == Op::i32_load_plus);
static_assert(form_of(Op::i32_store_ss, StoreForm::plus_sc) == Op::i32_store_plus_sc);

}  // namespace modlink
