// Instructions of the abstract syntax. spec: syntax/instructions
//
// An expression is a sequence: the tree written in order, as in both formats. It is read from its first instruction to
// its last; how it is stored is known here only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "wast/syntax/box.h"
#include "wast/syntax/features.h"
#include "wast/syntax/source.h"
#include "wast/syntax/types.h"

namespace modlink {

enum class Opcode : std::uint16_t {
#define INSTR(prefix, code, name, mnemonic, immediate, signature, align, constant, feature) name,
#include "wast/syntax/instructions.def"
};

inline constexpr std::size_t opcode_count = 0
#define INSTR(prefix, code, name, mnemonic, immediate, signature, align, constant, feature) +1
#include "wast/syntax/instructions.def"
    ;

// What follows an opcode, in either format.
enum class Immediate : std::uint8_t {
  none,
  block,            // Expr::block_type; nothing of `else`
  label,            // index: a relative label
  br_table,         // Expr::labels; the default target is the last
  func,             // index
  call_indirect,    // pair: x = type, y = table
  select_types,     // Expr::val_types
  local,            // index
  global,           // index
  table,            // index
  memory,           // index
  data,             // index
  elem,             // index
  mem_arg,          // see Expr::mem_arg
  memory_init,      // pair: x = data segment, y = memory
  memory_copy,      // pair: x = destination memory, y = source memory
  table_init,       // pair: x = element segment, y = table
  table_copy,       // pair: x = destination table, y = source table
  heap_type,        // Instr::heap
  i32,              // bits
  i64,              // bits
  f32,              // bits
  f64,              // bits
  type,             // index
  tag,              // index
  field,            // pair: x = struct type, y = field
  array_new_fixed,  // pair: x = array type, y = number of elements
  type_data,        // pair: x = array type, y = data segment
  type_elem,        // pair: x = array type, y = element segment
  array_copy,       // pair: x = destination type, y = source type
  cast,             // Expr::cast
  try_table,        // Expr::block_type and Expr::catches
  mem_arg_lane,     // a mem_arg with a lane
  lane,             // index: a lane
  v128,             // Expr::vector
  shuffle,          // the same
  fence,            // none in text, a zero byte in binaries
};

// Whether an instruction may occur in constant expressions. spec: valid/instructions, Constant Expressions
enum class Constant : std::uint8_t {
  no,
  yes,
  extended,   // if the feature extended_const is on
  allocates,  // yes, and each time it is evaluated it makes another object
  immutable,  // if the global it names is
};

struct OpcodeInfo {
  std::uint8_t prefix;  // 0 for single-byte opcodes
  std::uint32_t code;
  std::string_view mnemonic;
  Immediate immediate;
  std::string_view signature;  // "ii:i", or "*"; see instructions.def
  std::uint8_t align;          // log2 of the natural alignment
  Constant constant;
  Feature feature;
};

inline constexpr OpcodeInfo opcode_infos[] = {
#define INSTR(prefix, code, name, mnemonic, immediate, signature, align, constant, feature) \
  {prefix, code, mnemonic, Immediate::immediate, signature, align, Constant::constant, Feature::feature},
#include "wast/syntax/instructions.def"
};

constexpr const OpcodeInfo& info(Opcode opcode) { return opcode_infos[static_cast<std::size_t>(opcode)]; }

// Whether an instruction opens a block: `block`, `loop`, `if`, `try_table`, `try`.
constexpr bool is_opening(Opcode op) {
  return op == Opcode::block || op == Opcode::loop || op == Opcode::if_ || op == Opcode::try_table ||
         op == Opcode::try_;
}
// Whether it begins a handler of a `try`: `catch`, `catch_all`.
constexpr bool is_handler(Opcode op) { return op == Opcode::catch_ || op == Opcode::catch_all; }
// Whether it begins another part of a block: `else`, `catch`, `catch_all`.
constexpr bool is_dividing(Opcode op) { return op == Opcode::else_ || is_handler(op); }
// Whether it closes a block: `end`, or the `delegate` of a `try`, whose label counts from outside of the block.
constexpr bool is_closing(Opcode op) { return op == Opcode::end || op == Opcode::delegate; }
constexpr bool is_tail_call(Opcode op) {
  return op == Opcode::return_call || op == Opcode::return_call_indirect || op == Opcode::return_call_ref;
}

// Whether a branch hint may be about it. spec: the branch hinting proposal
constexpr bool is_hinted(Opcode op) { return op == Opcode::if_ || op == Opcode::br_if; }

// The nullable one of `ref.test` and `ref.cast`, which share their mnemonics, or the other one.
Opcode with_nullability(Opcode op, bool nullable);
// Whether it is the nullable one of them.
bool is_nullable_cast(Opcode op);

// By mnemonic; of those that share one, the first: `select`, and the non-null `ref.test` and `ref.cast`. nullopt if
// there is none.
std::optional<Opcode> find_opcode(std::string_view mnemonic);
// By encoding. nullopt if there is none.
std::optional<Opcode> find_opcode(std::uint8_t prefix, std::uint32_t code);

// spec: syntax/instructions, syntax-blocktype
struct BlockType {
  enum class Kind : std::uint8_t { empty, val_type, type_index };
  Kind kind = Kind::empty;
  ValType val;     // of val_type
  Index type = 0;  // of type_index
  friend bool operator==(const BlockType&, const BlockType&) = default;
};

// One whose parts are small, as nearly all are.
struct PackedMemArg {
  std::uint32_t offset;
  std::uint16_t memory;
  std::uint8_t align;
  std::uint8_t lane;
};

struct MemArg {
  Index memory = 0;
  std::uint32_t align = 0;  // log2
  std::uint64_t offset = 0;
  std::uint32_t lane = 0;  // of vector lane accesses

