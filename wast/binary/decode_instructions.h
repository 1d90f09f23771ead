// Decoding of instructions. spec: binary/instructions
#pragma once

#include <array>
#include <vector>

#include "wast/binary/decoder.h"
#include "wast/syntax/instructions.h"
#include "wast/syntax/opcodes.h"

namespace modlink::binary {

// Decodes expressions one after another: checks that their bytes are instructions, and keeps where they lie.
class ExprDecoder {
 public:
  explicit ExprDecoder(Decoder& decoder) : d_(decoder) {}

  // An instruction sequence with its `end`. Blocks may nest as deep as the limit says: nothing here recurses.
  Expr decode();

  // The same an instruction at a time, for whoever reads the bytes as well: the expression that is all of `bytes`, then
  // the instruction that lies `skipped` bytes behind the one checked last. True if it is the expression's `end`; what
  // lies behind that, nobody has looked at.
  void begin(const Reader& bytes);
  bool check(std::size_t skipped);
  // Among what was skipped is an instruction that opens a block, for which there is room, or an `end` of one.
  void pass_opening(Opcode op) { open_.push_back(op); }
  void pass_end() { open_.pop_back(); }

  // Where the last expression first names a data segment; no_pos if nowhere. spec: binary/modules, Data Count Section
  Pos data_index_pos() const { return data_index_pos_; }

 private:
  // How the bytes of an instruction look, if it is of the many that look alike.
  enum class Form : std::uint8_t { unknown, other, plain, index, s32, mem_arg, opening, end };

  static Form form_of(const EncodedOpcode& opcode);
  void find_form(std::uint8_t code);
  std::uint32_t skip_common();
  const std::uint8_t* skip(const std::uint8_t* next);
  bool step(DecodeObserver* observer, Pos begin);

  EncodedOpcode decode_opcode();
  EncodedOpcode decode_prefixed(std::uint8_t prefix, Pos pos);
  bool is_usable(const EncodedOpcode& found) const;
  [[noreturn]] void fail_opcode(const EncodedOpcode& found, Pos pos, const std::string& code);
  [[noreturn]] void fail_opcode(Pos pos, const std::string& code);

  void check_immediate(const EncodedOpcode& opcode, Pos pos);
  void check_block_type();
  void check_memory_index();
  void check_pair();
  void check_call_indirect();
  void check_mem_arg();
  void check_br_table();
  void check_select();
  void check_cast();
  void check_try_table();
  void note_data_index(Pos pos);

  void track_blocks(Opcode op, Pos pos);
  void open(Opcode op, Pos pos);
  void pass_else(Pos pos);
  void pass_handler(Opcode op, Pos pos);
  void close_by_delegate(Pos pos);

  // Tells the observer of the instruction at `pos`, of an expression from `begin` on, that has been checked.
  void tell(DecodeObserver& observer, Pos begin, Pos pos) const;

  Decoder& d_;
  std::array<Form, 256> forms_{};  // by opcode, once it has been met; of what needs a feature that is off, `other`
  std::vector<Opcode> open_;       // what opened a block without its `end` yet, or began another part of it
  Pos data_index_pos_ = no_pos;
};

}  // namespace modlink::binary
