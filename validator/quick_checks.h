// Instructions of which most code consists, and whose rules say so little that they are checked as their bytes are
// read: constants, operators of one or two operands of one type, accesses of an i32 memory 0, the first locals,
// globals, calls of few operands, blocks and branches without any. spec: valid/instructions
//
// The rows are made from instructions.def. What is not as it nearly always is, errors above all, is left to
// ExprChecker.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "wast/syntax/features.h"
#include "wast/syntax/instructions.h"
#include "wast/syntax/type_tables.h"

namespace modlink::validator {

enum class QuickForm : std::uint8_t {
  none,
  constant,  // [] -> [result], behind it a LEB128 integer
  unary,     // [operand] -> [result]
  binary,    // [operand operand] -> [result]
  load,      // [i32] -> [result]
  store,     // [i32 operand] -> []
  local_get,
  local_set,
  local_tee,
  global_get,
  global_set,
  drop,
  call,
  br,
  br_if,
  block,
  if_,
  end,
};

struct QuickCheck {
  QuickForm form = QuickForm::none;
  std::uint8_t align = 0;  // log2 of the natural alignment
  ValKind operand = ValKind::bot;
  ValKind result = ValKind::bot;
};

// Of a letter in a signature; `bot` of those that are no number types.
constexpr ValKind num_kind_of(char letter) {
  for (const NumTypeInfo& type : num_type_rows) {
    if (type.letter == letter) return type.kind;
  }
  return ValKind::bot;
}

constexpr QuickCheck quick_operator(std::string_view type) {
  const bool is_binary = type.size() == 4 && type[0] == type[1] && type[2] == ':';
  const bool is_unary = type.size() == 3 && type[1] == ':';
  if (!is_binary && !is_unary) return {};
  const ValKind operand = num_kind_of(type.front());
  const ValKind result = num_kind_of(type.back());
  if (operand == ValKind::bot || result == ValKind::bot) return {};
  return {is_binary ? QuickForm::binary : QuickForm::unary, 0, operand, result};
}

constexpr QuickCheck quick_access(std::string_view type, std::uint8_t align) {
  if (type.size() != 3 || type[0] != 'a') return {};
  const bool is_load = type[1] == ':';
  const ValKind kind = num_kind_of(is_load ? type[2] : type[1]);
  return {is_load ? QuickForm::load : QuickForm::store, align, kind, kind};
}

constexpr QuickCheck quick_check(Opcode op, Immediate immediate, std::string_view type, std::uint8_t align) {
  switch (op) {
    case Opcode::local_get: return {QuickForm::local_get};
    case Opcode::local_set: return {QuickForm::local_set};
    case Opcode::local_tee: return {QuickForm::local_tee};
    case Opcode::global_get: return {QuickForm::global_get};
    case Opcode::global_set: return {QuickForm::global_set};
    case Opcode::drop: return {QuickForm::drop};
    case Opcode::call: return {QuickForm::call};
    case Opcode::br: return {QuickForm::br};
    case Opcode::br_if: return {QuickForm::br_if};
    case Opcode::block:
    case Opcode::loop: return {QuickForm::block};
    case Opcode::if_: return {QuickForm::if_};
    case Opcode::end: return {QuickForm::end};
    case Opcode::i32_const:
    case Opcode::i64_const: return {QuickForm::constant, 0, ValKind::bot, num_kind_of(type.back())};
    default: break;
  }
  if (immediate == Immediate::none) return quick_operator(type);
  return immediate == Immediate::mem_arg ? quick_access(type, align) : QuickCheck{};
}

// By opcodes of one byte.
inline constexpr std::array<QuickCheck, 256> quick_checks = [] {
  std::array<QuickCheck, 256> result{};
#define INSTR(prefix, code, name, mnemonic, immediate, signature, align, constant, feature) \
  if (prefix == 0) result[code & 0xff] = quick_check(Opcode::name, Immediate::immediate, signature, align);
#include "wast/syntax/instructions.def"
  return result;
}();

// The features that they need: with all of them on, what is quick to check is also something that the decoder lets
// pass.
struct QuickFeatures {
  std::array<Feature, feature_count> features{};
  std::size_t count = 0;

  constexpr void add(Feature feature) {
    for (std::size_t i = 0; i < count; ++i) {
      if (features[i] == feature) return;
    }
    features[count++] = feature;
  }
};

inline constexpr QuickFeatures quick_features = [] {
  QuickFeatures result;
#define INSTR(prefix, code, name, mnemonic, immediate, signature, align, constant, feature)                     \
  if (prefix == 0 && quick_check(Opcode::name, Immediate::immediate, signature, align).form != QuickForm::none) \
    result.add(Feature::feature);
#include "wast/syntax/instructions.def"
  return result;
}();

}  // namespace modlink::validator
