// Instructions of the abstract syntax. spec: syntax/instructions
#include "wast/syntax/instructions.h"

#include <algorithm>
#include <unordered_map>

#include "wast/syntax/instr_reader.h"

namespace modlink {

namespace {

bool equal_instr(const Expr& a, const Instr& x, const Expr& b, const Instr& y) {
  if (x.op != y.op) return false;
  switch (info(x.op).immediate) {
    case Immediate::block: return x.op == Opcode::else_ || a.block_type(x) == b.block_type(y);
    case Immediate::br_table: return a.labels(x) == b.labels(y);
    case Immediate::select_types: return a.val_types(x) == b.val_types(y);
    case Immediate::mem_arg:
    case Immediate::mem_arg_lane: return a.mem_arg(x) == b.mem_arg(y);
    case Immediate::cast: return a.cast(x) == b.cast(y);
    case Immediate::try_table: return a.block_type(x) == b.block_type(y) && a.catches(x) == b.catches(y);
    case Immediate::v128:
    case Immediate::shuffle: return a.vector(x) == b.vector(y);
    case Immediate::none:
    case Immediate::label:
    case Immediate::func:
    case Immediate::call_indirect:
    case Immediate::local:
    case Immediate::global:
    case Immediate::table:
    case Immediate::memory:
    case Immediate::data:
    case Immediate::elem:
    case Immediate::memory_init:
    case Immediate::memory_copy:
    case Immediate::table_init:
    case Immediate::table_copy:
    case Immediate::heap_type:
    case Immediate::i32:
    case Immediate::i64:
    case Immediate::f32:
    case Immediate::f64:
    case Immediate::type:
    case Immediate::tag:
    case Immediate::field:
    case Immediate::array_new_fixed:
    case Immediate::type_data:
    case Immediate::type_elem:
    case Immediate::array_copy:
    case Immediate::lane:
    case Immediate::fence: break;
  }
  return x.bits == y.bits;
}

}  // namespace

std::optional<Opcode> find_opcode(std::string_view mnemonic) {
  static const auto table = [] {
    std::unordered_map<std::string_view, Opcode> result;
    for (std::size_t i = 0; i < opcode_count; ++i) result.emplace(opcode_infos[i].mnemonic, static_cast<Opcode>(i));
    return result;
  }();
  const auto found = table.find(mnemonic);
  return found == table.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Opcode> find_opcode(std::uint8_t prefix, std::uint32_t code) {
  if (code >= max_codes || (prefix != 0 && !is_prefix(prefix))) return std::nullopt;
  const EncodedOpcode& found = prefix == 0 ? plain_opcodes[code] : prefixed_opcodes[prefix - first_prefix][code];
  return found.exists ? std::optional(found.op) : std::nullopt;
}

bool is_nullable_cast(Opcode op) { return op == Opcode::ref_test_null || op == Opcode::ref_cast_null; }

Opcode with_nullability(Opcode op, bool nullable) {
  const bool is_test = op == Opcode::ref_test || op == Opcode::ref_test_null;
  if (is_test) return nullable ? Opcode::ref_test_null : Opcode::ref_test;
  return nullable ? Opcode::ref_cast_null : Opcode::ref_cast;
}

void Expr::Iterator::decode() {
  if (at_ == end_) return;
  Pos pos = pos_ + static_cast<Pos>(at_ - begin_);
  if (places_) {
    InstrReader place(places_);
    pos = pos_ += static_cast<Pos>(place.s64());
    places_ = place.next();
  }
  InstrReader in(at_);
  instr_ = in.instr(begin_, pos);
  behind_ = in.next();
}

Expr::Range Expr::instrs() const {
  if (empty()) return {end(), end()};
  // `end` is one byte.
  if (is_bytes()) return {begin(), Iterator::behind((bytes_.source ? bytes_.at(bytes_.end) : written_end()) - 1)};
  return {begin(), Iterator(instrs_.data() + instrs_.size() - 1)};
}

void Immediates::clear() {
  block_types.clear();
  indices.clear();
  val_types.clear();
  mem_args.clear();
  vectors.clear();
  casts.clear();
  try_tables.clear();
}

MemArg Expr::mem_arg(const Instr& instr) const {
  if (!instr.wide) return {instr.packed.memory, instr.packed.align, instr.packed.offset, instr.packed.lane};
  if (is_bytes()) return InstrReader(immediate_of(instr)).mem_arg(instr.op);
  return (*immediates_)->mem_args[instr.index];
}

BlockType Expr::block_type(const Instr& instr) const {
  if (is_bytes()) return InstrReader(immediate_of(instr)).block_type();
  if (instr.op == Opcode::try_table) return (*immediates_)->try_tables[instr.index].type;
  return (*immediates_)->block_types[instr.index];
}

std::vector<Index> Expr::labels(const Instr& instr) const {
  if (is_bytes()) return InstrReader(immediate_of(instr)).labels();
  const auto first = (*immediates_)->indices.begin() + instr.range.first;
  return {first, first + instr.range.count};
}

ResultType Expr::val_types(const Instr& instr) const {
  if (is_bytes()) return InstrReader(immediate_of(instr)).val_types();
  const auto first = (*immediates_)->val_types.begin() + instr.range.first;
  return {first, first + instr.range.count};
}

Cast Expr::cast(const Instr& instr) const {
  if (is_bytes()) return InstrReader(immediate_of(instr)).cast();
  return (*immediates_)->casts[instr.index];
}

std::vector<Catch> Expr::catches(const Instr& instr) const {
  if (is_bytes()) return InstrReader(immediate_of(instr)).try_table().catches;
  return (*immediates_)->try_tables[instr.index].catches;
}

V128 Expr::vector(const Instr& instr) const {
  if (is_bytes()) return InstrReader(immediate_of(instr)).v128();
  return (*immediates_)->vectors[instr.index];
}

void Expr::clear() {
  instrs_.clear();
  if (immediates_) (*immediates_)->clear();
}

Immediates& Expr::immediates() {
  if (!immediates_) immediates_.emplace();
  return **immediates_;
}

Instr Expr::make_wide_mem_arg(Opcode op, Pos pos, const MemArg& arg) {
  Instr instr = make_plain(op, pos);
  instr.wide = 1;
  instr.index = static_cast<Index>(immediates().mem_args.size());
  immediates().mem_args.push_back(arg);
  return instr;
}

Instr Expr::make_block(Opcode op, Pos pos, const BlockType& type) {
  auto& types = immediates().block_types;
  // Neighbouring blocks mostly have the same type.
  if (types.empty() || types.back() != type) types.push_back(type);
  return make_index(op, pos, static_cast<Index>(types.size() - 1));
}

Instr Expr::make_br_table(Opcode op, Pos pos, std::span<const Index> labels) {
  Instr instr = make_plain(op, pos);
  auto& all = immediates().indices;
  instr.range = {static_cast<std::uint32_t>(all.size()), static_cast<std::uint32_t>(labels.size())};
  all.insert(all.end(), labels.begin(), labels.end());
  return instr;
}

Instr Expr::make_select(Opcode op, Pos pos, const ResultType& types) {
  Instr instr = make_plain(op, pos);
  auto& all = immediates().val_types;
  instr.range = {static_cast<std::uint32_t>(all.size()), static_cast<std::uint32_t>(types.size())};
  all.insert(all.end(), types.begin(), types.end());
  return instr;
}

Instr Expr::make_cast(Opcode op, Pos pos, const Cast& cast) {
  immediates().casts.push_back(cast);
  return make_index(op, pos, static_cast<Index>(immediates().casts.size() - 1));
}

Instr Expr::make_try_table(Opcode op, Pos pos, TryTable table) {
  immediates().try_tables.push_back(std::move(table));
  return make_index(op, pos, static_cast<Index>(immediates().try_tables.size() - 1));
}

Instr Expr::make_vector(Opcode op, Pos pos, const V128& vector) {
  immediates().vectors.push_back(vector);
  return make_index(op, pos, static_cast<Index>(immediates().vectors.size() - 1));
}

bool operator==(const Expr& a, const Expr& b) {
  if (a.bytes() && b.bytes() && a.bytes()->data() == b.bytes()->data()) return a.bytes()->end == b.bytes()->end;
  const auto equal = [&](const Instr& x, const Instr& y) { return equal_instr(a, x, b, y); };
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), equal);
}

}  // namespace modlink
