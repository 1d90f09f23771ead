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

// What WABT lacks or has differently: its release gives the unary operators of floats two operands.
const std::map<Code, WabtRow> corrections = {
    {{0x00, 0x8b}, {"f32.abs", "f:f", 0}},     {{0x00, 0x8c}, {"f32.neg", "f:f", 0}},
    {{0x00, 0x8d}, {"f32.ceil", "f:f", 0}},    {{0x00, 0x8e}, {"f32.floor", "f:f", 0}},
    {{0x00, 0x8f}, {"f32.trunc", "f:f", 0}},   {{0x00, 0x90}, {"f32.nearest", "f:f", 0}},
    {{0x00, 0x91}, {"f32.sqrt", "f:f", 0}},    {{0x00, 0x99}, {"f64.abs", "F:F", 0}},
    {{0x00, 0x9a}, {"f64.neg", "F:F", 0}},     {{0x00, 0x9b}, {"f64.ceil", "F:F", 0}},
    {{0x00, 0x9c}, {"f64.floor", "F:F", 0}},   {{0x00, 0x9d}, {"f64.trunc", "F:F", 0}},
    {{0x00, 0x9e}, {"f64.nearest", "F:F", 0}}, {{0x00, 0x9f}, {"f64.sqrt", "F:F", 0}},
};

// WABT's own, which are no instructions of WebAssembly: those of its interpreter, and the exception instructions that
// 3.0 has replaced.
const std::set<std::string> never = {
    "alloca", "br_unless", "call_import", "data",     "drop_keep", "catch_drop", "adjust_frame_for_return_call",
    "try",    "catch",     "rethrow",     "delegate", "catch_all"};

// To come, one by one and by proposal.
const std::set<std::string> not_yet = {"throw", "call_ref"};
const std::map<int, std::size_t> prefixes_not_yet = {{0xfd, 256}, {0xfe, 67}};

// The address type of WABT's table is i32.
std::string wabt_signature(std::string_view ours) {
  std::string result(ours);
  for (char& c : result) c = c == 'a' ? 'i' : c;
  return result;
}

TEST(instructions, rows_are_those_of_wabt) {
  auto theirs = wabt_rows();
  for (const auto& [code, row] : corrections) theirs[code] = row;
  for (const auto& [code, row] : our_rows()) {
    SCOPED_TRACE(row.mnemonic);
    const auto found = theirs.find(code);
    ASSERT_NE(found, theirs.end());
    EXPECT_EQ(row.mnemonic, found->second.mnemonic);
    if (row.signature != "*") {
      EXPECT_EQ(wabt_signature(row.signature), found->second.signature);
    }
    const bool accesses_memory = row.immediate == Immediate::mem_arg;
    EXPECT_EQ(accesses_memory ? 1 << row.align : 0, found->second.memory_size);
  }
}

TEST(instructions, what_wabt_has_beyond_them_is_listed) {
  const auto ours = our_rows();
  std::set<std::string> missing;
  std::map<int, std::size_t> missing_of_prefix;
  for (const auto& [code, row] : wabt_rows()) {
    if (ours.count(code) > 0 || never.count(row.mnemonic) > 0) continue;
    if (prefixes_not_yet.count(code.first) > 0) {
      ++missing_of_prefix[code.first];
    } else {
      missing.insert(row.mnemonic);
    }
  }
  EXPECT_EQ(missing, not_yet);
  EXPECT_EQ(missing_of_prefix, prefixes_not_yet);
}

TEST(instructions, codes_are_given_once) { EXPECT_EQ(our_rows().size(), opcode_count); }

TEST(instructions, are_found_by_code_and_by_mnemonic) {
  for (std::size_t i = 0; i < opcode_count; ++i) {
    const auto op = static_cast<Opcode>(i);
    EXPECT_EQ(find_opcode(info(op).prefix, info(op).code), op);
    // The typed `select` has the mnemonic of the other.
    EXPECT_EQ(find_opcode(info(op).mnemonic), op == Opcode::select_t ? Opcode::select : op);
  }
  EXPECT_EQ(find_opcode("i32.frob"), std::nullopt);
  EXPECT_EQ(find_opcode(0, 0x27), std::nullopt);
}

TEST(instructions, rows_are_well_formed) {
  for (std::size_t i = 0; i < opcode_count; ++i) {
    const OpcodeInfo& row = info(static_cast<Opcode>(i));
    SCOPED_TRACE(row.mnemonic);
    EXPECT_THAT(std::string(row.signature), testing::MatchesRegex("\\*|[aiIfFv]*:[aiIfFv]?"));
    if (row.immediate != Immediate::mem_arg) {
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
  b.make_br_table(Opcode::br_table, no_pos, {7, 8, 9});
  b.make_block(Opcode::block, no_pos, {BlockType::Kind::type_index, {}, 4});
  for (Expr* expr : {&a, &b}) {
    expr->instrs.push_back(expr->make_br_table(Opcode::br_table, expr == &a ? 0 : 9, {1, 2}));
    expr->instrs.push_back(expr->make_block(Opcode::loop, no_pos, {BlockType::Kind::val_type, ValKind::f32, 0}));
  }
  EXPECT_EQ(a, b);
  b.instrs[0] = b.make_br_table(Opcode::br_table, 0, {1, 3});
  EXPECT_FALSE(a == b);
}

}  // namespace
}  // namespace modlink
