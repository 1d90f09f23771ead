// Decoding of instructions. spec: binary/instructions
#include "wast/binary/decode_instructions.h"

#include <array>
#include <utility>

#include "wast/binary/decode_types.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/other_proposals.h"
#include "wast/syntax/short_integers.h"

namespace modlink::binary {

namespace {

constexpr bool any(const EncodedOpcodes& opcodes) {
  for (const EncodedOpcode& opcode : opcodes) {
    if (opcode.exists) return true;
  }
  return false;
}

constexpr std::array<bool, 4> has_opcodes = {any(prefixed_opcodes[0]), any(prefixed_opcodes[1]),
                                             any(prefixed_opcodes[2]), any(prefixed_opcodes[3])};

}  // namespace

// An unknown opcode behind the end of the section means that the `end` was missing before it.
void ExprDecoder::fail_opcode(Pos pos, const std::string& code) {
  require(pos < d_.section_end, d_.section_end, "unexpected end of section or function");
  throw Malformed(pos, "illegal opcode " + code);
}

bool ExprDecoder::is_usable(const EncodedOpcode& found) const { return found.exists && d_.features.has(found.feature); }

void ExprDecoder::fail_opcode(const EncodedOpcode& found, Pos pos, const std::string& code) {
  if (!found.exists) fail_opcode(pos, code);
  require_feature(d_, found.feature, pos, "illegal opcode " + code);
  throw Malformed(pos, "illegal opcode " + code);
}

EncodedOpcode ExprDecoder::decode_opcode() {
  const Pos pos = d_.in.pos();
  const std::uint8_t byte = d_.in.byte();
  const EncodedOpcode& found = plain_opcodes[byte];
  if (is_usable(found)) return found;
  if (is_prefix(byte) && has_opcodes[byte - first_prefix]) return decode_prefixed(byte, pos);
  fail_opcode(found, pos, hex(byte) + note_on_opcode(0, byte));
}

EncodedOpcode ExprDecoder::decode_prefixed(std::uint8_t prefix, Pos pos) {
  const std::uint32_t code = d_.in.u32();
  if (code >= max_codes) fail_opcode(pos, hex(prefix) + " " + hex(code));
  const EncodedOpcode& found = prefixed_opcodes[prefix - first_prefix][code];
  if (!is_usable(found)) fail_opcode(found, pos, hex(prefix) + " " + hex(code) + note_on_opcode(prefix, code));
  return found;
}

void ExprDecoder::check_memory_index() {
  if (d_.features.has(Feature::multi_memory)) {
    d_.in.u32();
  } else {
    d_.in.zero();
  }
}

// spec: binary/instructions, Control Instructions
void ExprDecoder::check_block_type() {
  const int first = d_.in.peek();
  if (first == 0x40) {
    d_.in.byte();
    return;
  }
  if ((first & 0xc0) == 0x40 && first != Reader::at_the_end) {
    decode_val_type(d_);
    return;
  }
  const Pos pos = d_.in.pos();
  const std::int64_t index = d_.in.s33();
  require(index >= 0, pos, "malformed block type");
  require_feature(d_, Feature::multi_value, pos, "malformed block type");
}

void ExprDecoder::check_pair() {
  d_.in.u32();
  d_.in.u32();
}

void ExprDecoder::check_call_indirect() {
  d_.in.u32();
  if (d_.features.has(Feature::call_indirect_overlong)) {
    d_.in.u32();
  } else {
    d_.in.zero();
  }
}

void ExprDecoder::note_data_index(Pos pos) {
  if (data_index_pos_ == no_pos) data_index_pos_ = pos;
}

// spec: binary/instructions, Memory Instructions
void ExprDecoder::check_mem_arg() {
  constexpr std::uint32_t has_memory = 0x40;
  const Pos flags_pos = d_.in.pos();
  const std::uint32_t flags = d_.in.u32();
  require(flags < 2 * has_memory, flags_pos, "malformed memop flags");
  if (flags & has_memory) {
    require_feature(d_, Feature::multi_memory, flags_pos, "malformed memop flags");
    d_.in.u32();
  }
  if (d_.features.has(Feature::memory64)) {
    d_.in.u64();
  } else {
    d_.in.u32();
  }
}

// Bit 0 of the flags: the source type is nullable; bit 1: the target is. spec: binary/instructions, `castop`
void ExprDecoder::check_cast() {
  const Pos flags_pos = d_.in.pos();
  require(d_.in.byte() <= 3, flags_pos, "malformed br_on_cast flags");
  d_.in.u32();
  decode_heap_type(d_);
  decode_heap_type(d_);
}

namespace {

// spec: binary/instructions, binary-catch
void check_catch(Decoder& d) {
  const Pos pos = d.in.pos();
  const std::uint8_t kind = d.in.byte();
  require(kind <= 3, pos, "malformed catch clause");
  if (has_tag(static_cast<Catch::Kind>(kind))) d.in.u32();
  d.in.u32();
}

}  // namespace

void ExprDecoder::check_try_table() {
  check_block_type();
  const Pos pos = d_.in.pos();
  const std::uint32_t count = d_.in.length();
  require_limit(count, d_.limits.catches, pos, "catch clauses");
  for (std::uint32_t i = 0; i < count; ++i) check_catch(d_);
}

void ExprDecoder::check_br_table() {
  const std::uint32_t count = d_.in.length();
  for (std::uint32_t i = 0; i < count; ++i) d_.in.u32();
  d_.in.u32();
}

void ExprDecoder::check_select() {
  ResultType types;
  decode_vec(d_, types, d_.limits.params, "result types", decode_val_type);
}

// What follows an opcode at `pos`.
void ExprDecoder::check_immediate(const EncodedOpcode& opcode, Pos pos) {
  switch (opcode.immediate) {
    case Immediate::none: return;
    case Immediate::block:
      if (opcode.op != Opcode::else_) check_block_type();
      return;
    case Immediate::label:
    case Immediate::func:
    case Immediate::local:
    case Immediate::global:
    case Immediate::table:
    case Immediate::elem:
    case Immediate::type:
    case Immediate::tag: d_.in.u32(); return;
    case Immediate::memory: return check_memory_index();
    case Immediate::data:
      note_data_index(pos);
      d_.in.u32();
      return;
    case Immediate::br_table: return check_br_table();
    case Immediate::call_indirect: return check_call_indirect();
    case Immediate::select_types: return check_select();
    case Immediate::mem_arg: return check_mem_arg();
    case Immediate::mem_arg_lane:
      check_mem_arg();
      d_.in.byte();
      return;
    case Immediate::memory_init:
      note_data_index(pos);
      d_.in.u32();
      return check_memory_index();
    case Immediate::memory_copy: check_memory_index(); return check_memory_index();
    case Immediate::table_init:
    case Immediate::table_copy:
    case Immediate::field:
    case Immediate::array_new_fixed:
    case Immediate::type_elem:
    case Immediate::array_copy: return check_pair();
    case Immediate::type_data: note_data_index(pos); return check_pair();
    case Immediate::heap_type: decode_heap_type(d_); return;
    case Immediate::i32: d_.in.s32(); return;
    case Immediate::i64: d_.in.s64(); return;
    case Immediate::f32: d_.in.bytes(4); return;
    case Immediate::f64: d_.in.bytes(8); return;
    case Immediate::cast: return check_cast();
    case Immediate::try_table: return check_try_table();
    case Immediate::lane: d_.in.byte(); return;
    case Immediate::v128:
    case Immediate::shuffle: d_.in.bytes(16); return;
    case Immediate::fence: return d_.in.zero();
  }
}

void ExprDecoder::open(Opcode op, Pos pos) {
  require_limit(open_.size() + 1, d_.limits.block_nesting, pos, "nested blocks");
  open_.push_back(op);
}

void ExprDecoder::pass_else(Pos pos) {
  require(!open_.empty() && open_.back() == Opcode::if_, pos, "END opcode expected");
  open_.back() = Opcode::else_;
}

// Nothing follows a `catch_all`.
void ExprDecoder::pass_handler(Opcode op, Pos pos) {
  const bool has_place = !open_.empty() && (open_.back() == Opcode::try_ || open_.back() == Opcode::catch_);
  require(has_place, pos, "END opcode expected");
  open_.back() = op;
}

void ExprDecoder::close_by_delegate(Pos pos) {
  require(!open_.empty() && open_.back() == Opcode::try_, pos, "END opcode expected");
  open_.pop_back();
}

void ExprDecoder::track_blocks(Opcode op, Pos pos) {
  if (is_opening(op)) return open(op, pos);
  if (op == Opcode::else_) return pass_else(pos);
  if (is_handler(op)) return pass_handler(op, pos);
  if (op == Opcode::delegate) return close_by_delegate(pos);
  if (op == Opcode::end) open_.pop_back();
}

void ExprDecoder::tell(DecodeObserver& observer, Pos begin, Pos pos) const {
  const Expr expr(ExprBytes{d_.source, begin, d_.in.pos(), 0});
  observer.item(d_.since(pos), expr, *expr.at(pos));
}

ExprDecoder::Form ExprDecoder::form_of(const EncodedOpcode& opcode) {
  switch (opcode.immediate) {
    case Immediate::none:
      if (opcode.op == Opcode::end) return Form::end;
      return is_dividing(opcode.op) ? Form::other : Form::plain;
    case Immediate::label: return opcode.op == Opcode::delegate ? Form::other : Form::index;
    case Immediate::func:
    case Immediate::local:
    case Immediate::global: return Form::index;
    case Immediate::i32: return Form::s32;
    case Immediate::mem_arg: return Form::mem_arg;
    case Immediate::block: return is_opening(opcode.op) ? Form::opening : Form::other;
    default: return Form::other;
  }
}

void ExprDecoder::find_form(std::uint8_t code) {
  const EncodedOpcode& opcode = plain_opcodes[code];
  forms_[code] = is_usable(opcode) ? form_of(opcode) : Form::other;
}

namespace {

// The block types that are one byte in every set of features: none, and a number.
bool is_short_block_type(std::uint8_t byte) { return byte == 0x40 || (byte >= 0x7c && byte <= 0x7f); }

constexpr std::size_t longest_common = 8;  // bytes of what `skip` looks at

}  // namespace

// Behind the instruction at `next` if there is nothing to be said against it at once; else null.
const std::uint8_t* ExprDecoder::skip(const std::uint8_t* next) {
  switch (forms_[*next]) {
    case Form::plain: return next + 1;
    case Form::index:
    case Form::s32: return skip_short_integer(next + 1);
    case Form::mem_arg: return next[1] < 0x40 ? skip_short_integer(next + 2) : nullptr;
    case Form::opening:
      if (!is_short_block_type(next[1]) || open_.size() >= d_.limits.block_nesting) return nullptr;
      open_.push_back(plain_opcodes[*next].op);
      return next + 2;
    case Form::end:
      if (open_.empty()) return nullptr;
      open_.pop_back();
      return next + 1;
    case Form::other: return nullptr;
    case Form::unknown: find_form(*next); return skip(next);
  }
  return nullptr;
}

// Skips instructions of the common forms, up to the first that has to be looked at closely. Returns how many.
std::uint32_t ExprDecoder::skip_common() {
  const std::string_view rest = d_.in.rest();
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(rest.data());
  const std::uint8_t* const end = begin + rest.size();
  const std::uint8_t* next = begin;
  std::uint32_t count = 0;
  while (end - next >= static_cast<std::ptrdiff_t>(longest_common)) {
    const std::uint8_t* const behind = skip(next);
    if (!behind) break;
    next = behind;
    ++count;
  }
  d_.in.bytes(static_cast<std::size_t>(next - begin));
  return count;
}

// Checks one instruction. Whether it is the last one of the expression that begins at `begin`.
bool ExprDecoder::step(DecodeObserver* observer, Pos begin) {
  const Pos pos = d_.in.pos();
  const EncodedOpcode opcode = decode_opcode();
  check_immediate(opcode, pos);
  const bool is_last = opcode.op == Opcode::end && open_.empty();
  if (!is_last) track_blocks(opcode.op, pos);
  if (observer) tell(*observer, begin, pos);
  return is_last;
}

Expr ExprDecoder::decode() {
  open_.clear();
  data_index_pos_ = no_pos;
  DecodeObserver* const observer = std::exchange(d_.observer, nullptr);
  const Pos begin = d_.in.pos();
  std::uint32_t count = 0;
  for (bool done = false; !done; ++count) {
    if (!observer) count += skip_common();
    done = step(observer, begin);
  }
  d_.observer = observer;
  return Expr(ExprBytes{d_.source, begin, d_.in.pos(), count});
}

void ExprDecoder::begin(const Reader& bytes) {
  open_.clear();
  data_index_pos_ = no_pos;
  d_.in = bytes;
}

bool ExprDecoder::check(std::size_t skipped) {
  d_.in.bytes(skipped);
  const std::string_view rest = d_.in.rest();
  if (rest.size() >= longest_common) {
    const auto* const next = reinterpret_cast<const std::uint8_t*>(rest.data());
    if (const std::uint8_t* const behind = skip(next)) {
      d_.in.bytes(static_cast<std::size_t>(behind - next));
      return false;
    }
  }
  return step(nullptr, d_.in.pos());
}

}  // namespace modlink::binary
