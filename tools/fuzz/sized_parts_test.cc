#include "tools/fuzz/sized_parts.h"

#include <gtest/gtest.h>

#include "tools/fuzz/test_modules.h"

namespace modlink::fuzz {
namespace {

using test::decoded;
using test::encoded;

TEST(sized_parts, are_sections_bodies_and_nested_modules) {
  // Sections: modules, in it types, functions, code.
  const std::vector<SizedPart> parts = sized_parts(encoded("(module (module (func nop)))"));
  ASSERT_EQ(parts.size(), 6u);
  EXPECT_EQ(parts[0].parent, SizedPart::none);
  EXPECT_EQ(parts[1].parent, 0u);
  EXPECT_FALSE(parts[1].is_section);
  EXPECT_EQ(parts[2].parent, 1u);
  EXPECT_EQ(parts[5].parent, 4u);
  EXPECT_FALSE(parts[5].is_section);
}

TEST(sized_parts, replacing_mends_all_sizes_around) {
  const std::string binary = encoded("(module (module (func nop)) (func))");
  const std::vector<SizedPart> parts = sized_parts(binary);
  const std::size_t body = parts.size() - 1, instructions = parts[body].begin + 1;
  const std::string larger =
      replace_in(binary, parts, body, instructions, instructions, std::string(200, '\1'));  // nop
  EXPECT_EQ(larger.size(), binary.size() + 200 + 4);  // of body, section, module and section
  EXPECT_EQ(encode_module(decoded(larger)).size(), larger.size());
}

TEST(sized_parts, of_a_malformed_binary_are_those_before_the_mistake) {
  const std::string binary = encoded("(module (func nop) (func nop))");
  const std::size_t all = sized_parts(binary).size();
  EXPECT_EQ(sized_parts(binary.substr(0, binary.size() - 1)).size(), all - 3);  // the code section does not fit
  EXPECT_TRUE(sized_parts("").empty());
}

}  // namespace
}  // namespace modlink::fuzz
