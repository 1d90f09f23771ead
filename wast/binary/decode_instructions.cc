// Decoding of instructions. spec: binary/instructions
#include "wast/binary/decode_instructions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "wast/binary/decode_types.h"
#include "wast/syntax/other_proposals.h"

namespace modlink::binary {

struct ExprDecoder::Row {
  Opcode op = Opcode::unreachable;
  Immediate immediate = Immediate::none;
  Feature feature = Feature::mvp;
  bool exists = false;
};

namespace {

constexpr std::size_t max_codes = 512;
constexpr std::uint8_t first_prefix = 0xfb;
constexpr std::uint8_t last_prefix = 0xfe;

template <class Row>
using Codes = std::array<Row, max_codes>;

// The rows of instructions.def with this prefix, by code.
template <class Row>
constexpr Codes<Row> make_codes(std::uint8_t prefix) {
  Codes<Row> result{};
#define INSTR(row_prefix, code, name, mnemonic, immediate, signature, align, constant, feature) \
  if (prefix == row_prefix) result[code] = {Opcode::name, Immediate::immediate, Feature::feature, true};
#include "wast/syntax/instructions.def"
  return result;
}

template <class Row>
constexpr bool any(const Codes<Row>& codes) {
  for (const Row& row : codes) {
    if (row.exists) return true;
  }
  return false;
}

template <class Row>
struct CodeTables {
  static constexpr Codes<Row> plain = make_codes<Row>(0);
  static constexpr std::array<Codes<Row>, 4> prefixed = {make_codes<Row>(0xfb), make_codes<Row>(0xfc),
                                                         make_codes<Row>(0xfd), make_codes<Row>(0xfe)};
  static constexpr std::array<bool, 4> has_rows = {any(prefixed[0]), any(prefixed[1]), any(prefixed[2]),
                                                   any(prefixed[3])};
};

bool is_prefix(std::uint8_t byte) { return byte >= first_prefix && byte <= last_prefix; }

}  // namespace

// An unknown opcode behind the end of the section means that the `end` was missing before it.
void ExprDecoder::fail_opcode(Pos pos, const std::string& code) {
  require(pos < d_.section_end, d_.section_end, "unexpected end of section or function");
  throw Malformed(pos, "illegal opcode " + code);
}

bool ExprDecoder::is_usable(const Row& row) const { return row.exists && d_.features.has(row.feature); }

void ExprDecoder::fail_row(const Row& row, Pos pos, const std::string& code) {
  if (!row.exists) fail_opcode(pos, code);
  require_feature(d_, row.feature, pos, "illegal opcode " + code);
  throw Malformed(pos, "illegal opcode " + code);
}

const ExprDecoder::Row& ExprDecoder::decode_opcode() {
  const Pos pos = d_.in.pos();
  const std::uint8_t byte = d_.in.byte();
  const Row& row = CodeTables<Row>::plain[byte];
  if (is_usable(row)) return row;
  if (is_prefix(byte) && CodeTables<Row>::has_rows[byte - first_prefix]) return decode_prefixed(byte, pos);
  fail_row(row, pos, hex(byte) + note_on_opcode(0, byte));
}

const ExprDecoder::Row& ExprDecoder::decode_prefixed(std::uint8_t prefix, Pos pos) {
  const std::uint32_t code = d_.in.u32();
  if (code >= max_codes) fail_opcode(pos, hex(prefix) + " " + hex(code));
  const Row& row = CodeTables<Row>::prefixed[prefix - first_prefix][code];
  if (!is_usable(row)) fail_row(row, pos, hex(prefix) + " " + hex(code) + note_on_opcode(prefix, code));
  return row;
}

Index ExprDecoder::decode_memory_index() {
  if (d_.features.has(Feature::multi_memory)) return d_.in.u32();
  d_.in.zero();
  return 0;
}

// spec: binary/instructions, Control Instructions
BlockType ExprDecoder::decode_block_type() {
  const int first = d_.in.peek();
  if (first == 0x40) {
    d_.in.byte();
    return {};
  }
  if ((first & 0xc0) == 0x40 && first != Reader::at_the_end) {
    return {BlockType::Kind::val_type, decode_val_type(d_), 0};
  }
  const Pos pos = d_.in.pos();
  const std::int64_t index = d_.in.s33();
  require(index >= 0, pos, "malformed block type");
  require_feature(d_, Feature::multi_value, pos, "malformed block type");
  return {BlockType::Kind::type_index, {}, static_cast<Index>(index)};
}

Instr ExprDecoder::decode_heap(Opcode op, Pos pos) { return make_heap(op, pos, decode_heap_type(d_)); }

// Two indices; `second_is_fixed`: the second one is the byte 0.
Instr ExprDecoder::decode_pair(Opcode op, Pos pos, bool second_is_fixed) {
  const Index x = d_.in.u32();
  if (!second_is_fixed) return make_pair(op, pos, x, d_.in.u32());
  d_.in.zero();
  return make_pair(op, pos, x, 0);
}

Instr ExprDecoder::decode_memory_pair(Opcode op, Pos pos) {
  const Index x = decode_memory_index();
  return make_pair(op, pos, x, decode_memory_index());
}

Instr ExprDecoder::decode_data(Opcode op, Pos pos) {
  if (data_index_pos_ == no_pos) data_index_pos_ = pos;
  return make_index(op, pos, d_.in.u32());
}

Instr ExprDecoder::decode_memory_init(Opcode op, Pos pos) {
  if (data_index_pos_ == no_pos) data_index_pos_ = pos;
  const Index data = d_.in.u32();
  return make_pair(op, pos, data, decode_memory_index());
}

// spec: binary/instructions, Memory Instructions
MemArg ExprDecoder::decode_mem_arg() {
  constexpr std::uint32_t has_memory = 0x40;
  const Pos flags_pos = d_.in.pos();
  const std::uint32_t flags = d_.in.u32();
  require(flags < 2 * has_memory, flags_pos, "malformed memop flags");
  MemArg arg;
  arg.align = flags & ~has_memory;
  if (flags & has_memory) {
    require_feature(d_, Feature::multi_memory, flags_pos, "malformed memop flags");
    arg.memory = d_.in.u32();
  }
  arg.offset = d_.features.has(Feature::memory64) ? d_.in.u64() : d_.in.u32();
  return arg;
}

Instr ExprDecoder::decode_mem_arg(Expr& expr, Opcode op, Pos pos) {
  MemArg arg = decode_mem_arg();
  if (info(op).immediate == Immediate::mem_arg_lane) arg.lane = d_.in.byte();
  return expr.make_mem_arg(op, pos, arg);
}

Instr ExprDecoder::decode_vector(Expr& expr, Opcode op, Pos pos) {
  V128 vector;
  const std::string_view bytes = d_.in.bytes(vector.bytes.size());
  std::copy(bytes.begin(), bytes.end(), vector.bytes.begin());
  return expr.make_vector(op, pos, vector);
}

Instr ExprDecoder::decode_fence(Opcode op, Pos pos) {
  d_.in.zero();
  return make_plain(op, pos);
}

Instr ExprDecoder::decode_type_data(Opcode op, Pos pos) {
  if (data_index_pos_ == no_pos) data_index_pos_ = pos;
  return decode_pair(op, pos, false);
}

// Bit 0 of the flags: the source type is nullable; bit 1: the target is. spec: binary/instructions, `castop`
Instr ExprDecoder::decode_cast(Expr& expr, Opcode op, Pos pos) {
  const Pos flags_pos = d_.in.pos();
  const std::uint8_t flags = d_.in.byte();
  require(flags <= 3, flags_pos, "malformed br_on_cast flags");
  Cast cast;
  cast.label = d_.in.u32();
  cast.from = {(flags & 1) != 0, decode_heap_type(d_)};
  cast.to = {(flags & 2) != 0, decode_heap_type(d_)};
  return expr.make_cast(op, pos, cast);
}

namespace {

// spec: binary/instructions, Catch Clauses
Catch decode_catch(Decoder& d) {
  const Pos pos = d.in.pos();
  const std::uint8_t kind = d.in.byte();
  require(kind <= 3, pos, "malformed catch clause");
  Catch result;
  result.kind = static_cast<Catch::Kind>(kind);
  if (has_tag(result.kind)) result.tag = d.in.u32();
  result.label = d.in.u32();
  return result;
}

}  // namespace

Instr ExprDecoder::decode_try_table(Expr& expr, Opcode op, Pos pos) {
  TryTable table;
  table.type = decode_block_type();
  decode_vec(d_, table.catches, d_.limits.catches, "catch clauses", decode_catch);
  return expr.make_try_table(op, pos, std::move(table));
}

Instr ExprDecoder::decode_br_table(Expr& expr, Opcode op, Pos pos) {
  const std::uint32_t count = d_.in.length();
  labels_.clear();
  for (std::uint32_t i = 0; i < count; ++i) labels_.push_back(d_.in.u32());
  labels_.push_back(d_.in.u32());
  return expr.make_br_table(op, pos, labels_);
}

Instr ExprDecoder::decode_select(Expr& expr, Opcode op, Pos pos) {
  ResultType types;
  decode_vec(d_, types, d_.limits.params, "result types", decode_val_type);
  return expr.make_select(op, pos, types);
}

Instr ExprDecoder::decode_instr(Expr& expr, const Row& row, Pos pos) {
  const Opcode op = row.op;
  switch (row.immediate) {
    case Immediate::none: return make_plain(op, pos);
    case Immediate::block:
      if (op == Opcode::else_) return make_plain(op, pos);
      return expr.make_block(op, pos, decode_block_type());
    case Immediate::label:
    case Immediate::func:
    case Immediate::local:
    case Immediate::global:
    case Immediate::table:
    case Immediate::elem:
    case Immediate::type:
    case Immediate::tag: return make_index(op, pos, d_.in.u32());
    case Immediate::memory: return make_index(op, pos, decode_memory_index());
    case Immediate::data: return decode_data(op, pos);
    case Immediate::br_table: return decode_br_table(expr, op, pos);
    case Immediate::call_indirect: return decode_pair(op, pos, !d_.features.has(Feature::reference_types));
    case Immediate::select_types: return decode_select(expr, op, pos);
    case Immediate::mem_arg:
    case Immediate::mem_arg_lane: return decode_mem_arg(expr, op, pos);
    case Immediate::memory_init: return decode_memory_init(op, pos);
    case Immediate::memory_copy: return decode_memory_pair(op, pos);
    case Immediate::table_init:
    case Immediate::table_copy:
    case Immediate::field:
    case Immediate::array_new_fixed:
    case Immediate::type_elem:
    case Immediate::array_copy: return decode_pair(op, pos, false);
    case Immediate::heap_type: return decode_heap(op, pos);
    case Immediate::i32: return make_const(op, pos, static_cast<std::uint32_t>(d_.in.s32()));
    case Immediate::i64: return make_const(op, pos, static_cast<std::uint64_t>(d_.in.s64()));
    case Immediate::f32: return make_const(op, pos, d_.in.f32());
    case Immediate::f64: return make_const(op, pos, d_.in.f64());
    case Immediate::type_data: return decode_type_data(op, pos);
    case Immediate::cast: return decode_cast(expr, op, pos);
    case Immediate::try_table: return decode_try_table(expr, op, pos);
    case Immediate::lane: return make_index(op, pos, d_.in.byte());
    case Immediate::v128:
    case Immediate::shuffle: return decode_vector(expr, op, pos);
    case Immediate::fence: return decode_fence(op, pos);
  }
  return make_plain(op, pos);
}

void ExprDecoder::open(const Instr& instr) {
  require_limit(open_.size() + 1, d_.limits.block_nesting, instr.pos, "nested blocks");
  open_.push_back(instr.op);
}

void ExprDecoder::pass_else(const Instr& instr) {
  require(!open_.empty() && open_.back() == Opcode::if_, instr.pos, "END opcode expected");
  open_.back() = Opcode::else_;
}

// Nothing follows a `catch_all`.
void ExprDecoder::pass_handler(const Instr& instr) {
  const bool has_place = !open_.empty() && (open_.back() == Opcode::try_ || open_.back() == Opcode::catch_);
  require(has_place, instr.pos, "END opcode expected");
  open_.back() = instr.op;
}

void ExprDecoder::close_by_delegate(const Instr& instr) {
  require(!open_.empty() && open_.back() == Opcode::try_, instr.pos, "END opcode expected");
  open_.pop_back();
}

// Before `instr` is appended.
void ExprDecoder::track_blocks(const Instr& instr) {
  if (is_opening(instr.op)) return open(instr);
  if (instr.op == Opcode::else_) return pass_else(instr);
  if (is_handler(instr.op)) return pass_handler(instr);
  if (instr.op == Opcode::delegate) return close_by_delegate(instr);
  if (instr.op == Opcode::end) open_.pop_back();
}

Expr ExprDecoder::decode() {
  Expr expr;
  instrs_.clear();
  open_.clear();
  data_index_pos_ = no_pos;
  DecodeObserver* const observer = std::exchange(d_.observer, nullptr);
  for (bool done = false; !done;) {
    const Pos pos = d_.in.pos();
    const Row& row = decode_opcode();
    const Instr instr = decode_instr(expr, row, pos);
    done = instr.op == Opcode::end && open_.empty();
    if (!done) track_blocks(instr);
    if (observer) observer->item(d_.since(pos), expr, instr);
    instrs_.push_back(instr);
  }
  d_.observer = observer;
  expr.assign(instrs_);
  return expr;
}

}  // namespace modlink::binary