  bool fits_packed() const {
    return offset <= UINT32_MAX && memory <= UINT16_MAX && align <= UINT8_MAX && lane <= UINT8_MAX;
  }
  PackedMemArg packed() const {
    return {static_cast<std::uint32_t>(offset), static_cast<std::uint16_t>(memory), static_cast<std::uint8_t>(align),
            static_cast<std::uint8_t>(lane)};
  }
  friend bool operator==(const MemArg&, const MemArg&) = default;
};

// The immediates of `br_on_cast` and `br_on_cast_fail`.
struct Cast {
  Index label = 0;
  RefType from;
  RefType to;
  friend bool operator==(const Cast&, const Cast&) = default;
};

// spec: syntax/instructions, syntax-catch
struct Catch {
  enum class Kind : std::uint8_t { catch_ = 0, catch_ref = 1, catch_all = 2, catch_all_ref = 3 };  // as in binaries
  Kind kind = Kind::catch_;
  Index tag = 0;  // of the first two
  Index label = 0;
  friend bool operator==(const Catch&, const Catch&) = default;
};

// Whether a clause names a tag.
constexpr bool has_tag(Catch::Kind kind) { return kind <= Catch::Kind::catch_ref; }

struct TryTable {
  BlockType type;
  std::vector<Catch> catches;
  friend bool operator==(const TryTable&, const TryTable&) = default;
};

// 16 bytes. The meaning of the immediate is given by info(op).immediate. What does not fit is kept in its expression,
// and `index` or `range` say where: in Immediates, or in the bytes.
struct Instr {
  struct Pair {
    Index x;
    Index y;
  };
  struct Range {
    std::uint32_t first;
    std::uint32_t count;
  };

  Opcode op = Opcode::nop;
  std::uint16_t wide = 0;  // 1: a mem_arg that does not fit `packed`; `index` says where it is
  Pos pos = no_pos;
  union {
    std::uint64_t bits = 0;
    Index index;
    Pair pair;
    Range range;
    PackedMemArg packed;
  };

