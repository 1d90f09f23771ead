// Scripts with repetition written as such.
#include "tools/conformance/unroll/unroll.h"

#include <gtest/gtest.h>

#include "wast/syntax/error.h"

namespace modlink::conformance {
namespace {

// What is written, or "offset: message".
std::string unrolled(std::string text) {
  try {
    return unroll(Source("x.wast.in", std::move(text), Source::Kind::text));
  } catch (const Error& error) {
    return std::to_string(error.pos()) + ": " + error.message();
  }
}

TEST(unroll, other_text_stays) {
  EXPECT_EQ(unrolled(""), "");
  EXPECT_EQ(unrolled("(module)\n\n;; }\n"), "(module)\n\n;; }\n");
  EXPECT_EQ(unrolled("(module)"), "(module)\n");
}

TEST(unroll, lines_for_each_number) {
  EXPECT_EQ(unrolled("a\n{for n = 9..10}\n$t{n} $t{n-1}\n$u{n+1}\n{end}\nb\n"),
            "a\n$t9 $t8\n$u10\n$t10 $t9\n$u11\nb\n");
  EXPECT_EQ(unrolled("{for n = 2..0}\n{n}\n{end}\n{for n = 5..5}\n{n}\n{end}"), "2\n1\n0\n5\n");
}

TEST(unroll, numbers_as_bytes) {
  EXPECT_EQ(unrolled("{for n = 0..1}\n\"{leb 300*n+5}\"\n{end}\n"), "\"\\85\\00\"\n\"\\b1\\02\"\n");
}

TEST(unroll, repetition_within_a_line) {
  EXPECT_EQ(unrolled("{3 times (module }{3 times )}\n"), "(module (module (module )))\n");
  EXPECT_EQ(unrolled("{0 times x}\n"), "\n");
  EXPECT_EQ(unrolled("{for n = 1..2}\n{n}{2 times -}\n{end}\n"), "1--\n2--\n");
}

TEST(unroll, long_lines_are_broken_and_strings_with_them) {
  const std::string dashes(118, '-');
  EXPECT_EQ(unrolled("{120 times -}.\n"), dashes + "\n    --.\n");
  EXPECT_EQ(unrolled("\"{118 times -}\"\n"), "\"" + dashes.substr(1) + "\"\n    \"-\"\n");
  EXPECT_EQ(unrolled("\"\\\"\" {115 times -}\n"), "\"\\\"\" " + dashes.substr(5) + "\n    --\n");
}

TEST(unroll, anything_else_is_refused) {
  EXPECT_EQ(unrolled("a\n{for n = 1}\n{end}\n"), "2: expected `{for n = FIRST..LAST}`");
  EXPECT_EQ(unrolled("{for n = 1..2}\n{n}\n"), "19: expected `{end}`");
  EXPECT_EQ(unrolled("a {n}\n"), "2: expected a number or a repetition");
  EXPECT_EQ(unrolled("{2 times }\n"), "0: expected a number or a repetition");
  EXPECT_EQ(unrolled("{2 times (\n)}\n"), "0: expected `}` in this line");
  EXPECT_EQ(unrolled("{for n = 1..1}\n{leb n}\n{end}\n"), "15: expected `leb FACTOR*n+TERM`");
  EXPECT_EQ(unrolled("{for n = 1..1}\n{leb 20000*n+0}\n{end}\n"), "15: more than two bytes");
}

}  // namespace
}  // namespace modlink::conformance
