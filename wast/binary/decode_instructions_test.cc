#include "wast/binary/decode_instructions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wast/binary/test_bytes.h"
#include "wast/syntax/test_instrs.h"

namespace modlink::binary {
namespace {

using test::all_features;
using test::bytes;
using test::error_of;
using test::module_of_body;
using test::without;
using testing::HasSubstr;
using testing::StartsWith;

Expr decode_body(std::string_view hex) {
  return test::decode(module_of_body("00 " + std::string(hex))).funcs.at(0).body;
}

// The error of a body without locals; its first instruction is at offset 23.
std::string body_error(std::string_view hex, const Features& features = all_features()) {
  return error_of(module_of_body("00 " + std::string(hex)), features);
}

TEST(decode_instructions, blocks_are_kept_in_order) {
  const Expr expr = decode_body("02 40 03 7f 04 00 01 05 01 01 0b 0b 04 40 0b 0b 0b");
  const std::vector<Instr> instrs = instrs_of(expr);
  const std::vector<Opcode> ops = {Opcode::block, Opcode::loop, Opcode::if_, Opcode::nop, Opcode::else_,
                                   Opcode::nop,   Opcode::nop,  Opcode::end, Opcode::end, Opcode::if_,
                                   Opcode::end,   Opcode::end,  Opcode::end};
  ASSERT_EQ(instrs.size(), ops.size());
  for (std::size_t i = 0; i < ops.size(); ++i) EXPECT_EQ(instrs[i].op, ops[i]) << i;
  EXPECT_EQ(expr.block_type(instrs[0]).kind, BlockType::Kind::empty);
  EXPECT_EQ(expr.block_type(instrs[1]), (BlockType{BlockType::Kind::val_type, ValKind::i32, 0}));
  EXPECT_EQ(expr.block_type(instrs[2]), (BlockType{BlockType::Kind::type_index, {}, 0}));
}

TEST(decode_instructions, positions_are_offsets_in_the_file) {
  const Expr expr = decode_body("41 80 01 1a 0b");
  EXPECT_EQ(instrs_of(expr)[0].pos, 23u);
  EXPECT_EQ(instrs_of(expr)[1].pos, 26u);
  EXPECT_EQ(instrs_of(expr)[2].pos, 27u);
}

// Code is read again from bytes that need not be the shortest.
TEST(decode_instructions, long_integers_say_the_same) {
  const Expr expr = decode_body(
      "41 ff ff ff ff 7f 42 80 80 80 80 80 80 80 80 80 7f 20 83 80 80 80 00 28 82 00 88 80 80 80 00 "
      "02 80 80 80 80 00 0b d0 85 80 80 80 00 0e 81 00 82 00 83 00 0b");
  const std::vector<Instr> instrs = instrs_of(expr);
  EXPECT_EQ(instrs[0].bits, 0xffffffffu);
  EXPECT_EQ(instrs[1].bits, std::uint64_t{1} << 63);
  EXPECT_EQ(instrs[2].index, 3u);
  EXPECT_EQ(expr.mem_arg(instrs[3]), (MemArg{0, 2, 8, 0}));
  EXPECT_EQ(expr.block_type(instrs[4]), (BlockType{BlockType::Kind::type_index, {}, 0}));
  EXPECT_EQ(instrs[6].heap(), (HeapType{HeapKind::type_index, 5}));
  EXPECT_EQ(expr.labels(instrs[7]), (std::vector<Index>{2, 3}));
}

TEST(decode_instructions, constants_are_kept_by_their_bits) {
  const Expr expr = decode_body("41 7f 42 7f 43 01 00 a0 7f 44 01 00 00 00 00 00 f4 ff 0b");
  EXPECT_EQ(instrs_of(expr)[0].bits, 0xffffffffu);
  EXPECT_EQ(instrs_of(expr)[1].bits, UINT64_MAX);
  EXPECT_EQ(instrs_of(expr)[2].bits, 0x7fa00001u);
  EXPECT_EQ(instrs_of(expr)[3].bits, 0xfff4000000000001u);
}

TEST(decode_instructions, memory_arguments_of_every_size) {
  const Expr expr = decode_body("28 02 08 28 41 03 80 01 28 01 ff ff ff ff ff ff ff ff ff 01 28 7f 80 80 04 00 0b");
  EXPECT_EQ(expr.mem_arg(instrs_of(expr)[0]), (MemArg{0, 2, 8, 0}));
  EXPECT_EQ(expr.mem_arg(instrs_of(expr)[1]), (MemArg{3, 1, 128, 0}));
  EXPECT_EQ(expr.mem_arg(instrs_of(expr)[2]), (MemArg{0, 1, UINT64_MAX, 0}));
  EXPECT_EQ(expr.mem_arg(instrs_of(expr)[3]), (MemArg{65536, 63, 0, 0}));
  EXPECT_EQ(instrs_of(expr)[0].wide, 0);
  EXPECT_EQ(instrs_of(expr)[3].wide, 1);
}

TEST(decode_instructions, malformed_memory_arguments) {
  EXPECT_EQ(body_error("28 80 01 00 0b"), "malformed 24: malformed memop flags");
  EXPECT_EQ(body_error("28 80 80 80 80 08 00 0b"), "malformed 24: malformed memop flags");
  EXPECT_EQ(body_error("28 80 80 80 80 10 00 0b"), "malformed 28: integer too large");
  EXPECT_EQ(body_error("28 41 00 00 0b", without(Feature::multi_memory)),
            "malformed 24: malformed memop flags: needs feature multi-memory (--enable multi-memory)");
}

TEST(decode_instructions, operands_are_in_the_order_of_the_syntax) {
  const Expr expr = decode_body("11 01 02 fc 0a 03 04 fc 0c 05 06 fc 0e 07 08 0b");
  const std::vector<std::pair<Index, Index>> expected = {{1, 2}, {3, 4}, {5, 6}, {7, 8}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(std::make_pair(instrs_of(expr)[i].pair.x, instrs_of(expr)[i].pair.y), expected[i]);
  }
}

TEST(decode_instructions, br_table_and_select_keep_lists) {
  const Expr expr = decode_body("0e 02 01 02 03 0e 00 04 1c 02 7f 6f 1c 00 0b");
  ASSERT_EQ(expr.labels(instrs_of(expr)[0]).size(), 3u);
  EXPECT_EQ(expr.labels(instrs_of(expr)[0])[2], 3u);
  ASSERT_EQ(expr.labels(instrs_of(expr)[1]).size(), 1u);
  EXPECT_EQ(expr.labels(instrs_of(expr)[1])[0], 4u);
  EXPECT_EQ(expr.val_types(instrs_of(expr)[2])[1], ValType(externref));
  EXPECT_EQ(expr.val_types(instrs_of(expr)[3]).size(), 0u);
}

TEST(decode_instructions, illegal_opcodes) {
  EXPECT_EQ(body_error("ff 0b"), "malformed 23: illegal opcode ff");
  EXPECT_EQ(body_error("27 0b"), "malformed 23: illegal opcode 27");
  EXPECT_EQ(body_error("fc 12 0b"), "malformed 23: illegal opcode fc 12");
  EXPECT_EQ(body_error("fc ff ff ff ff 0f 0b"), "malformed 23: illegal opcode fc ffffffff");
  EXPECT_EQ(body_error("fc 80 80 80 80 80 00 0b"), "malformed 29: integer representation too long");
  EXPECT_EQ(body_error("12 00 0b", without(Feature::tail_call)),
            "malformed 23: illegal opcode 12: needs feature tail-call (--enable tail-call)");
  EXPECT_EQ(
      body_error("fc 00 0b", without(Feature::saturating_float_to_int)),
      "malformed 23: illegal opcode fc 00: needs feature saturating-float-to-int (--enable saturating-float-to-int)");
}

TEST(decode_instructions, proposals_that_are_out_of_scope_are_named) {
  EXPECT_EQ(body_error("e0 00 0b"), "malformed 23: illegal opcode e0: the proposal stack-switching is out of scope");
  EXPECT_EQ(body_error("e6 00 00 0b"), "malformed 23: illegal opcode e6: the proposal stack-switching is out of scope");
  EXPECT_EQ(body_error("fb 22 00 0b"),
            "malformed 23: illegal opcode fb 22: the proposal custom-descriptors is out of scope");
}

TEST(decode_instructions, reserved_bytes_without_the_features_that_use_them) {
  EXPECT_EQ(body_error("3f 01 0b", without(Feature::multi_memory)), "malformed 24: zero byte expected");
  EXPECT_EQ(body_error("40 80 00 0b", without(Feature::multi_memory)), "malformed 24: zero byte expected");
  EXPECT_EQ(body_error("fc 0a 00 01 0b", without(Feature::multi_memory)), "malformed 26: zero byte expected");
  EXPECT_EQ(body_error("11 00 01 0b", without(Feature::reference_types)), "malformed 25: zero byte expected");
  EXPECT_EQ(body_error("11 00 80 00 0b", without(Feature::reference_types)), "malformed 25: zero byte expected");
  Features overlong = without(Feature::reference_types);
  overlong.set(Feature::call_indirect_overlong, true);
  EXPECT_EQ(body_error("11 00 80 00 0b", overlong), "");
  EXPECT_EQ(body_error("11 00 01 0b", overlong), "");  // which no table has, as validation says
  EXPECT_EQ(body_error("02 00 0b 0b", without(Feature::multi_value)),
            "malformed 24: malformed block type: needs feature multi-value (--enable multi-value)");
  EXPECT_EQ(body_error("3f 80 00 0b"), "");
}

TEST(decode_instructions, misplaced_else_and_missing_end) {
  EXPECT_EQ(body_error("05 0b"), "malformed 23: END opcode expected");
  EXPECT_EQ(body_error("02 40 05 0b 0b"), "malformed 25: END opcode expected");
  EXPECT_EQ(body_error("04 40 05 05 0b 0b"), "malformed 26: END opcode expected");
  EXPECT_EQ(body_error("02 40 0b"), "malformed 26: unexpected end of section or function");
  EXPECT_EQ(body_error("0b 0b"), "malformed 22: section size mismatch");
}

// The end of the section is before the bytes that look like an opcode.
TEST(decode_instructions, an_illegal_opcode_behind_the_section_is_a_missing_end) {
  const Bytes content = test::module(test::join({test::section(6, "01 7f 00 41 00"), test::section(0x1e, "00")}));
  EXPECT_EQ(error_of(content), "malformed 15: unexpected end of section or function");
}

TEST(decode_instructions, parts_of_try_have_their_places) {
  EXPECT_EQ(body_error("06 40 07 00 19 0b 0b"), "");
  EXPECT_EQ(body_error("06 40 18 00 0b"), "");
  EXPECT_EQ(body_error("19 0b"), "malformed 23: END opcode expected");
  EXPECT_EQ(body_error("18 00 0b"), "malformed 23: END opcode expected");
  EXPECT_EQ(body_error("02 40 07 00 0b 0b"), "malformed 25: END opcode expected");
  EXPECT_EQ(body_error("06 40 19 07 00 0b 0b"), "malformed 26: END opcode expected");
  EXPECT_EQ(body_error("06 40 07 00 18 00 0b"), "malformed 27: END opcode expected");
  EXPECT_EQ(body_error("06 40 0b 0b", without(Feature::legacy_exceptions)),
            "malformed 23: illegal opcode 06: needs feature legacy-exceptions (--enable legacy-exceptions)");
}

std::string blocks(std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += "0240";
  for (std::size_t i = 0; i < count; ++i) result += "0b";
  return result + "0b";
}

TEST(decode_instructions, blocks_nest_as_deep_as_the_limit) {
  EXPECT_EQ(body_error(blocks(100'000)), "");
  EXPECT_THAT(body_error(blocks(100'001)), StartsWith("limit "));
}

TEST(decode_instructions, counts_without_bytes_behind_them) {
  EXPECT_THAT(body_error("0e ff ff ff ff 0f 0b"), HasSubstr("length out of bounds"));
  EXPECT_THAT(body_error("1c ff ff ff ff 0f 0b"), HasSubstr("length out of bounds"));
}

}  // namespace
}  // namespace modlink::binary
