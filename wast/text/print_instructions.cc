// Printing of instructions. spec: text/instructions
#include "wast/text/print_instructions.h"

#include <algorithm>

#include "wast/syntax/concat.h"
#include "wast/text/floats.h"
#include "wast/text/print_types.h"

namespace modlink::text {

namespace {

// Floats are exact in hexadecimal; a comment shows the shortest decimal that reads as the same value.
std::string float_text(std::uint64_t value, unsigned bits) {
  const std::string exact = hex_float(value, bits), decimal = decimal_float(value, bits);
  return exact == decimal ? exact : exact + " (;=" + decimal + ";)";
}

const char* keyword(Catch::Kind kind) {
  switch (kind) {
    case Catch::Kind::catch_: return "catch";
    case Catch::Kind::catch_ref: return "catch_ref";
    case Catch::Kind::catch_all: return "catch_all";
    case Catch::Kind::catch_all_ref: return "catch_all_ref";
  }
  return "";
}

}  // namespace

// Labels are counted.
void InstrPrinter::print(const Instr& instr) {
  const OpcodeInfo& row = info(instr.op);
  out_ += row.mnemonic;
  immediates(instr, row);
}

template <class T>
void InstrPrinter::number(T value) {
  out_ += ' ';
  append_part(out_, value);
}

void InstrPrinter::ref(const Identifiers& ids, Index index) {
  out_ += ' ';
  ids.print_ref(out_, index);
}

void InstrPrinter::memory(Index index) {
  if (index != 0) ref(ids_.module[IndexSpace::memory], index);
}

void InstrPrinter::block(const Instr& instr) {
  if (instr.op == Opcode::else_) return;
  out_ += ids_.labels.bind(next_label_++);
  block_type(expr_.block_type(instr));
}

void InstrPrinter::block_type(const BlockType& type) {
  switch (type.kind) {
    case BlockType::Kind::empty: return;
    case BlockType::Kind::val_type: out_ += val_types("result", {type.val}, ids_.module[IndexSpace::type]); return;
    case BlockType::Kind::type_index: out_ += " " + type_use(type.type, ids_.module[IndexSpace::type]); return;
  }
}

void InstrPrinter::try_table(const Instr& instr) {
  block(instr);
  for (const Catch& clause : expr_.catches(instr)) {
    out_ += " (";
    out_ += keyword(clause.kind);
    if (has_tag(clause.kind)) ref(ids_.module[IndexSpace::tag], clause.tag);
    number(clause.label);
    out_ += ')';
  }
}

void InstrPrinter::cast(const Instr& instr) {
  const Cast cast = expr_.cast(instr);
  out_ += concat(' ', cast.label, ' ', to_text(cast.from, ids_.module[IndexSpace::type]), ' ',
                 to_text(cast.to, ids_.module[IndexSpace::type]));
}

// Four lanes of 32 bits, which says no less than any other shape.
void InstrPrinter::vector(const Instr& instr) {
  out_ += " i32x4";
  const auto bytes = expr_.vector(instr).bytes;
  for (std::size_t i = 0; i < bytes.size(); i += 4) {
    out_ += concat(" 0x", hex(bytes[i + 3]), hex(bytes[i + 2]), hex(bytes[i + 1]), hex(bytes[i]));
  }
}

void InstrPrinter::shuffle(const Instr& instr) {
  for (const std::uint8_t lane : expr_.vector(instr).bytes) number(lane);
}

// `ref.null` has a heap type, `ref.test` and `ref.cast` have reference types.
void InstrPrinter::heap_type(const Instr& instr) {
  const Identifiers& types = ids_.module[IndexSpace::type];
  out_ += ' ';
  out_ += instr.op == Opcode::ref_null ? to_text(instr.heap(), types)
                                       : to_text(RefType{is_nullable_cast(instr.op), instr.heap()}, types);
}

void InstrPrinter::br_table(const Instr& instr) {
  for (const Index label : expr_.labels(instr)) number(label);
}

void InstrPrinter::select_types(const Instr& instr) {
  out_ += " (result";
  for (const ValType type : expr_.val_types(instr)) out_ += " " + to_text(type, ids_.module[IndexSpace::type]);
  out_ += ')';
}

void InstrPrinter::mem_arg(const Instr& instr, const OpcodeInfo& row) {
  const MemArg arg = expr_.mem_arg(instr);
  memory(arg.memory);
  if (arg.offset != 0) {
    out_ += " offset=";
    append_part(out_, arg.offset);
  }
  if (arg.align != row.align) {
    out_ += " align=";
    append_part(out_, std::uint64_t{1} << (arg.align & 63));
  }
}

void InstrPrinter::memory_copy(const Instr& instr) {
  if (instr.pair.x != 0 || instr.pair.y != 0) refs(IndexSpace::memory, instr.pair.x, IndexSpace::memory, instr.pair.y);
}

void InstrPrinter::refs(IndexSpace first, Index x, IndexSpace second, Index y) {
  ref(ids_.module[first], x);
  ref(ids_.module[second], y);
}

void InstrPrinter::immediates(const Instr& instr, const OpcodeInfo& row) {
  const ModuleIdentifiers& ids = ids_.module;
  switch (row.immediate) {
    case Immediate::none: return;
    case Immediate::block: return block(instr);
    case Immediate::label: return number(instr.index);
    case Immediate::br_table: return br_table(instr);
    case Immediate::func: return ref(ids[IndexSpace::func], instr.index);
    case Immediate::call_indirect:
      ref(ids[IndexSpace::table], instr.pair.y);
      out_ += " " + type_use(instr.pair.x, ids[IndexSpace::type]);
      return;
    case Immediate::select_types: return select_types(instr);
    case Immediate::local: return ref(ids_.locals, instr.index);
    case Immediate::global: return ref(ids[IndexSpace::global], instr.index);
    case Immediate::table: return ref(ids[IndexSpace::table], instr.index);
    case Immediate::memory: return memory(instr.index);
    case Immediate::data: return ref(ids[IndexSpace::data], instr.index);
    case Immediate::elem: return ref(ids[IndexSpace::elem], instr.index);
    case Immediate::mem_arg: return mem_arg(instr, row);
    case Immediate::memory_init: memory(instr.pair.y); return ref(ids[IndexSpace::data], instr.pair.x);
    case Immediate::memory_copy: return memory_copy(instr);
    case Immediate::table_init: return refs(IndexSpace::table, instr.pair.y, IndexSpace::elem, instr.pair.x);
    case Immediate::table_copy: return refs(IndexSpace::table, instr.pair.x, IndexSpace::table, instr.pair.y);
    case Immediate::heap_type: return heap_type(instr);
    case Immediate::i32: return number(static_cast<std::int32_t>(instr.bits));
    case Immediate::i64: return number(static_cast<std::int64_t>(instr.bits));
    case Immediate::f32: out_ += " " + float_text(instr.bits, 32); return;
    case Immediate::f64: out_ += " " + float_text(instr.bits, 64); return;
    case Immediate::type: return ref(ids[IndexSpace::type], instr.index);
    case Immediate::tag: return ref(ids[IndexSpace::tag], instr.index);
    case Immediate::field:
      ref(ids[IndexSpace::type], instr.pair.x);
      out_ += " " + ids.field_ref(instr.pair.x, instr.pair.y);
      return;
    case Immediate::array_new_fixed: ref(ids[IndexSpace::type], instr.pair.x); return number(instr.pair.y);
    case Immediate::type_data: return refs(IndexSpace::type, instr.pair.x, IndexSpace::data, instr.pair.y);
    case Immediate::type_elem: return refs(IndexSpace::type, instr.pair.x, IndexSpace::elem, instr.pair.y);
    case Immediate::array_copy: return refs(IndexSpace::type, instr.pair.x, IndexSpace::type, instr.pair.y);
    case Immediate::cast: return cast(instr);
    case Immediate::try_table: return try_table(instr);
    case Immediate::mem_arg_lane: mem_arg(instr, row); return number(expr_.mem_arg(instr).lane);
    case Immediate::lane: return number(instr.index);
    case Immediate::v128: return vector(instr);
    case Immediate::shuffle: return shuffle(instr);
    case Immediate::fence: return;
  }
}

std::string to_text(const BranchHint& hint) {
  return concat("(@metadata.code.branch_hint \"\\", hint.likely ? "01" : "00", "\") ");
}

void print_body(std::string& out, const Expr& expr, const FuncIdentifiers& ids, const std::vector<BranchHint>& hints,
                std::size_t depth) {
  auto hint = hints.begin();
  InstrPrinter printer(out, expr, ids);
  std::size_t blocks = 0;
  std::uint32_t index = 0;
  for (const Instr instr : expr.instrs()) {
    if ((is_closing(instr.op) || is_dividing(instr.op)) && blocks > 0) --blocks;
    print_new_line(out, depth + blocks);
    if (hint != hints.end() && hint->instr == index) out += to_text(*hint++);
    ++index;
    printer.print(instr);
    if (is_opening(instr.op) || is_dividing(instr.op)) ++blocks;
  }
}

// In parentheses, except when there are blocks (which is never valid, but may be written).
std::string const_expr(const Expr& expr, const ModuleIdentifiers& ids) {
  const FuncIdentifiers func_ids{ids, {}, {}};
  std::string result;
  InstrPrinter printer(result, expr, func_ids);
  const bool has_blocks =
      std::any_of(expr.begin(), expr.end(), [](const Instr& instr) { return is_opening(instr.op); });
  for (const Instr instr : expr.instrs()) {
    result += has_blocks ? " " : " (";
    printer.print(instr);
    if (!has_blocks) result += ')';
  }
  return result;
}

}  // namespace modlink::text
