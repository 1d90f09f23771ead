// Instructions from the bytes of a binary, which the decoder has checked. spec: binary/instructions
//
// Code is read as often as someone wants to know what it says: it is validated, lowered and printed from the same
// bytes. So nothing is checked here, and no feature asked for. Integers may be longer than they need be.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "wast/syntax/instructions.h"
#include "wast/syntax/opcodes.h"
#include "wast/syntax/types.h"

namespace modlink {

// A cursor. Each function reads one value and advances past it.
class InstrReader {
 public:
  explicit InstrReader(const std::uint8_t* next) : next_(next) {}

  const std::uint8_t* next() const { return next_; }

  std::uint8_t byte() { return *next_++; }
  std::uint32_t u32() { return is_short() ? *next_++ : static_cast<std::uint32_t>(long_unsigned()); }
  std::uint64_t u64() { return is_short() ? *next_++ : long_unsigned(); }
  // Any signed integer: what has fewer bits is sign-extended.
  std::int64_t s64() { return is_short() ? static_cast<std::int8_t>(*next_++ << 1) >> 1 : long_signed(); }
  std::uint32_t f32() { return fixed<std::uint32_t>(); }
  std::uint64_t f64() { return fixed<std::uint64_t>(); }
  V128 v128();

  EncodedOpcode opcode() {
    const std::uint8_t first = byte();
    return is_prefix(first) ? prefixed_opcodes[first - first_prefix][u32()] : plain_opcodes[first];
  }

  HeapType heap_type();
  ValType val_type();
  BlockType block_type();
  // `op` says whether there is a lane.
  MemArg mem_arg(Opcode op);
  Cast cast();
  TryTable try_table();
  // A number of indices, and one more; see Expr::labels.
  std::vector<Index> labels();
  ResultType val_types();

  // An instruction. Immediates that do not fit in stay where they are: `index` is how many bytes they lie behind
  // `base`.
  Instr instr(const std::uint8_t* base, Pos pos) {
    const EncodedOpcode found = opcode();
    Instr result = make_plain(found.op, pos);
    switch (found.immediate) {
      case Immediate::none: break;
      case Immediate::label:
      case Immediate::func:
      case Immediate::local:
      case Immediate::global: result.index = u32(); break;
      case Immediate::i32: result.bits = static_cast<std::uint32_t>(s64()); break;
      case Immediate::mem_arg: mem_arg(result, base); break;
      default: immediate(found, base, result);
    }
    return result;
  }

 private:
  bool is_short() const { return *next_ < 0x80; }
  std::uint64_t long_unsigned();
  std::int64_t long_signed();
  template <class T>
  T fixed();

  void immediate(const EncodedOpcode& opcode, const std::uint8_t* base, Instr& out);
  void mem_arg(Instr& out, const std::uint8_t* base) {
    if (next_[0] < 0x40 && next_[1] < 0x80) {
      out.packed = {next_[1], 0, next_[0], 0};
      next_ += 2;
    } else {
      long_mem_arg(out, base);
    }
  }
  void long_mem_arg(Instr& out, const std::uint8_t* base);
  void skip_labels();
  void skip_catches();

  const std::uint8_t* next_;
};

}  // namespace modlink
