// Instructions of a text to the bytes that a binary would have. spec: binary/instructions
#include "wast/text/pack.h"

#include "wast/binary/encode_instructions.h"

namespace modlink::text {

Expr ExprPacker::pack(const Expr& list) {
  out_.clear();
  binary::encode_expr(out_, list);
  const auto code = static_cast<std::uint32_t>(out_.written().size());
  Pos last = 0;
  for (const Instr instr : list) {
    out_.s64(std::int64_t{instr.pos} - last);
    last = instr.pos;
  }
  return {out_.written(), code, static_cast<std::uint32_t>(list.size())};
}

}  // namespace modlink::text
