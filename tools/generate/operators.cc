// The instructions whose types instructions.def says.
#include "tools/generate/operators.h"

#include <string_view>

#include "wast/syntax/type_tables.h"

namespace modlink::generate {

namespace {

// Of rows whose type is their signature.
constexpr Opcode typed_by_signature[] = {
#define INSTR(prefix, code, name, ...) Opcode::name,
#define TYPED(...)
#include "wast/syntax/instructions.def"
};

bool is_constant(Immediate immediate) {
  return immediate == Immediate::i32 || immediate == Immediate::i64 || immediate == Immediate::f32 ||
         immediate == Immediate::f64 || immediate == Immediate::v128;
}

}  // namespace

Operators::Operators(const Features& features) {
  for (const Opcode op : typed_by_signature) {
    const OpcodeInfo& row = info(op);
    if (!features.has(row.feature) || is_constant(row.immediate) || op == Opcode::unreachable) continue;
    const std::string_view results = row.signature.substr(row.signature.find(':') + 1);
    if (results.empty()) {
      nothing_.push_back(op);
    } else if (results.size() == 2) {
      two_.push_back(op);
    } else if (std::string_view("iIfFv").find(results[0]) != std::string_view::npos) {
      by_letter_[static_cast<std::size_t>(number_kind(results[0]))].push_back(op);
    }
  }
}

const std::vector<Opcode>& Operators::giving(char letter) const {
  return by_letter_[static_cast<std::size_t>(number_kind(letter))];
}

ValKind number_kind(char letter) {
  const NumTypeInfo* row = num_type_rows;
  while (row->letter != letter) ++row;
  return row->kind;
}

unsigned lanes_of(Opcode op) {
  const OpcodeInfo& row = info(op);
  if (row.immediate == Immediate::mem_arg_lane) return 16u >> row.align;
  const std::string_view shape = row.mnemonic.substr(0, row.mnemonic.find('.'));
  return shape == "i8x16" ? 16 : shape == "i16x8" ? 8 : shape.ends_with("x4") ? 4 : 2;
}

bool may_give_nan(Opcode op) {
  const OpcodeInfo& row = info(op);
  if (row.immediate != Immediate::none) return false;
  const std::string_view operation = row.mnemonic.substr(row.mnemonic.find('.') + 1);
  for (const char* const exact : {"abs", "neg", "copysign", "splat", "eq", "ne", "lt", "gt", "le", "ge"}) {
    if (operation == exact) return false;
  }
  const char result = row.signature.back();
  if (result == 'v') return row.mnemonic.starts_with("f32x4") || row.mnemonic.starts_with("f64x2");
  return (result == 'f' || result == 'F') && row.signature.find_first_of("fF") < row.signature.find(':');
}

bool is_wait(Opcode op) { return op == Opcode::memory_atomic_wait32 || op == Opcode::memory_atomic_wait64; }

}  // namespace modlink::generate