  // Of `heap_type`: kept as the pair of kind and index; the opcodes of `ref.test` and `ref.cast` say about null.
  HeapType heap() const { return {static_cast<HeapKind>(pair.x), pair.y}; }
};
static_assert(sizeof(Instr) == 16);

// Immediates that do not fit into an Instr.
struct Immediates {
  std::vector<BlockType> block_types;
  std::vector<Index> indices;
  std::vector<ValType> val_types;
  std::vector<MemArg> mem_args;
  std::vector<V128> vectors;
  std::vector<Cast> casts;
  std::vector<TryTable> try_tables;
  void clear();  // keeps the memory
  friend bool operator==(const Immediates&, const Immediates&) = default;
};

// Instructions without a side array.
inline Instr make_plain(Opcode op, Pos pos) {
  Instr instr;
  instr.op = op;
  instr.pos = pos;
  return instr;
}

inline Instr make_index(Opcode op, Pos pos, Index index) {
  Instr instr = make_plain(op, pos);
  instr.index = index;
  return instr;
}

inline Instr make_pair(Opcode op, Pos pos, Index x, Index y) {
  Instr instr = make_plain(op, pos);
  instr.pair = {x, y};
  return instr;
}

inline Instr make_const(Opcode op, Pos pos, std::uint64_t bits) {
  Instr instr = make_plain(op, pos);
  instr.bits = bits;
  return instr;
}

inline Instr make_heap(Opcode op, Pos pos, HeapType heap) {
  Instr instr = make_plain(op, pos);
  instr.pair = {static_cast<Index>(heap.kind), heap.index};
  return instr;
}

// Where the bytes of an expression are, which the decoder has checked, in the source of its module.
struct ExprBytes {
  SourcePtr source;
  Pos begin = 0;
  Pos end = 0;
  std::uint32_t count = 0;  // of instructions; none if nobody has checked them yet (Extent::unchecked)

  const std::uint8_t* at(Pos pos) const {
    return reinterpret_cast<const std::uint8_t*>(source->content().data()) + pos;
  }
  const std::uint8_t* data() const { return at(begin); }
};

// spec: syntax/instructions, Expressions: `instr* end`
//
// An expression of a binary is its bytes, and is decoded each time it is read. One of a text is the same bytes, with
// positions beside them. Others are lists of instructions.
class Expr {
 public:
  // Forward only. Instructions come by value: what is stored may be something else.
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using iterator_concept = std::forward_iterator_tag;
    using value_type = Instr;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = Instr;

    Iterator() = default;
    explicit Iterator(const Instr* next) : next_(next) {}
    // At `at` in bytes that lie from `begin` to `end`; `pos` is that of `begin`, or if there are `places`, what the
    // first of them counts from.
    Iterator(const std::uint8_t* at, const std::uint8_t* begin, const std::uint8_t* end, Pos pos,
             const std::uint8_t* places = nullptr)
        : at_(at), begin_(begin), end_(end), places_(places), pos_(pos) {
      decode();
    }
    // Behind all bytes.
    static Iterator behind(const std::uint8_t* end) { return {end, end, end, 0}; }
    Instr operator*() const { return at_ ? instr_ : *next_; }
    Iterator& operator++() {
      if (at_) {
        at_ = behind_;
        decode();
      } else {
        ++next_;
      }
      return *this;
    }
    Iterator operator++(int) {
      const Iterator result = *this;
      ++*this;
      return result;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_ && a.next_ == b.next_; }

   private:
    void decode();

    const Instr* next_ = nullptr;       // of a list
    const std::uint8_t* at_ = nullptr;  // these of bytes
    const std::uint8_t* begin_ = nullptr;
    const std::uint8_t* end_ = nullptr;
    const std::uint8_t* behind_ = nullptr;  // where the instruction ends that begins at `at_`
    const std::uint8_t* places_ = nullptr;  // of what follows; see Expr
    Pos pos_ = no_pos;
    Instr instr_;  // that instruction
  };
  struct Range {
    Iterator first;
    Iterator last;
    Iterator begin() const { return first; }
    Iterator end() const { return last; }
  };

  Expr() = default;
  explicit Expr(ExprBytes bytes) : bytes_(std::move(bytes)) {}
  // Of `count` instructions of a text. The first `code` bytes are theirs; behind them are their places, for each how
  // far it is from the one before: a signed LEB128.
  Expr(std::vector<std::uint8_t> written, std::uint32_t code, std::uint32_t count)
      : bytes_{nullptr, 0, code, count}, written_(std::move(written)) {}

