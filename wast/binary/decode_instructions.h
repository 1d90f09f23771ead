// Decoding of instructions. spec: binary/instructions
#pragma once

#include <vector>

#include "wast/binary/decoder.h"
#include "wast/syntax/instructions.h"

namespace modlink::binary {

// Decodes expressions one after another; keeps its buffers, so that an expression costs one allocation.
class ExprDecoder {
 public:
  explicit ExprDecoder(Decoder& decoder) : d_(decoder) {}

  // An instruction sequence with its `end`. Blocks may nest as deep as the limit says: nothing here recurses.
  Expr decode();

  // Where the last expression first names a data segment; no_pos if nowhere. spec: binary/modules, Data Count Section
  Pos data_index_pos() const { return data_index_pos_; }

 private:
  struct Row;
  const Row& decode_opcode();
  const Row& decode_prefixed(std::uint8_t prefix, Pos pos);
  bool is_usable(const Row& row) const;
  [[noreturn]] void fail_row(const Row& row, Pos pos, const std::string& code);
  Instr decode_instr(Expr& expr, const Row& row, Pos pos);
  Instr decode_heap(Opcode op, Pos pos);
  Instr decode_pair(Opcode op, Pos pos, bool second_is_fixed);
  Instr decode_memory_pair(Opcode op, Pos pos);
  Instr decode_memory_init(Opcode op, Pos pos);
  Instr decode_data(Opcode op, Pos pos);
  Instr decode_mem_arg(Expr& expr, Opcode op, Pos pos);
  Instr decode_br_table(Expr& expr, Opcode op, Pos pos);
  Instr decode_type_data(Opcode op, Pos pos);
  Instr decode_cast(Expr& expr, Opcode op, Pos pos);
  Instr decode_try_table(Expr& expr, Opcode op, Pos pos);
  Instr decode_vector(Expr& expr, Opcode op, Pos pos);
  Instr decode_fence(Opcode op, Pos pos);
  MemArg decode_mem_arg();
  Instr decode_select(Expr& expr, Opcode op, Pos pos);
  BlockType decode_block_type();
  Index decode_memory_index();

  void track_blocks(const Instr& instr);
  void open(const Instr& instr);
  void pass_else(const Instr& instr);
  void pass_handler(const Instr& instr);
  void close_by_delegate(const Instr& instr);
  [[noreturn]] void fail_opcode(Pos pos, const std::string& code);

  Decoder& d_;
  std::vector<Instr> instrs_;
  std::vector<Opcode> open_;  // what opened a block without its `end` yet, or began another part of it
  std::vector<Index> labels_;
  Pos data_index_pos_ = no_pos;
};

}  // namespace modlink::binary
