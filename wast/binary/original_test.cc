// Encoding that keeps the bytes of what was not changed.
#include <gtest/gtest.h>

#include "wast/binary/encode_module.h"
#include "wast/binary/test_bytes.h"

namespace modlink::binary {
namespace {

using test::bytes;
using test::decode;
using test::join;
using test::module;
using test::section;
using test::sized;

constexpr EncodeOptions keeping{.keeps_bytes = true};

// Every number longer than it need be, a section that is not needed, and custom sections between others.
const Bytes types = bytes("01 88 80 00 82 00 60 00 00 60 00 00");
const Bytes other = bytes("00 84 00 81 00 78 09");
const Bytes funcs = bytes("03 83 80 80 00 81 00 00");
const Bytes exported = bytes("07 87 00 81 00 81 00 66 00 00");
const Bytes code = bytes("0a 8c 80 00 81 00 87 80 00 80 00 41 81 00 1a 0b");
const Bytes names = bytes("00 8c 80 00 04 6e 61 6d 65 01 84 00 01 00 01 66");

Bytes padded() { return module(join({types, other, funcs, exported, code, names, other})); }

Module& nested(Module& parent, std::size_t index) { return *std::get<NestedModule>(parent.definitions[index]).module; }

TEST(original, a_module_as_it_was_read_keeps_its_bytes) {
  const Module read = decode(padded());
  EXPECT_EQ(encode_module(read, keeping), padded());
  EXPECT_LT(encode_module(read).size(), padded().size());
}

TEST(original, what_is_changed_changes_and_nothing_else) {
  Module read = decode(padded());
  read.exports[0].name = "g";
  EXPECT_EQ(encode_module(read, keeping),
            module(join({types, other, funcs, section(7, "01 01 67 00 00"), code, names, other})));
  read = decode(padded());
  read.names[IndexSpace::func] = {{0, "g"}};
  EXPECT_EQ(encode_module(read, keeping),
            module(join({types, other, funcs, exported, code, section(0, "04 6e 61 6d 65 01 04 01 00 01 67"), other})));
  read = decode(padded());
  read.funcs[0].locals.push_back({1, ValKind::i32});
  EXPECT_EQ(encode_module(read, keeping),
            module(join({types, other, funcs, exported, section(10, "01 07 01 01 7f 41 01 1a 0b"), names, other})));
  read = decode(padded());
  read.customs.pop_back();
  EXPECT_EQ(encode_module(read, keeping), module(join({types, other, funcs, exported, code, names})));
  read = decode(padded());
  read.definitions.push_back(read.definitions.front());
  EXPECT_EQ(encode_module(read, keeping),
            module(join({types, other, section(1, "01 60 00 00"), funcs, exported, code, names, other})));
}

// Of several sections of names the one that was read is kept as such, and the others as they are.
TEST(original, of_names_those_that_were_read_are_kept) {
  const Bytes damaged = bytes("00 88 00 04 6e 61 6d 65 01 7f 03");
  for (const Bytes& file :
       {module(join({names, types, funcs, code, names})), module(join({types, funcs, code, damaged, names}))}) {
    Module read = decode(file);
    EXPECT_EQ(encode_module(read, keeping), file);
    Export& added = read.exports.emplace_back();
    added.name = "f";
    added.kind = ExternKind::func;
    const Module again = decode(encode_module(read, keeping));
    EXPECT_EQ(again.names, read.names);
    EXPECT_EQ(again.customs, read.customs);
  }
}

TEST(original, nested_modules_keep_theirs_in_another_parent) {
  Module parent;
  NestedModule child;
  child.module = Nested<Module>(decode(padded()));
  parent.definitions.push_back(child);
  EXPECT_EQ(encode_module(parent, keeping), module(section(14, join({{1}, sized(padded())}))));
}

// That a nested module was changed in what does not count where modules are compared is a change of its parent.
TEST(original, parents_of_what_is_changed_are_changed) {
  const Bytes file = module(section(14, join({{1}, sized(module(join({other, names})))})));
  Module read = decode(file);
  EXPECT_EQ(encode_module(read, keeping), file);
  nested(read, 0).customs.clear();
  EXPECT_EQ(encode_module(read, keeping), module(section(14, join({{1}, sized(module(names))}))));
}

}  // namespace
}  // namespace modlink::binary
