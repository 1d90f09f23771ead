// Words of the internal code. spec: exec/instructions, whose reduction rules the code carries out
//
// An operation is a word with its opcode and up to three slots, `a` being the destination if it has one, and then
// payload words: constants, offsets, targets. Slots are 8 bytes and count from the frame's first one.
#pragma once

#include <cstddef>
#include <cstdint>

namespace modlink {

enum class Op : std::uint16_t {
#define OP(name, layout) name,
#include "interpreter/code/ops.def"
};

// Words of an operation with this layout: its own, and one for each letter of the payload. Those of a table come on
// top.
constexpr std::uint32_t words_of(const char* layout) {
  std::uint32_t words = 1;
  for (; *layout != '\0'; ++layout) words += *layout >= 'A' && *layout <= 'Z';
  return words;
}
static_assert(words_of("abn") == 1 && words_of("bTB") == 3 && words_of("abnN*") == 2);

inline constexpr std::uint8_t op_words[] = {
#define OP(name, layout) words_of(layout),
#include "interpreter/code/ops.def"
};

// The words of an operation but for a table, with which nothing goes on behind it.
constexpr std::uint32_t word_count(Op op) { return op_words[static_cast<std::size_t>(op)]; }

union Word {
  struct {
    std::uint16_t op, a, b, c;
  };
  struct {
    std::int32_t target;  // of a branch, relative to this word
    std::uint32_t imm;
  };
  struct {
    std::uint32_t x, y;
  };
  std::uint64_t bits;

  // Of a word that is an address.
  template <class T>
  T* pointer() const {
    return reinterpret_cast<T*>(static_cast<std::uintptr_t>(bits));
  }

  static Word of(Op op, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0) {
    Word word{};
    word.op = static_cast<std::uint16_t>(op);
    word.a = static_cast<std::uint16_t>(a);
    word.b = static_cast<std::uint16_t>(b);
    word.c = static_cast<std::uint16_t>(c);
    return word;
  }
  static Word of_bits(std::uint64_t bits) {
    Word word{};
    word.bits = bits;
    return word;
  }
  static Word of_pair(std::uint32_t x, std::uint32_t y) {
    Word word{};
    word.x = x;
    word.y = y;
    return word;
  }
};
static_assert(sizeof(Word) == 8);

// Slots that one frame can have, as a word names them by 16 bits.
inline constexpr std::uint32_t max_frame_slots = 65'535;
// Those that have more begin with `large_frame`.
inline constexpr std::uint32_t small_frame_slots = 64;

}  // namespace modlink
