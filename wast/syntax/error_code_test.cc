#include "wast/syntax/error_code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "wast/syntax/error.h"

namespace modlink {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::MatchesRegex;

TEST(error_code, is_that_of_the_words_that_a_message_begins_with) {
  EXPECT_EQ(error_code("type mismatch"), "type-mismatch");
  EXPECT_EQ(error_code("type mismatch: instruction requires [i32] but stack has []"), "type-mismatch");
  EXPECT_EQ(error_code("unknown type $t"), "unknown-type");
  EXPECT_EQ(error_code("i32 constant out of range"), "constant-out-of-range");
}

TEST(error_code, is_that_of_the_longest_words) {
  EXPECT_EQ(error_code("unknown function $f"), "unknown-function");
  EXPECT_EQ(error_code("unknown outer module $M"), "unknown-outer-module");
  EXPECT_EQ(error_code("null function reference"), "null-function-reference");
}

TEST(error_code, words_end_where_a_word_does) {
  EXPECT_EQ(error_code("unknown typewriter"), "");
  EXPECT_EQ(error_code("unreachable_code"), "");
  EXPECT_EQ(error_code("unreachable (in function $f)"), "unreachable");
}

TEST(error_code, is_empty_for_words_of_others) {
  EXPECT_EQ(error_code("something else"), "");
  EXPECT_EQ(error_code(""), "");
}

TEST(error_code, of_limits_is_that_of_the_option) {
  EXPECT_EQ(limit_code("too many functions: 3 exceed the limit of 2 (--limit functions)"), "limit-functions");
  EXPECT_EQ(limit_code("too many comparisons of types: more than 9 (--limit type_comparisons)"),
            "limit-type-comparisons");
  EXPECT_EQ(limit_code("too many locals: 9 (--limit locals) (in function $\"(--limit x)\")"), "limit-locals");
  EXPECT_EQ(limit_code("more than 5 (--limit none_of_ours)"), "");
  EXPECT_EQ(limit_code("a.wat: larger than 4 GiB, the most that `--limit source_bytes` can be"), "limit-source-bytes");
  EXPECT_EQ(limit_code("out of memory"), "out-of-memory");
}

TEST(error_code, names_are_in_small_letters_with_hyphens) {
  const std::vector<std::string> codes = error_codes();
  for (const std::string& code : codes) EXPECT_THAT(code, MatchesRegex("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
  EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), codes.size());
}

TEST(error_code, words_lead_to_their_code) {
  for (const std::string& code : error_codes()) {
    for (const std::string_view words : words_of_error(code)) EXPECT_EQ(error_code(words), code);
  }
  EXPECT_THAT(words_of_error("type-mismatch"), ElementsAre("type mismatch"));
  EXPECT_THAT(words_of_error("limit-types"), IsEmpty());
}

TEST(error_code, errors_have_it_and_show_it) {
  const Invalid error(no_pos, "unknown label 3");
  EXPECT_EQ(error.code(), "unknown-label");
  EXPECT_EQ(error.message(), "unknown label 3");
  EXPECT_EQ(error.diagnose("a.wat"), "a.wat: invalid: unknown label 3 [unknown-label]");
  EXPECT_EQ(error.summary("a.wat"), "a.wat: invalid: unknown label 3 [unknown-label]");
  const LimitExceeded limit(no_pos, "too many tables: more than 2 (--limit tables)");
  EXPECT_EQ(limit.code(), "limit-tables");
  EXPECT_EQ(Unlinkable(no_pos, "not today").diagnose("a.wat"), "a.wat: unlinkable: not today");
}

}  // namespace
}  // namespace modlink
