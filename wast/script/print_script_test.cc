// Tests of printing scripts: what is printed parses to the same directives.
#include "wast/script/print_script.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wast/script/parse_script.h"
#include "wast/script/print_action.h"

namespace modlink::script {
namespace {

using testing::HasSubstr;

Features all_features() {
  Features features;
  for (std::size_t i = 0; i < feature_count; ++i) features.set(static_cast<Feature>(i), true);
  return features;
}

SourcePtr make_source(std::string text) {
  return std::make_shared<const Source>("test.wast", std::move(text), Source::Kind::text);
}

std::string normalised(const std::string& text) {
  const SourcePtr source = make_source(text);
  const auto write = [](const ScriptModule& module, ModuleRole role, const SourcePtr& from) {
    return normal_module(module, role, from, all_features(), {});
  };
  std::string result;
  for (const Directive& directive : parse_script(source, all_features(), {}).directives) {
    result += print_directive(directive, source, write);
  }
  return result;
}

void expect_unchanged(const std::string& text) { EXPECT_EQ(normalised(text), text); }

TEST(print_script, directives_are_what_they_were) {
  expect_unchanged("(assert_trap (module instance $I $M) \"unreachable\")\n");
  expect_unchanged("(assert_unlinkable (module instance $I $M) \"unknown import\")\n");
  expect_unchanged("(assert_exception (module instance))\n");
  expect_unchanged("(module $M)\n");
  expect_unchanged("(module definition $M)\n");
  expect_unchanged("(module instance $I $M)\n(module instance $M)\n(module instance)\n");
  expect_unchanged("(register \"a\")\n(register \"a\" $M)\n(register \"\\c3\\a9\" (instance $M \"x\" \"y\"))\n");
  expect_unchanged("(register \"m\" (module $M))\n(register \"f\" (func $M \"f\"))\n");
  expect_unchanged("(invoke \"f\")\n(get $M \"a\" \"g\")\n");
  expect_unchanged("(assert_trap (invoke \"f\") \"unreachable\")\n(assert_trap (module) \"unreachable\")\n");
  expect_unchanged("(assert_exhaustion (invoke \"f\") \"call stack exhausted\")\n");
  expect_unchanged("(assert_exception (invoke \"f\"))\n(assert_exception (module))\n");
  expect_unchanged("(assert_limit (module) \"too many\")\n(assert_unlinkable (module) \"unknown import\")\n");
  expect_unchanged("(assert_malformed (module quote \"(fun\") \"m\")\n(assert_invalid (module) \"m\")\n");
  expect_unchanged("(assert_malformed_custom (module) \"m\")\n(assert_invalid_custom (module) \"m\")\n");
  expect_unchanged("(input $a \"file\")\n(output $a \"file\")\n(output)\n(wait $t)\n");
}

TEST(print_script, directives_in_directives_are_indented) {
  expect_unchanged("(script $s\n  (invoke \"f\")\n  (script\n    (get \"g\")\n  )\n)\n");
  expect_unchanged("(thread $t (shared (module $M))\n  (invoke \"f\")\n)\n");
}

TEST(print_script, values_are_what_they_were) {
  expect_unchanged(
      "(invoke \"f\" (i32.const -1) (i64.const 7) (f32.const 0.1) (f64.const -0) (f32.const nan:0x200001) "
      "(f64.const -inf) (v128.const i8x16 -1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 127) (v128.const f64x2 1 nan:0x1) "
      "(ref.null func) (ref.extern 3) (ref.host 4))\n");
}

TEST(print_script, patterns_are_what_they_were) {
  expect_unchanged(
      "(assert_return (invoke \"f\") (f32.const nan:canonical) (f64.const nan:arithmetic) "
      "(v128.const f32x4 nan:canonical 1 2 nan:0x1) (v128.const i16x8 -1 2 3 4 5 6 7 8) (ref.null) (ref.null any) "
      "(ref) (ref.func) (ref.extern) (ref.extern 3) (ref.i31) (ref.struct) (ref.array) (ref.eq) (ref.exn) "
      "(either (i32.const 1) (either (i32.const 2) (i32.const 3))))\n");
}

TEST(print_script, older_words_for_nans_are_both_of_them) {
  EXPECT_EQ(normalised("(assert_return_canonical_nan (invoke \"f\"))"),
            "(assert_return (invoke \"f\") (either (f32.const nan:canonical) (f64.const nan:canonical)))\n");
}

TEST(print_script, identifiers_are_quoted_where_they_have_to_be) {
  expect_unchanged("(module instance $\"a b\" $M)\n(register \"x\" $\"\\c3\\a9\")\n");
}

TEST(print_script, modules_are_printed_and_assertions_around_them_take_lines) {
  EXPECT_EQ(normalised("(assert_invalid (module(func(result i32))) \"type mismatch\")"),
            "(assert_invalid\n(module\n  (type (func (result i32)))\n  (func (type 0) (result i32)))\n\"type "
            "mismatch\")\n");
}

TEST(print_script, bytes_and_quoted_text_keep_their_content) {
  expect_unchanged("(module $B binary \"\\00asm\\01\\00\\00\\00\")\n");
  expect_unchanged("(module quote\n  \"(func)\\0a\"\n  \"(func)\")\n");
  EXPECT_EQ(normalised("(module binary \"\\00asm\" \"\\01\\00\\00\\00\" \"\\00\\08\\01a1234567\")"),
            "(module binary\n  \"\\00asm\\01\\00\\00\\00\\00\\08\\01a1234\"\n  \"567\")\n");
}

TEST(print_script, what_would_be_lost_in_a_module_stays_as_written) {
  const std::string annotated = "(assert_malformed_custom (module $M (@custom ;; bad\n)) \"m\")";
  EXPECT_THAT(normalised(annotated), HasSubstr("(module $M (@custom ;; bad\n))"));
  const std::string malformed = "(module (func ;; so\n (foo)))\n";
  EXPECT_EQ(normalised(malformed), malformed);
  const std::string fields = "(func (foo))\n(func)\n";
  EXPECT_EQ(normalised(fields), fields);
}

TEST(print_script, a_name_that_is_no_identifier_stays_an_annotation) {
  const std::string text = normalised("(module (@name \"a b\") (func))");
  EXPECT_THAT(text, HasSubstr("(module (@name \"a b\")"));
  EXPECT_EQ(normalised(text), text);
}

}  // namespace
}  // namespace modlink::script
