// How many operands instructions take and how many results they give. spec: valid/instructions
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "wast/syntax/instructions.h"

namespace modlink {

struct Arity {
  std::uint32_t params = 0;
  std::uint32_t results = 0;
  friend bool operator==(Arity, Arity) = default;
};

// "ii:i". Where the results are any there are none.
inline Arity arity_of_signature(std::string_view signature) {
  const auto colon = static_cast<std::uint32_t>(signature.find(':'));
  if (signature.ends_with('*')) return {colon, 0};
  return {colon, static_cast<std::uint32_t>(signature.size()) - colon - 1};
}

template <class Context>
Arity block_arity(const Instr& instr, const Expr& expr, const Context& context) {
  const BlockType type = expr.block_type(instr);
  switch (type.kind) {
    case BlockType::Kind::empty: return {0, 0};
    case BlockType::Kind::val_type: return {0, 1};
    case BlockType::Kind::type_index: return context.type_arity(type.type);
  }
  return {};
}

// Of an instruction of `expr`; of a block, the arity of its type: an `if` takes its condition besides. What divides and
// closes blocks has none. A context knows the things that instructions name:
//
//   type_arity(i)   of a function type; of a structure type, `params` is the number of its fields
//   func_arity(i), tag_arity(i)
//   label_arity(i)  how many operands a branch takes
//   result_count()  of the function
//
// One case for each instruction, and no default: the compiler finds those without one.
template <class Context>
Arity arity_of(const Instr& instr, const Expr& expr, const Context& context) {
  const auto with_callee = [](Arity type) { return Arity{type.params + 1, type.results}; };
  const auto label = [&](Index index) -> std::uint32_t { return context.label_arity(index); };
  switch (instr.op) {
    case Opcode::call: return context.func_arity(instr.index);
    case Opcode::return_call: return {context.func_arity(instr.index).params, 0};
    case Opcode::call_ref: return with_callee(context.type_arity(instr.index));
    case Opcode::return_call_ref: return {context.type_arity(instr.index).params + 1, 0};
    case Opcode::call_indirect: return with_callee(context.type_arity(instr.pair.x));
    case Opcode::return_call_indirect: return {context.type_arity(instr.pair.x).params + 1, 0};
    case Opcode::throw_: return {context.tag_arity(instr.index).params, 0};
    case Opcode::struct_new: return {context.type_arity(instr.index).params, 1};
    case Opcode::array_new_fixed: return {instr.pair.y, 1};
    case Opcode::return_: return {context.result_count(), 0};
    case Opcode::br: return {label(instr.index), 0};
    case Opcode::br_table: return {label(expr.labels(instr).back()) + 1, 0};
    case Opcode::br_if: return {label(instr.index) + 1, label(instr.index)};
    case Opcode::br_on_null: return {label(instr.index) + 1, label(instr.index) + 1};
    case Opcode::br_on_non_null: return {label(instr.index), std::max(label(instr.index), 1u) - 1};
    case Opcode::br_on_cast:
    case Opcode::br_on_cast_fail: return {label(expr.cast(instr).label), label(expr.cast(instr).label)};
    case Opcode::block:
    case Opcode::loop:
    case Opcode::if_:
    case Opcode::try_:
    case Opcode::try_table: return block_arity(instr, expr, context);
    case Opcode::catch_:
    case Opcode::catch_all:
    case Opcode::delegate:
    case Opcode::else_:
    case Opcode::end: return {};
#define INSTR(prefix, code, name, ...) case Opcode::name:
#define SIZED(...)
#include "wast/syntax/instructions.def"
      return arity_of_signature(info(instr.op).signature);
  }
  return {};
}

}  // namespace modlink
