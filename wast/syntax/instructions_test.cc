#include "wast/syntax/instructions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace modlink {
namespace {

// The table against that of WABT's release, which was made independently of it.

using Code = std::pair<int, int>;  // prefix and code

struct WabtRow {
  std::string mnemonic;
  std::string signature;
  int memory_size;  // bytes; 0 if it does not access memory
};

// "I32" as 'i', and so on; nothing for "___".
std::string letter(const std::string& type) {
  static const std::map<std::string, std::string> letters = {{"I32", "i"}, {"I64", "I"},  {"F32", "f"},
                                                             {"F64", "F"}, {"V128", "v"}, {"___", ""}};
  return letters.at(type);
}

// Constants first: a statement for each row would take the compiler minutes.
struct RawWabtRow {
  Code code;
  const char* mnemonic;
  const char* result;
  const char* operands[3];
  int memory_size;
};
constexpr RawWabtRow raw_wabt_rows[] = {
#define WABT_OPCODE(tr, t1, t2, t3, size, prefix, code, Name, text, decomp) \
  {{prefix, code}, text, #tr, {#t1, #t2, #t3}, size},
#include <wabt/opcode.def>
#undef WABT_OPCODE
};

std::map<Code, WabtRow> wabt_rows() {
  std::map<Code, WabtRow> result;
  for (const RawWabtRow& row : raw_wabt_rows) {
    std::string signature;
    for (const char* operand : row.operands) signature += letter(operand);
    result[row.code] = {row.mnemonic, signature + ":" + letter(row.result), row.memory_size};
  }
  return result;
}

std::map<Code, OpcodeInfo> our_rows() {
  std::map<Code, OpcodeInfo> result;
  for (std::size_t i = 0; i < opcode_count; ++i) {
    const OpcodeInfo& row = info(static_cast<Opcode>(i));
    result.emplace(Code{row.prefix, static_cast<int>(row.code)}, row);
  }
  return result;
}

// What WABT has differently: its release gives the unary operators of floats two operands, `table.size` no result, and
// two relaxed instructions other names.
const std::map<Code, WabtRow> corrections = {
    {{0x00, 0x8b}, {"f32.abs", "f:f", 0}},
    {{0x00, 0x8c}, {"f32.neg", "f:f", 0}},
    {{0x00, 0x8d}, {"f32.ceil", "f:f", 0}},
    {{0x00, 0x8e}, {"f32.floor", "f:f", 0}},
    {{0x00, 0x8f}, {"f32.trunc", "f:f", 0}},
    {{0x00, 0x90}, {"f32.nearest", "f:f", 0}},
    {{0x00, 0x91}, {"f32.sqrt", "f:f", 0}},
    {{0x00, 0x99}, {"f64.abs", "F:F", 0}},
    {{0x00, 0x9a}, {"f64.neg", "F:F", 0}},
    {{0x00, 0x9b}, {"f64.ceil", "F:F", 0}},
    {{0x00, 0x9c}, {"f64.floor", "F:F", 0}},
    {{0x00, 0x9d}, {"f64.trunc", "F:F", 0}},
    {{0x00, 0x9e}, {"f64.nearest", "F:F", 0}},
    {{0x00, 0x9f}, {"f64.sqrt", "F:F", 0}},
    {{0xfc, 0x10}, {"table.size", ":i", 0}},
    {{0xfd, 0x112}, {"i16x8.relaxed_dot_i8x16_i7x16_s", "vv:v", 0}},
    {{0xfd, 0x113}, {"i32x4.relaxed_dot_i8x16_i7x16_add_s", "vvv:v", 0}},
};

// WABT's own, which are no instructions of WebAssembly: those of its interpreter.
const std::set<std::string> never = {
    "alloca", "br_unless", "call_import", "data", "drop_keep", "catch_drop", "adjust_frame_for_return_call"};

// Instructions that WABT's release does not have, with the codes of the specification.
const std::map<Code, std::string> beyond = {
    {{0x00, 0x0a}, "throw_ref"},          {{0x00, 0x15}, "return_call_ref"},
    {{0x00, 0x1f}, "try_table"},          {{0x00, 0xd3}, "ref.eq"},
    {{0x00, 0xd4}, "ref.as_non_null"},    {{0x00, 0xd5}, "br_on_null"},
    {{0x00, 0xd6}, "br_on_non_null"},     {{0xfb, 0x00}, "struct.new"},
    {{0xfb, 0x01}, "struct.new_default"}, {{0xfb, 0x02}, "struct.get"},
    {{0xfb, 0x03}, "struct.get_s"},       {{0xfb, 0x04}, "struct.get_u"},
    {{0xfb, 0x05}, "struct.set"},         {{0xfb, 0x06}, "array.new"},
    {{0xfb, 0x07}, "array.new_default"},  {{0xfb, 0x08}, "array.new_fixed"},
    {{0xfb, 0x09}, "array.new_data"},     {{0xfb, 0x0a}, "array.new_elem"},
    {{0xfb, 0x0b}, "array.get"},          {{0xfb, 0x0c}, "array.get_s"},
    {{0xfb, 0x0d}, "array.get_u"},        {{0xfb, 0x0e}, "array.set"},
    {{0xfb, 0x0f}, "array.len"},          {{0xfb, 0x10}, "array.fill"},
    {{0xfb, 0x11}, "array.copy"},         {{0xfb, 0x12}, "array.init_data"},
    {{0xfb, 0x13}, "array.init_elem"},    {{0xfb, 0x14}, "ref.test"},
    {{0xfb, 0x15}, "ref.test"},           {{0xfb, 0x16}, "ref.cast"},
    {{0xfb, 0x17}, "ref.cast"},           {{0xfb, 0x18}, "br_on_cast"},
    {{0xfb, 0x19}, "br_on_cast_fail"},    {{0xfb, 0x1a}, "any.convert_extern"},
    {{0xfb, 0x1b}, "extern.convert_any"}, {{0xfb, 0x1c}, "ref.i31"},
    {{0xfb, 0x1d}, "i31.get_s"},          {{0xfb, 0x1e}, "i31.get_u"},
    {{0xfc, 0x13}, "i64.add128"},         {{0xfc, 0x14}, "i64.sub128"},
    {{0xfc, 0x15}, "i64.mul_wide_s"},     {{0xfc, 0x16}, "i64.mul_wide_u"},
};

// The address type of WABT's table is i32.
std::string wabt_signature(std::string_view ours) {
  std::string result(ours);
  for (char& c : result) c = c == 'a' ? 'i' : c;
  return result;
}

bool accesses_memory(const OpcodeInfo& row) {
  return row.immediate == Immediate::mem_arg || row.immediate == Immediate::mem_arg_lane;
}

TEST(instructions, rows_are_those_of_wabt) {
  auto theirs = wabt_rows();
  for (const auto& [code, row] : corrections) theirs[code] = row;
  for (const auto& [code, row] : our_rows()) {
    SCOPED_TRACE(row.mnemonic);
    const auto found = theirs.find(code);
    if (found == theirs.end()) continue;
    EXPECT_EQ(row.mnemonic, found->second.mnemonic);
    if (row.signature.find_first_not_of("aiIfFv:") == std::string_view::npos) {
      EXPECT_EQ(wabt_signature(row.signature), found->second.signature);
    }
    EXPECT_EQ(accesses_memory(row) ? 1 << row.align : 0, found->second.memory_size);
  }
}

TEST(instructions, rows_that_wabt_lacks_are_listed) {
  const auto theirs = wabt_rows();
  std::map<Code, std::string> found;
  for (const auto& [code, row] : our_rows()) {
    if (theirs.count(code) == 0) found.emplace(code, row.mnemonic);
  }
  EXPECT_EQ(found, beyond);
}

TEST(instructions, what_wabt_has_beyond_them_is_listed) {
  const auto ours = our_rows();
  std::set<std::string> found;
  for (const auto& [code, row] : wabt_rows()) {
    if (ours.count(code) == 0) found.insert(row.mnemonic);
  }
  EXPECT_EQ(found, never);
}

TEST(instructions, codes_are_given_once) { EXPECT_EQ(our_rows().size(), opcode_count); }

// The typed `select` and the nullable casts have the mnemonics of the others.
Opcode first_of_mnemonic(Opcode op) {
  if (op == Opcode::select_t) return Opcode::select;
  return is_nullable_cast(op) ? with_nullability(op, false) : op;
}

TEST(instructions, casts_come_in_two_opcodes) {
  for (Opcode op : {Opcode::ref_test, Opcode::ref_cast}) {
    EXPECT_FALSE(is_nullable_cast(op));
    EXPECT_TRUE(is_nullable_cast(with_nullability(op, true)));
    EXPECT_EQ(with_nullability(with_nullability(op, true), false), op);
  }
}

TEST(instructions, are_found_by_code_and_by_mnemonic) {
  for (std::size_t i = 0; i < opcode_count; ++i) {
    const auto op = static_cast<Opcode>(i);
    EXPECT_EQ(find_opcode(info(op).prefix, info(op).code), op);
    EXPECT_EQ(find_opcode(info(op).mnemonic), first_of_mnemonic(op));
  }
  EXPECT_EQ(find_opcode("i32.frob"), std::nullopt);
  EXPECT_EQ(find_opcode(0, 0x27), std::nullopt);
}

enum class Kind { instr, typed, sized };
constexpr Kind kinds[] = {
#define INSTR(...) Kind::instr,
#define TYPED(...) Kind::typed,
#define SIZED(...) Kind::sized,
#include "wast/syntax/instructions.def"
};

std::string signature_pattern(Kind kind) {
  switch (kind) {
    case Kind::instr: return "[aiIfFvqjJyx]*:([aiIfFvqjJyx]*|\\*)";
    case Kind::typed: return "[aiIfFvqjJyxt]*:([aiIfFvqjJyxt]*|\\*)";
    case Kind::sized: return "\\*";
  }
  return "";
}

TEST(instructions, rows_are_well_formed) {
  for (std::size_t i = 0; i < opcode_count; ++i) {
    const OpcodeInfo& row = info(static_cast<Opcode>(i));
    SCOPED_TRACE(row.mnemonic);
    EXPECT_THAT(std::string(row.signature), testing::MatchesRegex(signature_pattern(kinds[i])));
    if (!accesses_memory(row)) {
      EXPECT_EQ(row.align, 0);
    }
  }
}

TEST(instructions, memory_arguments_are_packed_where_they_fit) {
  Expr expr;
  for (const MemArg& arg : {MemArg{0, 2, 8, 0}, MemArg{65535, 3, UINT32_MAX, 0}}) {
    const Instr instr = expr.make_mem_arg(Opcode::i32_load, no_pos, arg);
    EXPECT_EQ(instr.wide, 0);
    EXPECT_EQ(expr.mem_arg(instr), arg);
  }
  for (const MemArg& arg : {MemArg{65536, 2, 8, 0}, MemArg{0, 3, std::uint64_t{1} << 32, 0}}) {
    const Instr instr = expr.make_mem_arg(Opcode::i32_load, no_pos, arg);
    EXPECT_EQ(instr.wide, 1);
    EXPECT_EQ(expr.mem_arg(instr), arg);
  }
}

TEST(instructions, expressions_are_equal_however_they_store_immediates) {
  Expr a;
  Expr b;
  Expr c;
  b.make_br_table(Opcode::br_table, no_pos, {{7, 8, 9}});
  b.make_block(Opcode::block, no_pos, {BlockType::Kind::type_index, {}, 4});
  for (Expr* expr : {&a, &b, &c}) {
    expr->append(expr->make_br_table(Opcode::br_table, expr == &a ? 0 : 9, {{1, expr == &c ? 3u : 2u}}));
    expr->append(expr->make_block(Opcode::loop, no_pos, {BlockType::Kind::val_type, ValKind::f32, 0}));
  }
  EXPECT_EQ(a, b);
  EXPECT_FALSE(a == c);
}

}  // namespace
}  // namespace modlink
