// Decoding of function bodies. spec: binary/modules, Code Section
#pragma once

#include <vector>

#include "wast/binary/decode_instructions.h"
#include "wast/syntax/module.h"

namespace modlink::binary {

// What stands for code that is not read: `unreachable`, which is valid whatever the type.
Expr unread_code();

// Decodes bodies one after another.
class BodyDecoder {
 public:
  explicit BodyDecoder(Decoder& decoder);

  // Locals and code, which have to be `size` bytes, of a function whose position is known.
  void decode(Func& func, std::uint32_t size);

  // Where a body first named a data segment; no_pos if none did. spec: binary/modules, Data Count Section
  Pos data_index_pos() const { return data_index_pos_; }
  // Another one did, behind all that are known.
  void note_data_index(Pos pos) {
    if (data_index_pos_ == no_pos) data_index_pos_ = pos;
  }

 private:
  std::vector<LocalRun> decode_locals();
  Expr decode_code(std::size_t size);

  Decoder& d_;
  ExprDecoder exprs_;
  Expr unread_;  // what stands for code that is not read
  Pos data_index_pos_ = no_pos;
};

}  // namespace modlink::binary
