// The words that scripts may expect of an engine's messages.
#include "tools/conformance/words/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace modlink::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* page =
    "# Suite\n`assert_invalid` | `no`\n### `assert_invalid`\n\n| words | |\n|---|---|\n"
    "| `unknown type`, `type mismatch` | `not this` |\n\n### `assert_trap`\n| `unreachable` |\n\n## More\n| `none` |\n";

// What is told about a script.
std::vector<std::string> told(std::string script, const char* list = page) {
  Words words("README.md", list);
  words.add_script(std::make_shared<const Source>("x.wast", std::move(script), Source::Kind::text));
  return words.problems();
}

constexpr const char* all_used = R"((assert_invalid (module) "unknown type") (assert_invalid (module) "type mismatch")
  (assert_trap (invoke "f") "unreachable"))";

TEST(words, scripts_expect_what_is_listed) { EXPECT_THAT(told(all_used), IsEmpty()); }

TEST(words, other_expectations_are_told) {
  EXPECT_THAT(told(std::string(all_used) + R"(
    (assert_invalid (module) "unknown type 7")
    (assert_trap (module) "type mismatch")
    (assert_return (invoke "f")))"),
              ElementsAre("x.wast:3:5: `unknown type 7` is not among the words of assert_invalid",
                          "x.wast:4:5: `type mismatch` is not among the words of assert_trap"));
}

TEST(words, scripts_in_scripts_count) {
  EXPECT_THAT(told(std::string(all_used) + "\n(script (thread (assert_limit (module) \"\")))"),
              ElementsAre("x.wast:3:17: `` is not among the words of assert_limit"));
}

TEST(words, words_that_nothing_expects_are_told) {
  EXPECT_THAT(told("(assert_invalid (module) \"type mismatch\")"),
              ElementsAre("README.md:7: no assert_invalid expects `unknown type`",
                          "README.md:10: no assert_trap expects `unreachable`"));
}

TEST(words, words_are_listed_once) {
  EXPECT_THAT(told("(assert_trap (module) \"a\")", "### `assert_trap`\n| `a` |\n| `a` |\n"),
              ElementsAre("README.md:3: `a` again"));
}

}  // namespace
}  // namespace modlink::conformance
