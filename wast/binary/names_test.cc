#include "wast/binary/names.h"

#include <gtest/gtest.h>

#include "wast/binary/encode_module.h"
#include "wast/binary/test_bytes.h"
#include "wast/syntax/concat.h"

namespace modlink::binary {
namespace {

using test::bytes;
using test::decode;
using test::join;
using test::module;
using test::section;
using test::sized;

Bytes name_section(std::string_view hex) { return section(0, join({bytes("04 6e 61 6d 65"), bytes(hex)})); }

// A structure with two fields; three functions, the last one with a local and a block; one tag.
Bytes with_names(const Bytes& names) {
  return module(join({section(1, "02 5f 02 7f 00 7f 00 60 00 00"), section(3, "03 01 01 01"), section(13, "01 00 01"),
                      section(10, "03 02 00 0b 02 00 0b 07 01 01 7f 02 40 0b 0b"),
                      section(0, join({bytes("04 6e 61 6d 65"), names}))}));
}

std::string custom_error(const Bytes& content) {
  const Module decoded = decode(content);
  return decoded.custom_error ? decoded.custom_error->message() : "";
}

TEST(names, are_decoded_and_encoded) {
  const Bytes binary =
      with_names(bytes("00 02 01 4d  01 07 02 00 01 66 02 01 67  02 06 01 02 01 00 01 78  03 06 01 02 01 00 01 6c"
                       "04 04 01 00 01 74  0a 06 01 00 01 01 01 79  0b 04 01 00 01 65"));
  const Module decoded = decode(binary);
  EXPECT_FALSE(decoded.custom_error);
  EXPECT_TRUE(decoded.customs.empty());
  EXPECT_EQ(decoded.names.module, "M");
  EXPECT_EQ(decoded.names[IndexSpace::func], (NameMap{{0, "f"}, {2, "g"}}));
  EXPECT_EQ(decoded.names.locals.at(2), (NameMap{{0, "x"}}));
  EXPECT_EQ(decoded.names.labels.at(2), (NameMap{{0, "l"}}));
  EXPECT_EQ(decoded.names[IndexSpace::type], (NameMap{{0, "t"}}));
  EXPECT_EQ(decoded.names.fields.at(0), (NameMap{{1, "y"}}));
  EXPECT_EQ(decoded.names[IndexSpace::tag], (NameMap{{0, "e"}}));
  EXPECT_EQ(encode_module(decoded), binary);
  EXPECT_EQ(encode_module(decode(encode_module(decoded, {false}))), encode_module(decoded, {false}));
  EXPECT_TRUE(decode(encode_module(decoded, {false})).names.empty());
}

// modlink's own: docs/name-section.md
TEST(names, of_modules_and_instances) {
  const Bytes nested = join({bytes("04"), sized(module()), sized(module()), sized(module()), sized(module())});
  const Bytes binary = module(join({section(14, nested), section(15, "01 00 00 00"),
                                    name_section("69 04 01 00 01 69  6d 07 02 01 01 6d 03 01 6e")}));
  const Module decoded = decode(binary);
  EXPECT_FALSE(decoded.custom_error);
  EXPECT_EQ(decoded.names[IndexSpace::instance], (NameMap{{0, "i"}}));
  EXPECT_EQ(decoded.names[IndexSpace::module], (NameMap{{1, "m"}, {3, "n"}}));
  EXPECT_EQ(encode_module(decoded), binary);
}

// A subsection with one name, of something that a definition has if `parent` is given.
Bytes one_name(std::uint8_t id, const std::string& parent, std::string_view index) {
  const Bytes map = join({bytes("01"), bytes(index), bytes("01 78")});
  return join({{id}, sized(parent.empty() ? map : join({bytes("01 " + parent), map}))});
}

struct Beyond {
  std::uint8_t id;
  std::string parent;
  std::uint8_t index;  // the first one that does not exist
  std::string noun;
};
const Beyond all_beyond[] = {
    {1, "", 3, "function"},    {4, "", 2, "type"},         {5, "", 0, "table"},        {6, "", 0, "memory"},
    {7, "", 0, "global"},      {8, "", 0, "elem segment"}, {9, "", 0, "data segment"}, {11, "", 1, "tag"},
    {0x69, "", 0, "instance"}, {0x6d, "", 0, "module"},    {2, "00", 0, "local"},      {2, "02", 1, "local"},
    {3, "00", 0, "label"},     {3, "02", 1, "label"},      {10, "00", 2, "field"},     {10, "01", 0, "field"},
};

TEST(names, of_what_does_not_exist_are_left_out) {
  constexpr std::string_view greatest = "ff ff ff ff 0f";
  for (const Beyond& beyond : all_beyond) {
    const auto error_at = [&](std::string_view index) {
      const Module decoded = decode(with_names(one_name(beyond.id, beyond.parent, index)));
      EXPECT_EQ(decoded.names.empty(), decoded.custom_error.has_value()) << beyond.noun;
      return decoded.custom_error ? decoded.custom_error->message() : "";
    };
    const std::string message = "names of what does not exist: " + beyond.noun + " ";
    EXPECT_EQ(error_at(hex(beyond.index)), message + std::to_string(beyond.index));
    EXPECT_EQ(error_at(greatest), message + "4294967295");
    if (beyond.index > 0) {
      EXPECT_EQ(error_at(hex(beyond.index - 1)), "");
    }
  }
}

TEST(names, of_parts_of_what_does_not_exist_are_left_out) {
  EXPECT_EQ(custom_error(with_names(one_name(2, "03", "00"))), "names of what does not exist: function 3");
  EXPECT_EQ(custom_error(with_names(one_name(3, "ff ff ff ff 0f", "00"))),
            "names of what does not exist: function 4294967295");
  EXPECT_EQ(custom_error(with_names(one_name(10, "02", "00"))), "names of what does not exist: type 2");
}

TEST(names, that_fit_stay_beside_those_that_do_not) {
  const Module decoded = decode(with_names(bytes("01 0a 03 00 01 66 05 01 67 07 01 68  04 04 01 00 01 74")));
  EXPECT_EQ(decoded.custom_error->message(), "names of what does not exist: function 5, and 1 more");
  EXPECT_EQ(decoded.names[IndexSpace::func], (NameMap{{0, "f"}}));
  EXPECT_EQ(decoded.names[IndexSpace::type], (NameMap{{0, "t"}}));
}

// The parameters of an imported function are those of its type, if the module defines it.
TEST(names, of_parameters_of_imports_and_of_types_from_elsewhere) {
  const Bytes import = section(2, "01 00 01 66 00 00");
  const Bytes name = name_section("02 06 01 00 01 00 01 78");
  EXPECT_EQ(custom_error(module(join({section(1, "01 60 01 7f 00"), import, name}))), "");
  EXPECT_EQ(custom_error(module(join({section(1, "01 60 00 00"), import, name}))),
            "names of what does not exist: local 0");
  const Bytes alias = section(16, "01 01 00 07 00");
  const Bytes inner = module(join({alias, import, name}));
  EXPECT_EQ(custom_error(module(join({section(1, "01 60 01 7f 00"), section(14, join({{1}, sized(inner)}))}))), "");
}

TEST(names, of_nested_modules_fit_too) {
  const Bytes inner = with_names(one_name(1, "", "03"));
  const Module decoded = decode(module(section(14, join({{1}, sized(inner)}))));
  EXPECT_EQ(decoded.custom_error->message(), "names of what does not exist: function 3");
  EXPECT_TRUE(std::get<NestedModule>(decoded.definitions[0]).module->names.empty());
}

TEST(names, malformed_sections_are_kept_as_they_are) {
  for (const char* hex :
       {"00 03 01 4d", "01 07 02 02 01 66 00 01 67", "00 02 01 4d 00 02 01 4d", "0c 00", "69 00", "68 01 00",
        "6d 01 00 69 01 00", "69 04 02 00 01 69", "00 02 01 ff", "01 ff ff ff ff 0f", "00 03 01 4d 00"}) {
    const Bytes binary = module(name_section(hex));
    EXPECT_NE(custom_error(binary), "") << hex;
    EXPECT_EQ(encode_module(decode(binary)), binary) << hex;
  }
  EXPECT_EQ(custom_error(module(join({name_section(""), section(5, "01 00 00")}))),
            "unexpected custom section: names not at the end");
  EXPECT_EQ(custom_error(module(join({name_section(""), name_section("")}))), "unexpected custom section: repeated");
}

Bytes custom(std::string_view name, std::string_view hex = "") {
  Writer content;
  content.name(name);
  content.bytes(bytes(hex));
  return section(0, content.take());
}

// A sequence of custom sections around one of names, behind a section of data.
Bytes with_customs(std::initializer_list<Bytes> customs) {
  return module(join({section(5, "01 00 01"), section(11, "01 01 00"), join(customs)}));
}

TEST(names, stay_among_custom_sections) {
  const Bytes names = name_section("00 02 01 4d");
  const Bytes other = name_section("00 02 01 4e");
  for (const Bytes& binary :
       {with_customs({custom("linking", "02"), custom("reloc.CODE", "03"), names, custom("producers", "00"),
                      custom("target_features", "00")}),
        with_customs({custom("producers", "00"), names, custom("x")}), with_customs({names, custom("x")}),
        with_customs({custom("x"), names}), with_customs({names, other}), with_customs({names, custom("x"), other}),
        with_customs({name_section(""), names}), with_customs({custom("producers"), name_section("")}),
        with_customs({name_section("00 03"), names}), with_customs({name_section("00 03"), name_section("")}),
        module(join({custom("producers"), section(1, "01 60 00 00"), names})),
        module(join({custom("producers"), names})), module(join({names, custom("name", "00 03")})),
        module(join({section(1, "01 60 00 00"), custom("producers"), names}))}) {
    EXPECT_EQ(encode_module(decode(binary)), binary);
  }
}

// Else each new name section would be no use to the next reader, which would add another one.
TEST(names, are_read_behind_sections_that_are_not) {
  const Bytes names = name_section("00 02 01 4d");
  const Bytes memory = section(5, "01 00 01");
  for (const Bytes& bad : {name_section(""), name_section("00 02 01 4e"), name_section("00 03")}) {
    const Bytes binary = module(join({bad, memory, names}));
    EXPECT_EQ(custom_error(binary), "unexpected custom section: names not at the end");
    EXPECT_EQ(decode(binary).names.module, "M");
    EXPECT_EQ(encode_module(decode(binary)), binary);
    Module made = decode(module(join({bad, memory})));
    made.names.module = "M";
    EXPECT_EQ(encode_module(made), binary);
  }
  const Module decoded = decode(module(join({memory, name_section("00 03"), names})));
  EXPECT_EQ(decoded.custom_error->message(), "length out of bounds");
  EXPECT_EQ(decoded.names.module, "M");
}

// The empty section goes, and what stood before it is then last.
TEST(names, stay_behind_sections_that_an_empty_one_followed) {
  const Bytes names = name_section("00 02 01 4d");
  const Bytes binary = module(join({section(5, "01 00 01"), custom("producers"), section(11, "00"), names}));
  EXPECT_EQ(encode_module(decode(binary)), module(join({section(5, "01 00 01"), custom("producers"), names})));
}

TEST(names, that_are_made_go_before_those_sections_that_follow_them_in_object_files) {
  Module made = decode(with_customs({custom("linking", "02"), custom("producers"), custom("target_features")}));
  made.names.module = "M";
  EXPECT_EQ(encode_module(made), with_customs({custom("linking", "02"), name_section("00 02 01 4d"),
                                               custom("producers"), custom("target_features")}));
  Module early = decode(module(join({custom("producers"), section(5, "01 00 01")})));
  early.names.module = "M";
  EXPECT_EQ(encode_module(early),
            module(join({custom("producers"), section(5, "01 00 01"), name_section("00 02 01 4d")})));
  EXPECT_EQ(encode_module(decode(with_customs({custom("producers"), name_section("00 02 01 4d")})), {false}),
            with_customs({custom("producers")}));
}

// A function `(param i32) (local i64)` with `if … end` at offset 5; the hint's target is given.
Bytes hinted(std::string_view target, std::initializer_list<Bytes> after = {}) {
  const std::string_view name = branch_hint_section;
  Writer content;
  content.name(name);
  content.bytes(join({bytes("01 00 01"), bytes(target), bytes("01 01")}));
  return module(join({section(1, "01 60 01 7f 00"), section(3, "01 00"), section(0, content.take()), join(after),
                      section(10, join({{1}, sized(bytes("01 01 7e 20 00 04 40 0b 0b"))}))}));
}

TEST(names, branch_hints) {
  const Module decoded = decode(hinted("05"));
  EXPECT_FALSE(decoded.custom_error);
  EXPECT_EQ(decoded.branch_hints.at(0), (std::vector<BranchHint>{{1, true}}));
  EXPECT_EQ(encode_module(decoded), hinted("05"));
  EXPECT_EQ(custom_error(hinted("04")), "@metadata.code.branch_hint annotation: invalid target");
  EXPECT_EQ(encode_module(decode(hinted("04"))), hinted("04"));
}

TEST(names, branch_hints_stay_among_custom_sections) {
  const Bytes binary = hinted("05", {custom("x"), custom("y")});
  EXPECT_EQ(decode(binary).branch_hints.size(), 1u);
  EXPECT_EQ(encode_module(decode(binary)), binary);
  const Bytes bad = hinted("04", {custom(branch_hint_section), custom("x")});
  EXPECT_EQ(encode_module(decode(bad)), bad);
}

}  // namespace
}  // namespace modlink::binary
