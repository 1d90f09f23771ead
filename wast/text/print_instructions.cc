// Printing of instructions. spec: text/instructions
#include "wast/text/print_instructions.h"

#include <fmt/format.h>

#include <algorithm>

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
std::string InstrPrinter::print(const Instr& instr) {
  const OpcodeInfo& row = info(instr.op);
  return std::string(row.mnemonic) + immediates(instr, row);
}

std::string InstrPrinter::block(const Instr& instr) {
  if (instr.op == Opcode::else_) return {};
  return ids_.labels.bind(next_label_++) + block_type(expr_.block_type(instr));
}

std::string InstrPrinter::block_type(const BlockType& type) const {
  switch (type.kind) {
    case BlockType::Kind::empty: return {};
    case BlockType::Kind::val_type: return val_types("result", {type.val}, ids_.module[IndexSpace::type]);
    case BlockType::Kind::type_index: return " " + type_use(type.type, ids_.module[IndexSpace::type]);
  }
  return {};
}

std::string InstrPrinter::try_table(const Instr& instr) {
  std::string result = block(instr);
  for (const Catch& clause : expr_.catches(instr)) {
    const std::string tag = has_tag(clause.kind) ? ref(ids_.module[IndexSpace::tag], clause.tag) : std::string();
    result += fmt::format(" ({}{} {})", keyword(clause.kind), tag, clause.label);
  }
  return result;
}

std::string InstrPrinter::cast(const Instr& instr) const {
  const Cast cast = expr_.cast(instr);
  return fmt::format(" {} {} {}", cast.label, to_text(cast.from, ids_.module[IndexSpace::type]),
                     to_text(cast.to, ids_.module[IndexSpace::type]));
}

// Four lanes of 32 bits, which says no less than any other shape.
std::string InstrPrinter::vector(const Instr& instr) const {
  std::string result = " i32x4";
  const auto bytes = expr_.vector(instr).bytes;
  for (std::size_t i = 0; i < bytes.size(); i += 4) {
    result += fmt::format(" 0x{:02x}{:02x}{:02x}{:02x}", bytes[i + 3], bytes[i + 2], bytes[i + 1], bytes[i]);
  }
  return result;
}

std::string InstrPrinter::shuffle(const Instr& instr) const {
  std::string result;
  for (const std::uint8_t lane : expr_.vector(instr).bytes) result += " " + std::to_string(lane);
  return result;
}

// `ref.null` has a heap type, `ref.test` and `ref.cast` have reference types.
std::string InstrPrinter::heap_type(const Instr& instr) const {
  if (instr.op == Opcode::ref_null) return " " + to_text(instr.heap(), ids_.module[IndexSpace::type]);
  return " " + to_text(RefType{is_nullable_cast(instr.op), instr.heap()}, ids_.module[IndexSpace::type]);
}

std::string InstrPrinter::br_table(const Instr& instr) const {
  std::string result;
  for (const Index label : expr_.labels(instr)) result += " " + std::to_string(label);
  return result;
}

std::string InstrPrinter::select_types(const Instr& instr) const {
  std::string result = " (result";
  for (const ValType type : expr_.val_types(instr)) result += " " + to_text(type, ids_.module[IndexSpace::type]);
  return result + ")";
}

std::string InstrPrinter::mem_arg(const Instr& instr, const OpcodeInfo& row) const {
  const MemArg arg = expr_.mem_arg(instr);
  std::string result = memory(arg.memory);
  if (arg.offset != 0) result += fmt::format(" offset={}", arg.offset);
  if (arg.align != row.align) result += fmt::format(" align={}", std::uint64_t{1} << (arg.align & 63));
  return result;
}

std::string InstrPrinter::memory_copy(const Instr& instr) const {
  if (instr.pair.x == 0 && instr.pair.y == 0) return {};
  return ref(ids_.module[IndexSpace::memory], instr.pair.x) + ref(ids_.module[IndexSpace::memory], instr.pair.y);
}

