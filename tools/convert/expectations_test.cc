// Tests of new expectations in the place of old ones.
#include "tools/convert/expectations.h"

#include <gtest/gtest.h>

namespace modlink::convert {
namespace {

SourcePtr make_source(std::string text) {
  return std::make_shared<const Source>("test.wast", std::move(text), Source::Kind::text);
}

std::string with_results(const std::string& text, const std::vector<std::optional<std::string>>& patterns) {
  Expectations expectations(make_source(text));
  EXPECT_TRUE(expectations.replace_results(0, patterns));
  return expectations.text();
}

TEST(expectations, edits_are_applied_in_any_order) {
  EXPECT_EQ(apply("abcdef", {{4, 5, "X"}, {0, 1, ""}, {2, 2, "--"}}), "b--cdXf");
  EXPECT_EQ(apply("abc", {}), "abc");
}

TEST(expectations, only_results_that_are_given_change) {
  const std::string text =
      "(assert_return  (invoke \"f\" (i32.const 1))\n  (i32.const 2) (; a ;)  (i32.const 3) ;; b\n )";
  EXPECT_EQ(with_results(text, {std::nullopt, "(i32.const 4)"}),
            "(assert_return  (invoke \"f\" (i32.const 1))\n  (i32.const 2) (; a ;)  (i32.const 4) ;; b\n )");
}

TEST(expectations, another_number_of_results_replaces_all) {
  EXPECT_EQ(with_results("(assert_return (invoke \"f\"))", {"(i32.const 1)", "(i32.const 2)"}),
            "(assert_return (invoke \"f\") (i32.const 1) (i32.const 2))");
  EXPECT_EQ(with_results("(assert_return (get \"f\") (i32.const 1) )", {}), "(assert_return (get \"f\") )");
}

TEST(expectations, a_message_is_the_last_string) {
  const std::string text = "\n(assert_trap (invoke \"f\") \"a\" ;; b\n)";
  Expectations expectations(make_source(text));
  EXPECT_FALSE(expectations.has_changes());
  EXPECT_TRUE(expectations.replace_message(1, "un\"reachable"));
  EXPECT_TRUE(expectations.has_changes());
  EXPECT_EQ(expectations.text(), "\n(assert_trap (invoke \"f\") \"un\\22reachable\" ;; b\n)");
}

TEST(expectations, what_is_not_there_is_not_replaced) {
  Expectations expectations(make_source("(assert_return_nan (invoke \"f\")) (assert_exception (invoke \"f\"))"));
  EXPECT_FALSE(expectations.replace_results(0, {"(i32.const 1)"}));
  EXPECT_FALSE(expectations.replace_results(7, {}));
  EXPECT_FALSE(expectations.replace_message(33, "m"));
  EXPECT_FALSE(expectations.has_changes());
}

}  // namespace
}  // namespace modlink::convert
