// Parsing of instructions. spec: text/instructions
#include "wast/text/parse_instructions.h"

#include "wast/syntax/concat.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/nearest_word.h"
#include "wast/text/literals.h"
#include "wast/text/parentheses.h"

namespace modlink::text {

void ExprParser::start_function() {
  locals.clear();
  labels = NameMap();
  opened_ = 0;
}

Expr ExprParser::instructions() {
  list_.clear();
  while (!frames_.empty() || !cursor_.at_right()) step(list_);
  return finish();
}

Expr ExprParser::folded_instruction() {
  if (!cursor_.at_left()) cursor_.unexpected("a folded instruction");
  list_.clear();
  do step(list_);
  while (!frames_.empty());
  return finish();
}

Expr ExprParser::finish() {
  list_.append(make_plain(Opcode::end, cursor_.pos()));
  return packer_.pack(list_);
}

void ExprParser::step(Expr& out) {
  switch (cursor_.peek().kind) {
    case TokenKind::left: return left(out);
    case TokenKind::right: return right(out);
    case TokenKind::keyword: return plain(out);
    default: cursor_.unexpected("an instruction");
  }
}

// The opcode of the keyword here.
Opcode ExprParser::opcode() {
  const Token& token = cursor_.peek();
  if (token.kind != TokenKind::keyword) cursor_.unexpected("an instruction");
  const auto op = find_opcode(cursor_.text());
  if (!op) cursor_.unexpected("an instruction");
  const Feature feature = info(*op).feature;
  if (parser_.has(feature)) return *op;
  throw Malformed(token.pos, concat("unknown operator ", cursor_.text(), ": ", needs(feature)));
}

void ExprParser::push(const Frame& frame, Pos pos) {
  parser_.check_limit(frames_.size() + 1, parser_.limits.block_nesting, pos, "levels of nesting");
  frames_.push_back(frame);
}

void ExprParser::left(Expr& out) {
  if (!frames_.empty()) {
    switch (frames_.back().kind) {
      case FrameKind::condition:
        if (cursor_.at_form("then")) return open_if_form(out);
        break;
      case FrameKind::after_then:
        if (cursor_.at_form("else")) return else_form(out);
        cursor_.unexpected(cursor_.peek(1), "`(else`");
      case FrameKind::after_else:
      case FrameKind::after_catch_all:
      case FrameKind::after_delegate: cursor_.unexpected("`)`");
      case FrameKind::before_do: return do_form();
      case FrameKind::after_do:
        if (cursor_.at_form("delegate")) return delegate_form(out);
        return handler_form(out);
      case FrameKind::after_catch: return handler_form(out);
      default: break;
    }
  }
  cursor_.next();
  const Pos pos = cursor_.pos();
  const Opcode op = opcode();
  if (is_closing(op) || is_dividing(op)) cursor_.unexpected("an instruction");
  if (is_opening(op)) return block_like(out, op, true);
  cursor_.next();
  push({FrameKind::folded, instruction(out, op, pos)}, pos);
}

void ExprParser::right(Expr& out) {
  if (frames_.empty()) cursor_.unexpected("an instruction");
  Frame& frame = frames_.back();
  switch (frame.kind) {
    case FrameKind::folded:
      out.append(frame.instr);
      frames_.pop_back();
      break;
    case FrameKind::then: frame.kind = FrameKind::after_then; break;
    case FrameKind::else_form: frame.kind = FrameKind::after_else; break;
    case FrameKind::do_form: frame.kind = FrameKind::after_do; break;
    case FrameKind::catch_form: frame.kind = FrameKind::after_catch; break;
    case FrameKind::catch_all_form: frame.kind = FrameKind::after_catch_all; break;
    case FrameKind::folded_block:
    case FrameKind::after_then:
    case FrameKind::after_else:
    case FrameKind::after_do:
    case FrameKind::after_catch:
    case FrameKind::after_catch_all: close_block(out, cursor_.pos()); break;
    case FrameKind::after_delegate: frames_.pop_back(); break;
    case FrameKind::condition: cursor_.unexpected("`(then`");
    case FrameKind::before_do: cursor_.unexpected("`(do`");
    case FrameKind::block:
    case FrameKind::if_:
    case FrameKind::else_:
    case FrameKind::try_:
    case FrameKind::catch_:
    case FrameKind::catch_all: cursor_.unexpected("`end`");
  }
  cursor_.next();
}

bool ExprParser::takes_forms_only(FrameKind kind) {
  switch (kind) {
    case FrameKind::folded:
    case FrameKind::condition:
    case FrameKind::after_then:
    case FrameKind::after_else:
    case FrameKind::before_do:
    case FrameKind::after_do:
    case FrameKind::after_catch:
    case FrameKind::after_catch_all:
    case FrameKind::after_delegate: return true;
    default: return false;
  }
}

// Whether an instruction that is not folded may come next.
bool ExprParser::takes_plain() const {
  if (frames_.empty()) return true;
  const FrameKind kind = frames_.back().kind;
  return !takes_forms_only(kind) || (kind == FrameKind::folded && parser_.features.dialect.plain_operands);
}

void ExprParser::plain(Expr& out) {
  if (!takes_plain()) cursor_.unexpected("a folded instruction");
  const Pos pos = cursor_.pos();
  const Opcode op = opcode();
  if (op == Opcode::end) return end_keyword(out);
  if (op == Opcode::else_) return else_keyword(out);
  if (is_handler(op)) return handler_keyword(out, op);
  if (op == Opcode::delegate) return delegate_keyword(out);
  if (is_opening(op)) return block_like(out, op, false);
  cursor_.next();
  out.append(instruction(out, op, pos));
}

void ExprParser::block_like(Expr& out, Opcode op, bool folded) {
  const Pos pos = cursor_.pos();
  cursor_.next();
  Frame frame{FrameKind::block, {}};
  frame.label = cursor_.accept_id().value_or(std::string_view());
  frame.label_end = cursor_.index();
  frame.instr = block_instruction(out, op, pos);
  if (folded && op == Opcode::if_) {
    frame.kind = FrameKind::condition;
    return push(frame, pos);
  }
  frame.kind = folded && op == Opcode::try_ ? FrameKind::before_do
               : folded                     ? FrameKind::folded_block
               : op == Opcode::if_          ? FrameKind::if_
               : op == Opcode::try_         ? FrameKind::try_
                                            : FrameKind::block;
  out.append(frame.instr);
  push(frame, pos);
  push_label(frame);
}

// `(catch $e $l)`, `(catch_ref $e $l)`, `(catch_all $l)` or `(catch_all_ref $l)`, the label outside the block.
std::optional<Catch> ExprParser::accept_catch() {
  Catch clause;
  if (cursor_.accept_form("catch")) {
    clause.kind = Catch::Kind::catch_;
  } else if (cursor_.accept_form("catch_ref")) {
    clause.kind = Catch::Kind::catch_ref;
  } else if (cursor_.accept_form("catch_all")) {
    clause.kind = Catch::Kind::catch_all;
  } else if (cursor_.accept_form("catch_all_ref")) {
    clause.kind = Catch::Kind::catch_all_ref;
  } else {
    return std::nullopt;
  }
  if (has_tag(clause.kind)) clause.tag = index(IndexSpace::tag);
  clause.label = label_index();
  cursor_.expect_right();
  return clause;
}

Instr ExprParser::block_instruction(Expr& out, Opcode op, Pos pos) {
  if (op != Opcode::try_table) return out.make_block(op, pos, block_type());
  TryTable table;
  table.type = block_type();
  while (const auto clause = accept_catch()) table.catches.push_back(*clause);
  parser_.check_limit(table.catches.size(), parser_.limits.catches, pos, "catch clauses");
  return out.make_try_table(op, pos, std::move(table));
}

void ExprParser::open_if_form(Expr& out) {
  Frame& frame = frames_.back();
  cursor_.expect_form("then");
  frame.kind = FrameKind::then;
  out.append(frame.instr);
  push_label(frame);
}

void ExprParser::else_form(Expr& out) {
  Frame& frame = frames_.back();
  out.append(make_plain(Opcode::else_, cursor_.pos()));
  cursor_.expect_form("else");
  frame.kind = FrameKind::else_form;
}

void ExprParser::check_label(const Frame& frame) {
  const Pos pos = cursor_.pos();
  const auto id = cursor_.accept_id();
  if (id && *id != frame.label) throw Malformed(pos, concat("mismatching label ", quote_id(*id)));
}

void ExprParser::else_keyword(Expr& out) {
  if (frames_.empty() || frames_.back().kind != FrameKind::if_) cursor_.unexpected("an instruction");
  Frame& frame = frames_.back();
  out.append(make_plain(Opcode::else_, cursor_.pos()));
  frame.kind = FrameKind::else_;
  cursor_.next();
  check_label(frame);
}

// `(do`, which nothing stands for in the abstract syntax.
void ExprParser::do_form() {
  if (!cursor_.accept_form("do")) cursor_.unexpected(cursor_.peek(1), "`(do`");
  frames_.back().kind = FrameKind::do_form;
}

// `(catch $e` or `(catch_all`
void ExprParser::handler_form(Expr& out) {
  const bool all = cursor_.at_form("catch_all");
  if (!all && !cursor_.at_form("catch")) cursor_.unexpected(cursor_.peek(1), "`(catch` or `(catch_all`");
  cursor_.next();
  handler(out, all ? Opcode::catch_all : Opcode::catch_);
  frames_.back().kind = all ? FrameKind::catch_all_form : FrameKind::catch_form;
}

void ExprParser::handler_keyword(Expr& out, Opcode op) {
  const bool has_place =
      !frames_.empty() && (frames_.back().kind == FrameKind::try_ || frames_.back().kind == FrameKind::catch_);
  if (!has_place) cursor_.unexpected("an instruction");
  handler(out, op);
  frames_.back().kind = op == Opcode::catch_all ? FrameKind::catch_all : FrameKind::catch_;
}

void ExprParser::handler(Expr& out, Opcode op) {
  const Pos pos = cursor_.pos();
  cursor_.next();
  out.append(instruction(out, op, pos));
}

// `(delegate $l)`, the label outside of the block.
void ExprParser::delegate_form(Expr& out) {
  cursor_.next();
  delegate(out);
  cursor_.expect_right();
  frames_.back().kind = FrameKind::after_delegate;
}

void ExprParser::delegate_keyword(Expr& out) {
  if (frames_.empty() || frames_.back().kind != FrameKind::try_) cursor_.unexpected("an instruction");
  delegate(out);
  frames_.pop_back();
}

void ExprParser::delegate(Expr& out) {
  pop_label();
  handler(out, Opcode::delegate);
}

void ExprParser::end_keyword(Expr& out) {
  const bool open = !frames_.empty() && frames_.back().kind <= FrameKind::catch_all;
  if (!open) cursor_.unexpected("an instruction");
  const Frame frame = frames_.back();
  const Pos pos = cursor_.pos();
  cursor_.next();
  check_label(frame);
  close_block(out, pos);
}

void ExprParser::close_block(Expr& out, Pos pos) {
  out.append(make_plain(Opcode::end, pos));
  frames_.pop_back();
  pop_label();
}

// An annotation can give an empty name, which no identifier can.
void ExprParser::name_label(const Frame& frame) {
  std::optional<Name> name;
  if (!parser_.annotations.empty()) name = parser_.annotations.take_name(frame.label_end, "label");
  if (!name && !frame.label.empty()) name = frame.label;
  if (name) labels.append(opened_, std::move(*name));
}

void ExprParser::push_label(const Frame& frame) {
  name_label(frame);
  const std::string_view id = frame.label;
  Label label{id, 0};
  if (!id.empty()) {
    std::uint32_t& position = label_ids_[id];
    label.shadowed = position;
    position = static_cast<std::uint32_t>(label_stack_.size() + 1);
  }
  ++opened_;
  label_stack_.push_back(label);
}

void ExprParser::pop_label() {
  const Label label = label_stack_.back();
  label_stack_.pop_back();
  if (label.id.empty()) return;
  if (label.shadowed == 0) {
    label_ids_.erase(label.id);
  } else {
    label_ids_[label.id] = label.shadowed;
  }
}

std::string ExprParser::hint_on_label(std::string_view id) const {
  NearestWord nearest(id);
  if (label_ids_.size() > most_compared) return {};
  for (const auto& [candidate, position] : label_ids_) nearest.offer(candidate, position);
  return nearest.found().empty() ? std::string() : concat("; did you mean ", quote_id(nearest.found()), '?');
}

Index ExprParser::label_index() {
  if (cursor_.at_natural()) return expect_u32(cursor_);
  const Pos pos = cursor_.pos();
  if (!cursor_.at_id()) cursor_.unexpected("a label");
  const std::string_view id = *cursor_.accept_id();
  const auto found = label_ids_.find(id);
  if (found == label_ids_.end()) throw OutOfContext(pos, concat("unknown label ", quote_id(id), hint_on_label(id)));
  return static_cast<Index>(label_stack_.size()) - found->second;
}

// spec: text/instructions, `blocktype`
BlockType ExprParser::block_type() {
  BlockType type;
  if (!cursor_.at_left()) return type;
  FuncTypeUse use = types_.func_type_use(ParamIds::forbid);
  const FuncType& inline_type = use.inline_type;
  if (use.type == no_ref && inline_type.params.empty() && inline_type.results.size() <= 1) {
    if (inline_type.results.empty()) return type;
    type.kind = BlockType::Kind::val_type;
    type.val = resolver_.resolve(inline_type.results[0]);
    return type;
  }
  if (!parser_.has(Feature::multi_value))
    throw Malformed(use.at.pos, "unexpected token: " + needs(Feature::multi_value));
  type.kind = BlockType::Kind::type_index;
  type.type = resolver_.func_type_use(std::move(use));
  return type;
}

// Absent means 0. Others need more than one memory or table.
Index ExprParser::optional_index(IndexSpace space) {
  if (!at_ref(cursor_, space)) return 0;
  const Token& token = cursor_.peek();
  const Index result = index(space);
  if (result > 0)
    parser_.require(space == IndexSpace::memory ? Feature::multi_memory : Feature::reference_types, token);
  return result;
}

Instr ExprParser::two_indices(Opcode op, Pos pos, IndexSpace space) {
  if (!at_ref(cursor_, space)) return make_pair(op, pos, 0, 0);
  const Index x = optional_index(space);
  if (!at_ref(cursor_, space)) cursor_.unexpected("the source");
  return make_pair(op, pos, x, optional_index(space));
}

// `table.init $t? $e`: one index is the segment's.
Instr ExprParser::segment_and_index(Opcode op, Pos pos, IndexSpace segment, IndexSpace space) {
  const TokenKind second = cursor_.peek(1).kind;
  const bool two =
      cursor_.at_left() || second == TokenKind::natural || second == TokenKind::id || second == TokenKind::quoted_id;
  const Index y = two ? optional_index(space) : 0;
  return make_pair(op, pos, index(segment), y);
}

namespace {

// The number behind `offset=` or `align=`.
std::optional<std::uint64_t> accept_attribute(Cursor& cursor, std::string_view prefix, unsigned bits) {
  const Token token = cursor.peek();
  const std::string_view word = cursor.text();
  if (token.kind != TokenKind::keyword || word.substr(0, prefix.size()) != prefix) return std::nullopt;
  const std::string_view number = word.substr(prefix.size());
  if (number_form(number) != NumberForm::natural) cursor.unexpected();
  const auto value = parse_unsigned(number, bits);
  if (!value) throw Malformed(token.pos, concat('i', bits, " constant out of range"));
  cursor.next();
  return value;
}

}  // namespace

MemArg ExprParser::mem_arg_from(Opcode op, Index memory) {
  const unsigned bits = parser_.has(Feature::memory64) ? 64 : 32;
  MemArg arg;
  arg.memory = memory;
  arg.offset = accept_attribute(cursor_, "offset=", bits).value_or(0);
  arg.align = info(op).align;
  const Pos align_pos = cursor_.pos();
  if (const auto align = accept_attribute(cursor_, "align=", bits)) {
    if (*align == 0 || (*align & (*align - 1)) != 0) throw Malformed(align_pos, "alignment must be a power of two");
    arg.align = 0;
    while (*align >> arg.align != 1) ++arg.align;
  }
  return arg;
}

Instr ExprParser::mem_arg(Expr& out, Opcode op, Pos pos) {
  return out.make_mem_arg(op, pos, mem_arg_from(op, optional_index(IndexSpace::memory)));
}

// Whether the number here is a memory's: then an offset, an alignment or the lane follows.
bool ExprParser::at_lane_memory() const {
  if (!cursor_.at_natural()) return at_ref(cursor_, IndexSpace::memory);
  const Token& second = cursor_.peek(1);
  if (second.kind == TokenKind::natural) return true;
  const std::string_view word = cursor_.text(second);
  return second.kind == TokenKind::keyword && (word.substr(0, 7) == "offset=" || word.substr(0, 6) == "align=");
}

Instr ExprParser::mem_arg_lane(Expr& out, Opcode op, Pos pos) {
  MemArg arg = mem_arg_from(op, at_lane_memory() ? optional_index(IndexSpace::memory) : 0);
  arg.lane = lane();
  return out.make_mem_arg(op, pos, arg);
}

// spec: text/instructions, `laneidx`
Index ExprParser::lane() {
  if (!cursor_.at_natural()) cursor_.unexpected("a lane index");
  const Token& token = cursor_.next();
  const auto value = parse_unsigned(cursor_.text(token), 64);
  if (!value || *value > UINT8_MAX) throw Malformed(token.pos, "i8 constant out of range");
  return static_cast<Index>(*value);
}

Instr ExprParser::shuffle(Expr& out, Opcode op, Pos pos) {
  V128 lanes;
  for (std::uint8_t& byte : lanes.bytes) {
    if (!is_number(cursor_, cursor_.peek())) throw Malformed(cursor_.pos(), "invalid lane length");
    if (!cursor_.at_natural()) throw Malformed(cursor_.pos(), "i8 constant out of range");
    byte = static_cast<std::uint8_t>(lane());
  }
  if (is_number(cursor_, cursor_.peek())) throw Malformed(cursor_.pos(), "invalid lane length");
  return out.make_vector(op, pos, lanes);
}

Instr ExprParser::heap_type(Opcode op, Pos pos) {
  if (op == Opcode::ref_null) return make_heap(op, pos, resolver_.resolve(types_.heap_type()));
  const RefType type = ref_type();
  return make_heap(with_nullability(op, type.nullable), pos, type.heap);
}

Instr ExprParser::cast(Expr& out, Opcode op, Pos pos) {
  Cast cast;
  cast.label = label_index();
  cast.from = ref_type();
  cast.to = ref_type();
  return out.make_cast(op, pos, cast);
}

// A type and what follows it: a segment, or another type.
Instr ExprParser::type_and_index(Opcode op, Pos pos, IndexSpace space) {
  const Index type = type_index();
  return make_pair(op, pos, type, space == IndexSpace::type ? type_index() : index(space));
}

Instr ExprParser::array_new_fixed(Opcode op, Pos pos) {
  const Index type = type_index();
  return make_pair(op, pos, type, expect_u32(cursor_));
}

Instr ExprParser::field(Opcode op, Pos pos) {
  const Index type = type_index();
  if (!cursor_.at_id()) return make_pair(op, pos, type, expect_u32(cursor_));
  const Pos id_pos = cursor_.pos();
  const std::string_view id = *cursor_.accept_id();
  const auto found = scope_.find_field(type, id);
  if (!found) throw OutOfContext(id_pos, concat("unknown field ", quote_id(id), scope_.hint_on_field(type, id)));
  return make_pair(op, pos, type, *found);
}

Instr ExprParser::br_table(Expr& out, Opcode op, Pos pos) {
  std::vector<Index> targets;
  do targets.push_back(label_index());
  while (cursor_.at_natural() || cursor_.at_id());
  return out.make_br_table(op, pos, targets);
}

Instr ExprParser::call_indirect(Opcode op, Pos pos) {
  const Index table = optional_index(IndexSpace::table);
  return make_pair(op, pos, resolver_.func_type_use(types_.func_type_use(ParamIds::forbid)), table);
}

Instr ExprParser::select(Expr& out, Pos pos) {
  if (!cursor_.at_form("result")) return make_plain(Opcode::select, pos);
  parser_.require(Feature::reference_types, cursor_.peek(1));
  const FuncType type = resolver_.resolve(types_.signature(ParamIds::forbid, nullptr));
  return out.make_select(Opcode::select_t, pos, type.results);
}

Instr ExprParser::instruction(Expr& out, Opcode op, Pos pos) {
  switch (info(op).immediate) {
    case Immediate::none: return op == Opcode::select ? select(out, pos) : make_plain(op, pos);
    case Immediate::select_types: return select(out, pos);
    case Immediate::label: return make_index(op, pos, label_index());
    case Immediate::br_table: return br_table(out, op, pos);
    case Immediate::func: return make_index(op, pos, index(IndexSpace::func));
    case Immediate::call_indirect: return call_indirect(op, pos);
    case Immediate::local: return make_index(op, pos, local_index());
    case Immediate::global: return make_index(op, pos, index(IndexSpace::global));
    case Immediate::table: return make_index(op, pos, optional_index(IndexSpace::table));
    case Immediate::memory: return make_index(op, pos, optional_index(IndexSpace::memory));
    case Immediate::data: return make_index(op, pos, index(IndexSpace::data));
    case Immediate::elem: return make_index(op, pos, index(IndexSpace::elem));
    case Immediate::mem_arg: return mem_arg(out, op, pos);
    case Immediate::memory_init: return segment_and_index(op, pos, IndexSpace::data, IndexSpace::memory);
    case Immediate::memory_copy: return two_indices(op, pos, IndexSpace::memory);
    case Immediate::table_init: return segment_and_index(op, pos, IndexSpace::elem, IndexSpace::table);
    case Immediate::table_copy: return two_indices(op, pos, IndexSpace::table);
    case Immediate::heap_type: return heap_type(op, pos);
    case Immediate::i32: return make_const(op, pos, parse_const_bits(cursor_, ValKind::i32));
    case Immediate::i64: return make_const(op, pos, parse_const_bits(cursor_, ValKind::i64));
    case Immediate::f32: return make_const(op, pos, parse_const_bits(cursor_, ValKind::f32));
    case Immediate::f64: return make_const(op, pos, parse_const_bits(cursor_, ValKind::f64));
    case Immediate::type: return make_index(op, pos, type_index());
    case Immediate::tag: return make_index(op, pos, index(IndexSpace::tag));
    case Immediate::field: return field(op, pos);
    case Immediate::array_new_fixed: return array_new_fixed(op, pos);
    case Immediate::type_data: return type_and_index(op, pos, IndexSpace::data);
    case Immediate::type_elem: return type_and_index(op, pos, IndexSpace::elem);
    case Immediate::array_copy: return type_and_index(op, pos, IndexSpace::type);
    case Immediate::cast: return cast(out, op, pos);
    case Immediate::mem_arg_lane: return mem_arg_lane(out, op, pos);
    case Immediate::lane: return make_index(op, pos, lane());
    case Immediate::v128: return out.make_vector(op, pos, parse_v128(cursor_));
    case Immediate::shuffle: return shuffle(out, op, pos);
    case Immediate::fence: return make_plain(op, pos);
    case Immediate::block:
    case Immediate::try_table: break;  // see block_like
  }
  cursor_.unexpected("an instruction");
}

}  // namespace modlink::text