std::string InstrPrinter::immediates(const Instr& instr, const OpcodeInfo& row) {
  const ModuleIdentifiers& ids = ids_.module;
  switch (row.immediate) {
    case Immediate::none: return {};
    case Immediate::block: return block(instr);
    case Immediate::label: return " " + std::to_string(instr.index);
    case Immediate::br_table: return br_table(instr);
    case Immediate::func: return ref(ids[IndexSpace::func], instr.index);
    case Immediate::call_indirect:
      return ref(ids[IndexSpace::table], instr.pair.y) + " " + type_use(instr.pair.x, ids[IndexSpace::type]);
    case Immediate::select_types: return select_types(instr);
    case Immediate::local: return ref(ids_.locals, instr.index);
    case Immediate::global: return ref(ids[IndexSpace::global], instr.index);
    case Immediate::table: return ref(ids[IndexSpace::table], instr.index);
    case Immediate::memory: return memory(instr.index);
    case Immediate::data: return ref(ids[IndexSpace::data], instr.index);
    case Immediate::elem: return ref(ids[IndexSpace::elem], instr.index);
    case Immediate::mem_arg: return mem_arg(instr, row);
    case Immediate::memory_init: return memory(instr.pair.y) + ref(ids[IndexSpace::data], instr.pair.x);
    case Immediate::memory_copy: return memory_copy(instr);
    case Immediate::table_init:
      return ref(ids[IndexSpace::table], instr.pair.y) + ref(ids[IndexSpace::elem], instr.pair.x);
    case Immediate::table_copy:
      return ref(ids[IndexSpace::table], instr.pair.x) + ref(ids[IndexSpace::table], instr.pair.y);
    case Immediate::heap_type: return heap_type(instr);
    case Immediate::i32: return " " + std::to_string(static_cast<std::int32_t>(instr.bits));
    case Immediate::i64: return " " + std::to_string(static_cast<std::int64_t>(instr.bits));
    case Immediate::f32: return " " + float_text(instr.bits, 32);
    case Immediate::f64: return " " + float_text(instr.bits, 64);
    case Immediate::type: return ref(ids[IndexSpace::type], instr.index);
    case Immediate::tag: return ref(ids[IndexSpace::tag], instr.index);
    case Immediate::field:
      return ref(ids[IndexSpace::type], instr.pair.x) + " " + ids.field_ref(instr.pair.x, instr.pair.y);
    case Immediate::array_new_fixed:
      return ref(ids[IndexSpace::type], instr.pair.x) + " " + std::to_string(instr.pair.y);
    case Immediate::type_data:
      return ref(ids[IndexSpace::type], instr.pair.x) + ref(ids[IndexSpace::data], instr.pair.y);
    case Immediate::type_elem:
      return ref(ids[IndexSpace::type], instr.pair.x) + ref(ids[IndexSpace::elem], instr.pair.y);
    case Immediate::array_copy:
      return ref(ids[IndexSpace::type], instr.pair.x) + ref(ids[IndexSpace::type], instr.pair.y);
    case Immediate::cast: return cast(instr);
    case Immediate::try_table: return try_table(instr);
    case Immediate::mem_arg_lane: return mem_arg(instr, row) + " " + std::to_string(expr_.mem_arg(instr).lane);
    case Immediate::lane: return " " + std::to_string(instr.index);
    case Immediate::v128: return vector(instr);
    case Immediate::shuffle: return shuffle(instr);
    case Immediate::fence: return {};
  }
  return {};
}

std::string to_text(const BranchHint& hint) {
  return fmt::format("(@metadata.code.branch_hint \"\\{:02x}\") ", hint.likely ? 1 : 0);
}

void print_body(std::string& out, const Expr& expr, const FuncIdentifiers& ids, const std::vector<BranchHint>& hints,
                std::size_t depth) {
  auto hint = hints.begin();
  InstrPrinter printer(expr, ids);
  std::size_t blocks = 0;
  std::uint32_t index = 0;
  for (const Instr instr : expr.instrs()) {
    if ((is_closing(instr.op) || is_dividing(instr.op)) && blocks > 0) --blocks;
    out += new_line(depth + blocks);
    if (hint != hints.end() && hint->instr == index) out += to_text(*hint++);
    ++index;
    out += printer.print(instr);
    if (is_opening(instr.op) || is_dividing(instr.op)) ++blocks;
  }
}

// In parentheses, except when there are blocks (which is never valid, but may be written).
std::string const_expr(const Expr& expr, const ModuleIdentifiers& ids) {
  const FuncIdentifiers func_ids{ids, {}, {}};
  InstrPrinter printer(expr, func_ids);
  const bool has_blocks =
      std::any_of(expr.begin(), expr.end(), [](const Instr& instr) { return is_opening(instr.op); });
  std::string result;
  for (const Instr instr : expr.instrs()) {
    const std::string text = printer.print(instr);
    result += has_blocks ? " " + text : " (" + text + ")";
  }
  return result;
}

}  // namespace modlink::text
