// Encoding of instructions. spec: binary/instructions
#pragma once

#include "wast/binary/writer.h"
#include "wast/syntax/instructions.h"

namespace modlink::binary {

// An instruction sequence with its `end`.
void encode_expr(Writer& out, const Expr& expr);
// The same, and how many bytes had been written before each instruction.
void encode_expr(Writer& out, const Expr& expr, std::vector<std::uint32_t>& offsets);

// Whether an instruction of it names a data segment. spec: binary/modules, Data Count Section
bool has_data_index(const Expr& expr);

}  // namespace modlink::binary
