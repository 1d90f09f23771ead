// Instructions from the bytes of a binary, which the decoder has checked. spec: binary/instructions; binary/values
#include "wast/syntax/instr_reader.h"

#include <algorithm>

#include "wast/syntax/type_tables.h"

namespace modlink {

namespace {

// One byte that is a small negative integer: an abstract type. All else that begins a type is an index.
bool is_negative(std::uint8_t byte) { return (byte & 0xc0) == 0x40; }

constexpr std::uint8_t empty_block = 0x40;
constexpr std::uint8_t ref_null_code = 0x63;
constexpr std::uint8_t ref_code = 0x64;

}  // namespace

std::uint64_t InstrReader::long_unsigned() {
  std::uint64_t result = 0;
  for (int shift = 0;; shift += 7) {
    const std::uint8_t next = byte();
    result |= std::uint64_t{next & 0x7fu} << shift;
    if (next < 0x80) return result;
  }
}

std::int64_t InstrReader::long_signed() {
  std::uint64_t result = 0;
  for (int shift = 0;;) {
    const std::uint8_t next = byte();
    result |= std::uint64_t{next & 0x7fu} << shift;
    shift += 7;
    if (next >= 0x80) continue;
    const bool is_negative = (next & 0x40) != 0 && shift < 64;
    return static_cast<std::int64_t>(is_negative ? result | ~std::uint64_t{0} << shift : result);
  }
}

// Little-endian bits.
template <class T>
T InstrReader::fixed() {
  T result = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) result |= T{next_[i]} << (8 * i);
  next_ += sizeof(T);
  return result;
}

V128 InstrReader::v128() {
  V128 result;
  std::copy_n(next_, result.bytes.size(), result.bytes.begin());
  next_ += result.bytes.size();
  return result;
}

HeapType InstrReader::heap_type() {
  if (is_negative(*next_)) return {find_heap_type(byte())->kind, 0};
  return {HeapKind::type_index, static_cast<Index>(s64())};
}

ValType InstrReader::val_type() {
  const std::uint8_t first = byte();
  if (const NumTypeInfo* num_type = find_num_type(first)) return num_type->kind;
  if (first != ref_null_code && first != ref_code) return RefType{true, {find_heap_type(first)->kind, 0}};
  return RefType{first == ref_null_code, heap_type()};
}

// spec: binary/instructions, Control Instructions
BlockType InstrReader::block_type() {
  if (*next_ == empty_block) {
    ++next_;
    return {};
  }
  if (is_negative(*next_)) return {BlockType::Kind::val_type, val_type(), 0};
  return {BlockType::Kind::type_index, {}, static_cast<Index>(s64())};
}

// spec: binary/instructions, Memory Instructions
MemArg InstrReader::mem_arg(Opcode op) {
  constexpr std::uint32_t has_memory = 0x40;
  MemArg result;
  const std::uint32_t flags = u32();
  result.align = flags & ~has_memory;
  if (flags & has_memory) result.memory = u32();
  result.offset = u64();
  if (info(op).immediate == Immediate::mem_arg_lane) result.lane = byte();
  return result;
}

// spec: binary/instructions, `castop`
Cast InstrReader::cast() {
  const std::uint8_t flags = byte();
  Cast result;
  result.label = u32();
  result.from = {(flags & 1) != 0, heap_type()};
  result.to = {(flags & 2) != 0, heap_type()};
  return result;
}

// spec: binary/instructions, binary-catch
TryTable InstrReader::try_table() {
  TryTable result;
  result.type = block_type();
  result.catches.resize(u32());
  for (Catch& clause : result.catches) {
    clause.kind = static_cast<Catch::Kind>(byte());
    if (has_tag(clause.kind)) clause.tag = u32();
    clause.label = u32();
  }
  return result;
}

std::vector<Index> InstrReader::labels() {
  std::vector<Index> result(std::size_t{u32()} + 1);
  for (Index& label : result) label = u32();
  return result;
}

ResultType InstrReader::val_types() {
  ResultType result(u32());
  for (ValType& type : result) type = val_type();
  return result;
}

void InstrReader::skip_labels() {
  for (std::uint64_t n = std::uint64_t{u32()} + 1; n > 0; --n) u32();
}

void InstrReader::long_mem_arg(Instr& out, const std::uint8_t* base) {
  const std::uint8_t* const start = next_;
  const MemArg arg = mem_arg(out.op);
  if (arg.fits_packed()) {
    out.packed = arg.packed();
  } else {
    out.wide = 1;
    out.index = static_cast<Index>(start - base);
  }
}

void InstrReader::immediate(const EncodedOpcode& opcode, const std::uint8_t* base, Instr& out) {
  const auto stays = [&] { out.index = static_cast<Index>(next_ - base); };
  switch (opcode.immediate) {
    case Immediate::none: return;
    case Immediate::block:
      if (opcode.op == Opcode::else_) return;
      stays();
      block_type();
      return;
    case Immediate::label:
    case Immediate::func:
    case Immediate::local:
    case Immediate::global:
    case Immediate::table:
    case Immediate::memory:
    case Immediate::data:
    case Immediate::elem:
    case Immediate::type:
    case Immediate::tag: out.index = u32(); return;
    case Immediate::lane: out.index = byte(); return;
    case Immediate::br_table: stays(); return skip_labels();
    case Immediate::select_types:
      stays();
      val_types();
      return;
    case Immediate::mem_arg:
    case Immediate::mem_arg_lane: return long_mem_arg(out, base);
    case Immediate::call_indirect:
    case Immediate::memory_init:
    case Immediate::memory_copy:
    case Immediate::table_init:
    case Immediate::table_copy:
    case Immediate::field:
    case Immediate::array_new_fixed:
    case Immediate::type_data:
    case Immediate::type_elem:
    case Immediate::array_copy:
      out.pair.x = u32();
      out.pair.y = u32();
      return;
    case Immediate::heap_type: {
      const HeapType type = heap_type();
      out.pair = {static_cast<Index>(type.kind), type.index};
      return;
    }
    case Immediate::i32: out.bits = static_cast<std::uint32_t>(s64()); return;
    case Immediate::i64: out.bits = static_cast<std::uint64_t>(s64()); return;
    case Immediate::f32: out.bits = f32(); return;
    case Immediate::f64: out.bits = f64(); return;
    case Immediate::cast:
      stays();
      cast();
      return;
    case Immediate::try_table:
      stays();
      try_table();
      return;
    case Immediate::v128:
    case Immediate::shuffle:
      stays();
      v128();
      return;
    case Immediate::fence: byte(); return;
  }
}

}  // namespace modlink
