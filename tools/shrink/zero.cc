// The simplest values. spec: syntax/values; exec/runtime, Values
#include "tools/shrink/zero.h"

namespace modlink::shrink {

namespace {

std::optional<Opcode> const_op(ValKind kind) {
  switch (kind) {
    case ValKind::i32: return Opcode::i32_const;
    case ValKind::i64: return Opcode::i64_const;
    case ValKind::f32: return Opcode::f32_const;
    case ValKind::f64: return Opcode::f64_const;
    case ValKind::v128: return Opcode::v128_const;
    case ValKind::ref:
    case ValKind::bot: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

bool append_zero(Expr& expr, ValType type) {
  if (type.is_ref()) {
    const RefType ref = type.ref();
    const bool has_syntax = is_abstract(ref.heap.kind) || ref.heap.kind == HeapKind::type_index;
    if (!ref.nullable || !has_syntax) return false;
    expr.append(make_heap(Opcode::ref_null, no_pos, ref.heap));
    return true;
  }
  const std::optional<Opcode> op = const_op(type.kind);
  if (!op) return false;
  expr.append(*op == Opcode::v128_const ? expr.make_vector(*op, no_pos, V128{}) : make_const(*op, no_pos, 0));
  return true;
}

std::optional<Expr> zero_expr(ValType type) {
  Expr result;
  if (!append_zero(result, type)) return std::nullopt;
  result.append(make_plain(Opcode::end, no_pos));
  return result;
}

Expr unreachable_expr() {
  Expr result;
  result.append(make_plain(Opcode::unreachable, no_pos));
  result.append(make_plain(Opcode::end, no_pos));
  return result;
}

}  // namespace modlink::shrink
