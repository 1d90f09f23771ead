// Tests of formatting.
#include "tools/convert/format.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tools/convert/pieces.h"
#include "wast/script/parse_script.h"
#include "wast/syntax/error.h"

namespace modlink::convert {
namespace {

std::string formatted(const std::string& text) {
  return format(std::make_shared<const Source>("test.wast", text, Source::Kind::text));
}

void expect_format(const std::string& text, const std::string& expected) {
  EXPECT_EQ(formatted(text), expected);
  EXPECT_EQ(formatted(expected), expected) << "formatting twice";
}

TEST(format, directives_begin_lines) {
  expect_format("(module)(register \"a\" )\n\n\n  ( get\t\"g\")", "(module)\n(register \"a\")\n\n(get \"g\")\n");
  expect_format("(script (module)(module))", "(script\n  (module)\n  (module))\n");
}

TEST(format, a_line_is_indented_by_the_line_that_opened_what_it_is_in) {
  expect_format("(module (func\n(nop)\n(drop\n(i32.const 1)\n)))",
                "(module (func\n  (nop)\n  (drop\n    (i32.const 1)\n  )))\n");
}

TEST(format, blocks_are_indented_as_parentheses_are) {
  expect_format("(func\nblock $b\nif\nnop\nelse\nbr 0\nend\nend\nnop)",
                "(func\n  block $b\n    if\n      nop\n    else\n      br 0\n    end\n  end\n  nop)\n");
  expect_format("(func\n(if (i32.const 1)\n(then nop)))", "(func\n  (if (i32.const 1)\n    (then nop)))\n");
  expect_format("(func block\n)", "(func block\n)\n");
}

TEST(format, comments_and_annotations_stay) {
  expect_format(";; a  b\n(module ;; c\n;; d\n(; e (; f ;) ;) (@name \"(\\\")\")\n)   ;; g",
                ";; a  b\n(module ;; c\n  ;; d\n  (; e (; f ;) ;) (@name \"(\\\")\")\n)   ;; g\n");
  expect_format("(module(;;)(func))", "(module (;;) (func))\n");
  expect_format("( ;; a\n module)", "( ;; a\n  module)\n");
  expect_format("(a (@x ;; )\n \")\" (;);)) b)", "(a (@x ;; )\n \")\" (;);)) b)\n");
}

TEST(format, nothing_becomes_a_comment_or_an_annotation) {
  expect_format("( @x)", "( @x)\n");
  expect_format("(func ( @x) )", "(func ( @x))\n");
}

TEST(format, strings_below_each_other_keep_their_structure) {
  expect_format("(module binary\n    \"a\"\n      \"b\"\n    \"c\")", "(module binary\n  \"a\"\n    \"b\"\n  \"c\")\n");
}

TEST(format, line_ends_become_line_feeds) { expect_format("(a\r\n b\r c)\r\n", "(a\n  b\n  c)\n"); }

TEST(format, what_is_empty_stays_empty) {
  expect_format("", "");
  expect_format("  \n\t", "");
  expect_format(";;", ";;\n");
}

TEST(format, deep_nesting_is_no_problem) {
  std::string text, close;
  for (int i = 0; i < 100'000; ++i) text += "(\n", close += ")";
  EXPECT_EQ(formatted(text + close), std::string(100'000, '(') + close + "\n");
}

TEST(format, what_is_no_text_is_refused_with_its_place) {
  for (const char* bad : {"(module", "module)", "\"a", "(; a", "(module \x01)"}) {
    EXPECT_THROW(formatted(bad), Malformed) << bad;
  }
}

std::vector<std::string> keywords_of(const SourcePtr& source) {
  std::vector<std::string> result;
  for (const auto& directive : script::parse_script(source, {}, {}).directives) {
    result.push_back(script::keyword(directive));
  }
  return result;
}

// That the tokens are the same, `format` checks itself.
TEST(format, our_scripts_have_the_same_directives_afterwards) {
  namespace fs = std::filesystem;
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(MODLINK_SOURCE_DIR "/spec-tests")) {
    if (entry.path().extension() != ".wast") continue;
    std::ifstream file(entry.path());
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto before = std::make_shared<const Source>("before", text, Source::Kind::text);
    const auto after = std::make_shared<const Source>("after", format(before), Source::Kind::text);
    EXPECT_EQ(keywords_of(before), keywords_of(after)) << entry.path();
    EXPECT_EQ(format(after), after->content()) << entry.path();
    ++count;
  }
  EXPECT_GT(count, 50u);
}

}  // namespace
}  // namespace modlink::convert
