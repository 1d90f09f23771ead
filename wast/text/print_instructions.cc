// Printing of instructions. spec: text/instructions
#include "wast/text/print_instructions.h"

#include <fmt/format.h>
#include <wabt/literal.h>

#include <algorithm>
#include <cstring>

#include "wast/text/print_types.h"

namespace modlink::text {

namespace {

// Floats are exact in hexadecimal; a comment shows the shortest decimal that reads as the same value.
template <class Float, class Bits, class Write>
std::string float_text(Bits bits, Write write_hex) {
  char buffer[64];
  write_hex(buffer, sizeof buffer, bits);
  Float value;
  std::memcpy(&value, &bits, sizeof value);
  return value - value == 0 ? fmt::format("{} (;={};)", buffer, value) : buffer;
}

std::string f32_text(std::uint32_t bits) { return float_text<float>(bits, wabt::WriteFloatHex); }
std::string f64_text(std::uint64_t bits) { return float_text<double>(bits, wabt::WriteDoubleHex); }

class InstrPrinter {
 public:
  InstrPrinter(const Expr& expr, const FuncIdentifiers& ids) : expr_(expr), ids_(ids) {}

  // Labels are counted: instructions must come in order.
  std::string print(const Instr& instr) {
    const OpcodeInfo& row = info(instr.op);
    return std::string(row.mnemonic) + immediates(instr, row);
  }

 private:
  std::string immediates(const Instr& instr, const OpcodeInfo& row);
  std::string block(const Instr& instr);
  std::string br_table(const Instr& instr) const;
  std::string select_types(const Instr& instr) const;
  std::string mem_arg(const Instr& instr, const OpcodeInfo& row) const;
  std::string memory(Index index) const { return index == 0 ? std::string() : " " + ids_.module.memories.ref(index); }
  std::string memory_copy(const Instr& instr) const;
  std::string ref(const Identifiers& ids, Index index) const { return " " + ids.ref(index); }

  const Expr& expr_;
  const FuncIdentifiers& ids_;
  Index next_label_ = 0;
};

std::string InstrPrinter::block(const Instr& instr) {
  if (instr.op == Opcode::else_) return {};
  const std::string label = ids_.labels.bind(next_label_++);
  const BlockType type = expr_.block_type(instr);
  switch (type.kind) {
    case BlockType::Kind::empty: return label;
    case BlockType::Kind::val_type: return label + val_types("result", {type.val}, ids_.module.types);
    case BlockType::Kind::type_index: return label + " " + type_use(type.type, ids_.module.types);
  }
  return label;
}

std::string InstrPrinter::br_table(const Instr& instr) const {
  std::string result;
  for (std::uint32_t i = 0; i < instr.range.count; ++i) result += " " + std::to_string(expr_.indices(instr)[i]);
  return result;
}

std::string InstrPrinter::select_types(const Instr& instr) const {
  std::string result = " (result";
  for (std::uint32_t i = 0; i < instr.range.count; ++i) {
    result += " " + to_text(expr_.val_types(instr)[i], ids_.module.types);
  }
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
  return ref(ids_.module.memories, instr.pair.x) + ref(ids_.module.memories, instr.pair.y);
}

std::string InstrPrinter::immediates(const Instr& instr, const OpcodeInfo& row) {
  const ModuleIdentifiers& ids = ids_.module;
  switch (row.immediate) {
    case Immediate::none: return {};
    case Immediate::block: return block(instr);
    case Immediate::label: return " " + std::to_string(instr.index);
    case Immediate::br_table: return br_table(instr);
    case Immediate::func: return ref(ids.funcs, instr.index);
    case Immediate::call_indirect: return ref(ids.tables, instr.pair.y) + " " + type_use(instr.pair.x, ids.types);
    case Immediate::select_types: return select_types(instr);
    case Immediate::local: return ref(ids_.locals, instr.index);
    case Immediate::global: return ref(ids.globals, instr.index);
    case Immediate::table: return ref(ids.tables, instr.index);
    case Immediate::memory: return memory(instr.index);
    case Immediate::data: return ref(ids.datas, instr.index);
    case Immediate::elem: return ref(ids.elems, instr.index);
    case Immediate::mem_arg: return mem_arg(instr, row);
    case Immediate::memory_init: return memory(instr.pair.y) + ref(ids.datas, instr.pair.x);
    case Immediate::memory_copy: return memory_copy(instr);
    case Immediate::table_init: return ref(ids.tables, instr.pair.y) + ref(ids.elems, instr.pair.x);
    case Immediate::table_copy: return ref(ids.tables, instr.pair.x) + ref(ids.tables, instr.pair.y);
    case Immediate::heap_type: return " " + to_text(instr.heap(), ids.types);
    case Immediate::i32: return " " + std::to_string(static_cast<std::int32_t>(instr.bits));
    case Immediate::i64: return " " + std::to_string(static_cast<std::int64_t>(instr.bits));
    case Immediate::f32: return " " + f32_text(static_cast<std::uint32_t>(instr.bits));
    case Immediate::f64: return " " + f64_text(instr.bits);
  }
  return {};
}

bool is_opening(Opcode op) { return op == Opcode::block || op == Opcode::loop || op == Opcode::if_; }

bool is_closing(Opcode op) { return op == Opcode::end || op == Opcode::else_; }

}  // namespace

void print_body(std::string& out, const Expr& expr, const FuncIdentifiers& ids, std::size_t depth) {
  InstrPrinter printer(expr, ids);
  std::size_t blocks = 0;
  for (std::size_t i = 0; i + 1 < expr.instrs.size(); ++i) {
    const Instr& instr = expr.instrs[i];
    if (is_closing(instr.op) && blocks > 0) --blocks;
    out += new_line(depth + blocks);
    out += printer.print(instr);
    if (is_opening(instr.op) || instr.op == Opcode::else_) ++blocks;
  }
}

// In parentheses, except when there are blocks (which is never valid, but may be written).
std::string const_expr(const Expr& expr, const ModuleIdentifiers& ids) {
  const FuncIdentifiers func_ids{ids, {}, {}};
  InstrPrinter printer(expr, func_ids);
  const bool has_blocks =
      std::any_of(expr.instrs.begin(), expr.instrs.end(), [](const Instr& instr) { return is_opening(instr.op); });
  std::string result;
  for (std::size_t i = 0; i + 1 < expr.instrs.size(); ++i) {
    const std::string text = printer.print(expr.instrs[i]);
    result += has_blocks ? " " + text : " (" + text + ")";
  }
  return result;
}

}  // namespace modlink::text
