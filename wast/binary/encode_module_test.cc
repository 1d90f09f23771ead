#include "wast/binary/encode_module.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wast/binary/test_bytes.h"

namespace modlink::binary {
namespace {

using test::bytes;
using test::decode;
using test::error_of;
using test::join;
using test::module;
using test::section;
using test::sized;

// Modules in the canonical encoding, that between them have every kind of definition.
std::vector<Bytes> canonical_modules() {
  const Bytes types = section(1,
                              "09"
                              "60 02 7f 7e 02 7d 7c"
                              "60 01 7b 03 6f 63 00 64 6a"
                              "4e 02 50 00 5f 02 78 00 63 03 01 50 01 02 5e 77 01"
                              "4e 01 60 00 00"
                              "4f 01 02 5f 00"
                              "61 04 01 60 00 00 0f 01 00 07 02 02 01 61 00 ff 00 00 07 01 62 06 01"
                              "62 01 07 01 66 03 7e 01"
                              "62 01 01 62 00"
                              "60 00 00");
  const Bytes imports = section(2,
                                "06"
                                "01 61 01 62 00 00"
                                "01 63 00 ff 01 70 05 01 02"
                                "01 64 00 02 03 01 02"
                                "01 65 00 ff 04 00 00"
                                "01 66 00 ff 05 06"
                                "01 67 00 ff 06 07");
  const Bytes nested = section(14, join({{2}, sized(module(section(16, "01 01 00 07 00"))), sized(module())}));
  const Bytes instances = section(15, "02 00 00 00 00 01 02 01 61 00 00 01 62 06 00");
  const Bytes aliases = section(16, "03 00 00 00 01 66 00 01 06 01 69 01 00 05 00");
  return {
      module(),
      module(types),
      module(join({types, imports, aliases, nested, instances, aliases, nested, types})),
      module(join({section(2, "01 01 61 00 ff 00 00"), section(1, "01 60 00 00"), section(2, "01 01 62 00 ff 00 00")})),
      module(
          join({section(4, "03 70 00 01 6f 05 01 02 40 00 64 70 00 01 d2 00 0b"), section(5, "02 00 01 0d 01 02 00"),
                section(13, "01 00 00"), section(6, "02 7f 01 41 7f 0b 7e 00 23 00 0b"),
                section(7, "03 01 61 00 00 00 05 01 01 62 06 00"), section(8, "00"),
                section(9,
                        "08 00 41 00 0b 01 07 01 00 01 07 02 01 41 00 0b 00 01 07 03 00 01 07 04 41 00 0b 01 d2 07 0b"
                        "05 6f 01 d0 6f 0b 06 01 41 00 0b 70 01 d2 07 0b 07 64 70 00"),
                section(11, "03 00 41 00 0b 01 61 01 02 62 63 02 01 41 00 0b 00")})),
      module(join({section(1, "01 60 00 00"), section(3, "01 00"), section(12, "01"),
                   section(10, join({{1}, sized(bytes("02 03 7f 01 7e fc 09 00 02 40 0b 0b"))})),
                   section(11, "01 01 00")})),
      module(join({section(0, "01 61 01"), section(1, "01 60 00 00"), section(0, "01 62"), section(1, "01 60 00 00"),
                   section(4, "01 70 00 00"), section(0, "01 63 02 03"), section(0, "01 64")})),
  };
}

TEST(encode_module, gives_back_canonical_binaries) {
  for (const Bytes& canonical : canonical_modules()) EXPECT_EQ(encode_module(decode(canonical)), canonical);
}

TEST(encode_module, every_truncation_is_malformed) {
  for (const Bytes& canonical : canonical_modules()) {
    const Module whole = decode(canonical);
    for (std::size_t size = 0; size < canonical.size(); ++size) {
      const Bytes part(canonical.begin(), canonical.begin() + static_cast<std::ptrdiff_t>(size));
      const std::string error = error_of(part);
      // What ends between two sections may be a module, but a smaller one.
      if (error.empty()) {
        EXPECT_LT(encode_module(decode(part)).size(), canonical.size());
      } else {
        EXPECT_THAT(error, testing::StartsWith("malformed "));
      }
    }
  }
}

// Whatever a byte is changed to, the result is an error or a module that survives the round trip.
TEST(encode_module, every_changed_byte_is_survived) {
  for (const Bytes& canonical : canonical_modules()) {
    for (std::size_t i = 8; i < canonical.size(); ++i) {
      for (int value : {0x00, 0x01, 0x05, 0x0b, 0x40, 0x60, 0x7f, 0x80, 0xff}) {
        Bytes changed = canonical;
        changed[i] = static_cast<std::uint8_t>(value);
        if (!error_of(changed).empty()) continue;
        const Module module = decode(changed);
        EXPECT_EQ(decode(encode_module(module)), module);
      }
    }
  }
}

MemArg mem_arg() { return {3, 2, std::uint64_t{1} << 33, 0}; }

// One instruction of `op`, with immediates that are not zero.
Instr example(Expr& expr, Opcode op) {
  switch (info(op).immediate) {
    case Immediate::block: return expr.make_block(op, no_pos, {BlockType::Kind::type_index, {}, 300});
    case Immediate::br_table: return expr.make_br_table(op, no_pos, {{1, 200, 3}});
    case Immediate::select_types: return expr.make_select(op, no_pos, {ValKind::f64, externref});
    case Immediate::mem_arg: return expr.make_mem_arg(op, no_pos, mem_arg());
    case Immediate::call_indirect:
    case Immediate::memory_init:
    case Immediate::memory_copy:
    case Immediate::table_init:
    case Immediate::table_copy:
    case Immediate::field:
    case Immediate::array_new_fixed:
    case Immediate::type_data:
    case Immediate::type_elem:
    case Immediate::array_copy: return make_pair(op, no_pos, 130, 5);
    case Immediate::heap_type: return make_heap(op, no_pos, {HeapKind::type_index, 70});
    case Immediate::cast:
      return expr.make_cast(op, no_pos, {200, {true, {HeapKind::any, 0}}, {false, {HeapKind::type_index, 70}}});
    case Immediate::try_table:
      return expr.make_try_table(op, no_pos,
                                 {{BlockType::Kind::type_index, {}, 300},
                                  {{Catch::Kind::catch_ref, 130, 5}, {Catch::Kind::catch_all, 0, 129}}});
    case Immediate::mem_arg_lane: return expr.make_mem_arg(op, no_pos, {3, 2, std::uint64_t{1} << 33, 7});
    case Immediate::lane: return make_index(op, no_pos, 200);
    case Immediate::v128:
    case Immediate::shuffle: return expr.make_vector(op, no_pos, {{1, 2, 3, 4, 5, 6, 7, 8, 9, 255}});
    case Immediate::fence:
    case Immediate::none: return make_plain(op, no_pos);
    case Immediate::i32: return make_const(op, no_pos, 0x80000001);
    case Immediate::i64: return make_const(op, no_pos, 0x8000000000000001);
    case Immediate::f32: return make_const(op, no_pos, 0x7fa00001);
    case Immediate::f64: return make_const(op, no_pos, 0xfff4000000000001);
    case Immediate::label:
    case Immediate::func:
    case Immediate::local:
    case Immediate::global:
    case Immediate::table:
    case Immediate::memory:
    case Immediate::data:
    case Immediate::elem:
    case Immediate::type:
    case Immediate::tag: return make_index(op, no_pos, 129);
  }
  return {};
}

// The parts that blocks of `op` have in the example, with their end.
std::vector<Opcode> parts_of(Opcode op) {
  if (op == Opcode::if_) return {Opcode::else_, Opcode::end};
  if (op == Opcode::try_) return {Opcode::try_, Opcode::delegate, Opcode::catch_, Opcode::catch_all, Opcode::end};
  return is_opening(op) ? std::vector{Opcode::end} : std::vector<Opcode>();
}

// A function with every instruction there is: blocks are closed at once, `if` and `try` have all their parts.
Func every_instruction() {
  Func func;
  for (std::size_t i = 0; i < opcode_count; ++i) {
    const auto op = static_cast<Opcode>(i);
    if (is_closing(op) || is_dividing(op)) continue;
    func.body.append(example(func.body, op));
    for (const Opcode part : parts_of(op)) func.body.append(example(func.body, part));
  }
  func.body.append(make_plain(Opcode::end, no_pos));
  return func;
}

TEST(encode_module, every_instruction_survives_the_round_trip) {
  Module module;
  module.funcs.push_back(every_instruction());
  EXPECT_EQ(decode(encode_module(module)), module);
}

TEST(encode_module, indices_of_another_element_type_become_expressions) {
  Module module;
  ElemSegment elem;
  elem.mode = SegmentMode::active;
  elem.offset.assign({{make_const(Opcode::i32_const, no_pos, 0), make_plain(Opcode::end, no_pos)}});
  elem.init = FuncIndices{4};
  module.elems.push_back(elem);
  EXPECT_EQ(encode_module(module), test::module(section(9, "01 04 41 00 0b 01 d2 04 0b")));
  EXPECT_EQ(decode(encode_module(module)), module);
}

TEST(encode_module, neighbours_share_a_section) {
  Module module;
  module.definitions = {TypeDef{{}, RecType{{SubType{{}, true, {}, FuncType{}}}, false}},
                        TypeDef{{}, RecType{{SubType{{}, true, {}, FuncType{}}}, false}},
                        Import{{}, "a", "b", FuncDesc{1}, {}}};
  EXPECT_EQ(encode_module(module),
            test::module(join({section(1, "02 60 00 00 60 00 00"), section(2, "01 01 61 01 62 00 01")})));
}

// D3
// D26
TEST(encode_module, data_count_is_written_where_an_instruction_needs_it) {
  const Bytes data = section(11, "01 01 00");
  const Bytes unneeded = module(join({section(12, "01"), data}));
  EXPECT_EQ(encode_module(decode(unneeded)), module(data));
  const Bytes needed = module(join(
      {section(1, "01 60 00 00"), section(3, "01 00"), section(12, "01"), section(10, "01 05 00 fc 09 00 0b"), data}));
  EXPECT_EQ(encode_module(decode(needed)), needed);
}

TEST(encode_module, zero_level_exports_have_no_encoding) {
  Module module;
  module.exports.push_back({{7}, std::nullopt, ExternKind::instance, 0, {}});
  EXPECT_THROW(encode_module(module), Malformed);
  LinkingType type;
  type.decls.push_back({ZeroLevelExport{{9}, 0}});
  Module with_type;
  with_type.definitions.push_back(TypeDef{{}, Nested<LinkingType>(type)});
  try {
    encode_module(with_type);
    FAIL();
  } catch (const Malformed& error) {
    EXPECT_EQ(error.pos(), 9u);
    EXPECT_EQ(error.message(), "zero-level export has no binary encoding");
  }
}

TEST(encode_module, custom_sections_are_written_once_wherever_they_belong) {
  Module module;
  module.customs = {{{}, "x", {}, 1, 5}, {{}, "y", {}, 11, 0}, {{}, "z", {}, 0, 0}, {{}, "w", {}, 77, 0}};
  EXPECT_EQ(encode_module(module),
            test::module(join({section(0, "01 78"), section(0, "01 79"), section(0, "01 7a"), section(0, "01 77")})));
}

}  // namespace
}  // namespace modlink::binary
