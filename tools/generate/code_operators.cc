// Function bodies: rows of the table of instructions, and what they name.
#include <fmt/format.h>

#include <algorithm>

#include "tools/generate/code.h"
#include "wast/syntax/type_tables.h"

namespace modlink::generate {

namespace {

// Numbers at which operators change what they do.
constexpr std::uint32_t float_bits[] = {0x00000000, 0x80000000, 0x3f800000, 0xbf000000, 0x7f800000, 0xff800000,
                                        0x00000001, 0x4f000000, 0xcf000000, 0x5f000000, 0x7f7fffff, 0x7fc00000,
                                        0x40490fdb, 0x4effffff, 0x3effffff, 0xc0200000};

}  // namespace

// --- literals

std::string Code::literal_float(bool is_double) {
  const std::uint32_t bits = random_.chance(80) ? float_bits[random_.below(std::size(float_bits))]
                                                : static_cast<std::uint32_t>(random_.next());
  const bool is_nan = (bits & 0x7fffffff) > 0x7f800000;
  if (is_nan) return fmt::format("{}nan{}", bits >> 31 ? "-" : "", stock_.is_deterministic ? "" : ":0x200001");
  if ((bits & 0x7fffffff) == 0x7f800000) return bits >> 31 ? "-inf" : "inf";
  const std::uint32_t mantissa = bits & 0x7fffff;
  const int exponent = static_cast<int>(bits >> 23 & 0xff);
  const int least = exponent == 0 ? 0 : 1;
  const int shift = (is_double ? -1 : 1) * static_cast<int>(random_.below(2));
  const int power = std::clamp(exponent - 127 + 1 - least + (exponent > 1 && exponent < 254 ? shift : 0), -126, 127);
  return fmt::format("{}0x{}.{:06x}p{}", bits >> 31 ? "-" : "", least, mantissa << 1, power);
}

std::string Code::literal_vector() {
  std::string text = "i32x4";
  for (unsigned i = 0; i < 4; ++i) {
    const bool is_float = random_.chance(40);
    const std::uint32_t lane =
        is_float ? float_bits[random_.below(std::size(float_bits))] : static_cast<std::uint32_t>(random_.next());
    text += fmt::format(" {}", random_.chance(30) ? lane & 0xff : lane);
  }
  return text;
}

std::string Code::literal(ValType type) {
  static const std::vector<const char*> integers = {"0",   "1",     "2",     "7",          "-1",          "8",
                                                    "127", "-128",  "255",   "256",        "32767",       "-32768",
                                                    "31",  "65535", "65536", "2147483647", "-2147483648", "33"};
  const bool is_known = random_.chance(70);
  switch (type.kind) {
    case ValKind::i32:
      return fmt::format("(i32.const {})", is_known ? random_.pick(integers)
                                                    : std::to_string(static_cast<std::uint32_t>(random_.next())));
    case ValKind::i64:
      return fmt::format("(i64.const {})", is_known ? random_.pick(integers) : std::to_string(random_.next()));
    case ValKind::f32: return fmt::format("(f32.const {})", literal_float(false));
    case ValKind::f64: return fmt::format("(f64.const {})", literal_float(true));
    case ValKind::v128: return fmt::format("(v128.const {})", literal_vector());
    case ValKind::ref:
    case ValKind::bot: break;
  }
  return "";
}

// --- operators

std::string Code::number(ValType type) {
  if (type == ValKind::i32 && random_.chance(12)) return question();
  if ((type == ValKind::i32 || type == ValKind::i64) && random_.chance(6)) return sizes(type);
  return operation(type);
}

std::string Code::operation(ValType type) {
  const std::vector<Opcode>& candidates = operators_.giving(info(type.kind).letter);
  const Opcode op = random_.pick(candidates);
  std::string text = applied(op);
  return may_give_nan(op) && !text.empty() ? canonical(type, std::move(text)) : text;
}

// A NaN becomes 0, also in the locals that see it, which are the first behind the parameters and a counter.
std::string Code::canonical(ValType type, std::string text) {
  if (!stock_.is_deterministic) return text;
  const std::size_t first = func_.params.size() + 1;
  if (type == ValKind::v128)
    return fmt::format("(local.tee {0} (v128.and (local.tee {0} {1}) (f{2} (local.get {0}) (local.get {0}))))",
                       first + 2, text, text.compare(1, 2, "f3") == 0 ? "32x4.eq" : "64x2.eq");
  const std::string word = types_.text(type);
  return fmt::format(
      "(local.tee {0} (select (local.tee {0} {1}) ({2}.const 0) ({2}.eq (local.get {0}) (local.get {0}))))",
      type == ValKind::f32 ? first : first + 1, text, word);
}

const MemoryItem* Code::choose_memory(Opcode op) {
  const bool waits = is_wait(op) && !random_.chance(3);
  return find(stock_.memories, [&](const MemoryItem& item) { return !waits || item.is_shared; });
}

// Empty if there is nothing of what it names.
std::string Code::applied(Opcode op) {
  const OpcodeInfo& row = info(op);
  const bool names_memory = row.immediate == Immediate::mem_arg || row.immediate == Immediate::mem_arg_lane ||
                            row.immediate == Immediate::memory || row.immediate == Immediate::memory_init;
  const MemoryItem* memory = names_memory ? choose_memory(op) : nullptr;
  if (names_memory && !memory) return "";
  if ((row.immediate == Immediate::data || row.immediate == Immediate::memory_init) && stock_.datas.empty()) return "";
  if (row.immediate == Immediate::elem && stock_.elems.empty()) return "";
  std::string text = fmt::format("({}{}", row.mnemonic, immediate(op, memory));
  const std::string_view letters = row.signature.substr(0, row.signature.find(':'));
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const bool is_timeout = is_wait(op) && i == 2;
    const bool is_size = i + 1 == letters.size() && (op == Opcode::memory_fill || op == Opcode::memory_init);
    if (is_timeout) {
      text += fmt::format(" (i64.const {})", random_.below(2) * 1000);
    } else if (is_size) {
      text += " " + count(op == Opcode::memory_fill && memory->is_wide, 15);
    } else {
      text += " " + operand(letters[i], op, memory);
    }
  }
  return text + ")";
}

