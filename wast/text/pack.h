// Instructions of a text to the bytes that a binary would have. spec: binary/instructions
#pragma once

#include "wast/binary/writer.h"
#include "wast/syntax/instructions.h"

namespace modlink::text {

class ExprPacker {
 public:
  // The expression, kept as bytes and positions: a fourth of the memory of a list.
  Expr pack(const Expr& list);

 private:
  binary::Writer out_;
};

}  // namespace modlink::text
