// Tests of scripts with binaries only, and of normalised ones.
#include "tools/convert/rewrite_script.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/convert/test_input.h"

namespace modlink::convert {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

std::string rewritten(const std::string& text, ModuleForm form) {
  return rewrite_script(test::make_input(text), form).text;
}

TEST(rewrite_script, every_module_is_a_binary) {
  EXPECT_EQ(rewritten("(module $M) ;; a\n(assert_invalid (module quote \"\") \"m\")", ModuleForm::binary),
            "(module $M binary\n  \"\\00asm\\01\\00\\00\\00\\00\\09\\04name\\00\"\n  \"\\02\\01M\")\n"
            "(assert_invalid (module binary \"\\00asm\\01\\00\\00\\00\") \"m\")\n");
}

TEST(rewrite_script, bytes_of_a_binary_stay_those_bytes) {
  const std::string text = "(module definition binary \"\\00asm\\01\\00\\00\\00\\05\\84\\80\\00\\01\\00\\80\\00\")\n";
  EXPECT_EQ(rewritten(text, ModuleForm::binary), text);
  EXPECT_EQ(rewritten(text, ModuleForm::text), text);
}

TEST(rewrite_script, what_has_no_binary_stays_and_is_counted) {
  const Rewritten again =
      rewrite_script(test::make_input("(assert_malformed (module quote \"(fun\") \"m\") (assert_malformed (module (f)) "
                                      "\"m\") (assert_malformed_custom (module (@custom)) \"m\")"),
                     ModuleForm::binary);
  EXPECT_EQ(again.text,
            "(assert_malformed (module quote \"(fun\") \"m\")\n(assert_malformed (module (f)) \"m\")\n"
            "(assert_malformed_custom (module (@custom)) \"m\")\n");
  EXPECT_THAT(again.kept.reasons(),
              ElementsAre(Pair("text that is malformed", 2u), Pair("text with bad annotations", 1u)));
}

// D3
TEST(rewrite_script, zero_level_exports_are_written_out_in_binaries) {
  const std::string text = R"((module (import "i" (instance $i (export "f" (func)))) (export $i)))";
  const Rewritten again = rewrite_script(test::make_input(text), ModuleForm::binary);
  EXPECT_THAT(again.text, HasSubstr("(module binary"));
  EXPECT_EQ(again.kept.count(), 0u);
}

TEST(rewrite_script, options_of_the_first_line_stay) {
  EXPECT_EQ(rewritten(";; options: --import-order=any\r\n;; a\n(module)", ModuleForm::text),
            ";; options: --import-order=any\n(module)\n");
}

TEST(rewrite_script, normalising_twice_changes_nothing_more) {
  const std::string once = rewritten(
      "(module $A (func (export \"f\") (result i32) i32.const 1))(assert_return(invoke $A \"f\")(i32.const 0x1))",
      ModuleForm::text);
  EXPECT_EQ(rewritten(once, ModuleForm::text), once);
  EXPECT_THAT(once, HasSubstr("\n(assert_return (invoke $A \"f\") (i32.const 1))\n"));
}

TEST(rewrite_script, what_is_no_directive_is_refused) {
  EXPECT_THROW(rewritten("(module) (foo)", ModuleForm::text), cli::Failure);
  EXPECT_THROW(rewritten("(thread (foo))", ModuleForm::binary), cli::Failure);
}

}  // namespace
}  // namespace modlink::convert