std::string Code::operand(char letter, Opcode op, const MemoryItem* memory) {
  switch (letter) {
    case 'a': return address(*memory, info(op).prefix == 0xfe);
    case 'q': return expr(RefType{true, {HeapKind::eq, 0}});
    case 'j': return expr(RefType{random_.chance(10), {HeapKind::i31, 0}});
    case 'y': return expr(RefType{random_.chance(10), {HeapKind::array, 0}});
    default: return expr(number_kind(letter));
  }
}

std::string Code::immediate(Opcode op, const MemoryItem* memory) {
  switch (info(op).immediate) {
    case Immediate::mem_arg: return memory_argument(op, *memory);
    case Immediate::mem_arg_lane: {
      const unsigned lane = random_.below(lanes_of(op));
      return fmt::format("{} {}", memory_argument(op, *memory), lane);
    }
    case Immediate::lane: return fmt::format(" {}", random_.below(lanes_of(op)));
    case Immediate::shuffle: {
      std::string text;
      for (unsigned i = 0; i < 16; ++i) text += fmt::format(" {}", random_.below(32));
      return text;
    }
    case Immediate::memory: return stock_.memories.size() > 1 ? " " + memory->id : "";
    case Immediate::data: return " " + random_.pick(stock_.datas).id;
    case Immediate::elem: return " " + random_.pick(stock_.elems).id;
    case Immediate::memory_init:
      return fmt::format(" {} {}", stock_.memories.size() > 1 ? memory->id : "", random_.pick(stock_.datas).id);
    default: return "";
  }
}

// Atomic accesses are aligned as they are large, or else they trap.
std::string Code::memory_argument(Opcode op, const MemoryItem& memory) {
  const unsigned align = info(op).align;
  const bool is_atomic = info(op).prefix == 0xfe;
  std::string text = stock_.memories.size() > 1 ? " " + memory.id : "";
  const unsigned shift = is_atomic ? align : random_.below(4);
  if (random_.chance(60)) text += fmt::format(" offset={}", random_.below(8) << shift);
  if (!is_atomic && random_.chance(50)) text += fmt::format(" align={}", 1u << random_.below(align + 1));
  return text;
}

// --- what is named by numbers

std::string Code::number_of(bool is_wide, unsigned value) const {
  return fmt::format("({}.const {})", is_wide ? "i64" : "i32", value);
}

// A number up to `most`, which is one below a power of two.
std::string Code::count(bool is_wide, unsigned most) {
  if (random_.chance(40)) return number_of(is_wide, random_.below(most + 1));
  const char* const word = is_wide ? "i64" : "i32";
  return fmt::format("({0}.and {1} ({0}.const {2}))", word, expr(is_wide ? ValKind::i64 : ValKind::i32), most);
}

// Nearly always within the memory, and mostly where several look.
std::string Code::address(const MemoryItem& memory, bool is_atomic) {
  const ValType type = memory.is_wide ? ValKind::i64 : ValKind::i32;
  if (random_.chance(2)) return expr(type);
  const unsigned most = memory.size < 0x10000 ? 0x7f : random_.chance(80) ? 0xfff : 0xffff;
  return fmt::format("({0}.and {1} ({0}.const {2}))", types_.text(type), expr(type), is_atomic ? most - 15 : most - 7);
}

std::string Code::slot(const TableItem& table) { return count(table.is_wide, random_.chance(3) ? 31 : 7); }

std::string Code::sizes(ValType type) {
  const bool wide = type == ValKind::i64;
  const auto* memory = find(stock_.memories, [&](const MemoryItem& item) { return item.is_wide == wide; });
  const auto* table = find(stock_.tables, [&](const TableItem& item) { return item.is_wide == wide; });
  if (memory && random_.chance(50)) {
    const std::string name = stock_.memories.size() > 1 ? " " + memory->id : "";
    if (random_.chance(70)) return fmt::format("(memory.size{})", name);
    return fmt::format("(memory.grow{} {})", name, number_of(wide, random_.below(2)));
  }
  if (!table || !has(Feature::reference_types)) return "";
  if (random_.chance(70)) return fmt::format("(table.size {})", table->id);
  const std::string value = leaf(table->elem);
  return fmt::format("(table.grow {} {} {})", table->id, value, number_of(wide, random_.below(2)));
}

}  // namespace modlink::generate