  // All instructions, the last one is the `end` of the expression.
  Iterator begin() const {
    if (bytes_.source) return at(bytes_.begin);
    if (written_.empty()) return Iterator(instrs_.data());
    return {written_.data(), written_.data(), written_end(), 0, written_end()};
  }
  Iterator end() const {
    if (bytes_.source) return Iterator::behind(bytes_.at(bytes_.end));
    return written_.empty() ? Iterator(instrs_.data() + instrs_.size()) : Iterator::behind(written_end());
  }
  std::size_t size() const { return is_bytes() ? bytes_.count : instrs_.size(); }
  bool empty() const { return size() == 0; }
  // `instr*`: all but that `end`.
  Range instrs() const;

  // The instruction that begins at `pos` in its bytes, which are those of a binary.
  Iterator at(Pos pos) const { return {bytes_.at(pos), bytes_.data(), bytes_.at(bytes_.end), bytes_.begin}; }
  // Bytes that were unchecked turned out to be so many instructions.
  void set_checked(std::uint32_t count) { bytes_.count = count; }

  // Its bytes; null if they are not those of a binary.
  const ExprBytes* bytes() const { return bytes_.source ? &bytes_ : nullptr; }

  // The immediates of one of its instructions.
  MemArg mem_arg(const Instr& instr) const;
  BlockType block_type(const Instr& instr) const;
  // Of a `br_table`; the default target is the last.
  std::vector<Index> labels(const Instr& instr) const;
  // Of a `select` with types.
  ResultType val_types(const Instr& instr) const;
  Cast cast(const Instr& instr) const;
  std::vector<Catch> catches(const Instr& instr) const;
  // Of `v128.const`, and the lanes of `i8x16.shuffle`.
  V128 vector(const Instr& instr) const;

  // Makers: an instruction of `op` at `pos`, for this expression only, to be appended to it. It has to be a list.
  Instr make_mem_arg(Opcode op, Pos pos, const MemArg& arg) {
    if (!arg.fits_packed()) return make_wide_mem_arg(op, pos, arg);
    Instr instr = make_plain(op, pos);
    instr.packed = arg.packed();
    return instr;
  }
  Instr make_block(Opcode op, Pos pos, const BlockType& type);
  Instr make_br_table(Opcode op, Pos pos, std::span<const Index> labels);
  Instr make_select(Opcode op, Pos pos, const ResultType& types);
  Instr make_cast(Opcode op, Pos pos, const Cast& cast);
  Instr make_try_table(Opcode op, Pos pos, TryTable table);
  Instr make_vector(Opcode op, Pos pos, const V128& vector);

  void append(const Instr& instr) { instrs_.push_back(instr); }
  // All its instructions at once, which costs one allocation.
  void assign(std::span<const Instr> instrs) { instrs_.assign(instrs.begin(), instrs.end()); }
  void reserve(std::size_t count) { instrs_.reserve(count); }
  // Of a list, which keeps its memory for others.
  void clear();

  // Same instructions with the same immediates; positions and how they are stored do not count.
  friend bool operator==(const Expr& a, const Expr& b);

 private:
  bool is_bytes() const { return bytes_.source || !written_.empty(); }
  const std::uint8_t* written_end() const { return written_.data() + bytes_.end; }
  // Where the immediate lies of an instruction that is bytes.
  const std::uint8_t* immediate_of(const Instr& instr) const {
    return (bytes_.source ? bytes_.data() : written_.data()) + instr.index;
  }

  Instr make_wide_mem_arg(Opcode op, Pos pos, const MemArg& arg);
  Immediates& immediates();

  ExprBytes bytes_;                    // of a text only what says where the code ends, and how many instructions it is
  std::vector<std::uint8_t> written_;  // of a text
  std::vector<Instr> instrs_;          // these two of a list
  // Absent in most constant expressions.
  std::optional<Box<Immediates>> immediates_;
};

}  // namespace modlink
