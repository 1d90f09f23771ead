#include "wast/binary/names.h"

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

Bytes name_section(std::string_view hex) { return section(0, join({bytes("04 6e 61 6d 65"), bytes(hex)})); }

std::string custom_error(const Bytes& content) {
  const Module decoded = decode(content);
  return decoded.custom_error ? decoded.custom_error->message() : "";
}

TEST(names, are_decoded_and_encoded) {
  const Bytes binary =
      module(name_section("00 02 01 4d  01 07 02 00 01 66 02 01 67  02 06 01 02 01 00 01 78"
                          "04 04 01 00 01 74  0a 06 01 00 01 01 01 79  0b 04 01 00 01 65"));
  const Module decoded = decode(binary);
  EXPECT_FALSE(decoded.custom_error);
  EXPECT_TRUE(decoded.customs.empty());
  EXPECT_EQ(decoded.names.module, "M");
  EXPECT_EQ(decoded.names[IndexSpace::func], (NameMap{{0, "f"}, {2, "g"}}));
  EXPECT_EQ(decoded.names.locals.at(2), (NameMap{{0, "x"}}));
  EXPECT_EQ(decoded.names[IndexSpace::type], (NameMap{{0, "t"}}));
  EXPECT_EQ(decoded.names.fields.at(0), (NameMap{{1, "y"}}));
  EXPECT_EQ(decoded.names[IndexSpace::tag], (NameMap{{0, "e"}}));
  EXPECT_EQ(encode_module(decoded), binary);
  EXPECT_EQ(encode_module(decoded, {false}), module());
}

// modlink's own: docs/name-section.md
TEST(names, of_modules_and_instances) {
  const Bytes binary = module(name_section("69 04 01 00 01 69  6d 07 02 01 01 6d 03 01 6e"));
  const Module decoded = decode(binary);
  EXPECT_FALSE(decoded.custom_error);
  EXPECT_EQ(decoded.names[IndexSpace::instance], (NameMap{{0, "i"}}));
  EXPECT_EQ(decoded.names[IndexSpace::module], (NameMap{{1, "m"}, {3, "n"}}));
  EXPECT_EQ(encode_module(decoded), binary);
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

// A function `(param i32) (local i64)` with `if … end` at offset 5; the hint's target is given.
Bytes hinted(std::string_view target) {
  const std::string_view name = branch_hint_section;
  Writer content;
  content.name(name);
  content.bytes(join({bytes("01 00 01"), bytes(target), bytes("01 01")}));
  return module(join({section(1, "01 60 01 7f 00"), section(3, "01 00"), section(0, content.take()),
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

}  // namespace
}  // namespace modlink::binary
