// Modules that go through another form before they are used.
#include "tools/spec-runner/round_trip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/spec-runner/failure.h"
#include "wast/binary/decode_module.h"
#include "wast/text/parse_module.h"

namespace modlink::runner {
namespace {

Module parse(const std::string& text) {
  const cli::Language language;
  return parse_module(std::make_shared<const Source>("m", text, Source::Kind::text), language.features,
                      language.limits);
}

Module decode(std::string_view bytes) {
  const cli::Language language;
  return decode_module(std::make_shared<const Source>("m", std::string(bytes), Source::Kind::binary), language.features,
                       language.limits);
}

Module round_trip(const Module& module, RoundTrip form) {
  return runner::round_trip(module, form, std::make_shared<TypeStore>(), {});
}

std::string invalid(Module module) {
  const cli::Language language;
  try {
    validate(std::move(module), std::make_shared<TypeStore>(), language.features, language.limits);
  } catch (const Invalid& error) {
    return error.message();
  }
  return "valid";
}

TEST(round_trip, the_module_is_equal_and_has_the_new_source) {
  const Module module = parse("(module (import \"a\" \"f\" (func $f)) (module $m) (instance (instantiate $m)))");
  EXPECT_EQ(round_trip(module, RoundTrip::none).source, module.source);
  for (RoundTrip form : {RoundTrip::binary, RoundTrip::text}) {
    const Module result = round_trip(module, form);
    EXPECT_EQ(result, module);
    EXPECT_NE(result.source, module.source);
  }
  EXPECT_EQ(round_trip(module, RoundTrip::binary).source->name(), "m (encoded)");
  EXPECT_EQ(round_trip(module, RoundTrip::text).source->name(), "m (printed)");
}

TEST(round_trip, zero_level_exports_are_elaborated) {
  const Module module = parse("(module (import \"i\" (instance $i (export \"f\" (func)))) (export $i))");
  EXPECT_EQ(round_trip(module, RoundTrip::text), module);
  EXPECT_EQ(round_trip(module, RoundTrip::binary),
            parse("(module (import \"i\" (instance $i (export \"f\" (func)))) (alias 0 \"f\" (func)) "
                  "(export \"f\" (func 0)))"));
}

TEST(round_trip, an_invalid_module_with_zero_level_exports_stays) {
  const Module module = parse("(module (import \"i\" (instance $i (export \"f\" (func)))) (export $i) (export $i))");
  EXPECT_EQ(round_trip(module, RoundTrip::binary), module);
  EXPECT_THAT(invalid(round_trip(module, RoundTrip::binary)), testing::HasSubstr("duplicate export name"));
}

// A binary may have its types between its imports.
TEST(round_trip, text_has_types_first) {
  using namespace std::string_view_literals;
  const Module module = decode("\0asm\1\0\0\0\1\4\1\x60\0\0\2\7\1\1a\0\xff\0\0\1\5\1\x60\0\1\x7f\2\7\1\1b\0\xff\0\1"sv);
  EXPECT_EQ(round_trip(module, RoundTrip::binary), module);
  const Module hoisted = round_trip(module, RoundTrip::text);
  EXPECT_EQ(hoisted, parse("(type (func)) (type (func (result i32))) (import \"a\" (func (type 0))) "
                           "(import \"b\" (func (type 1)))"));
}

TEST(round_trip, a_binary_with_an_early_use_of_a_type_stays) {
  using namespace std::string_view_literals;
  const Module module = decode("\0asm\1\0\0\0\2\7\1\1f\0\xff\0\0\1\4\1\x60\0\0"sv);
  EXPECT_EQ(invalid(round_trip(module, RoundTrip::text)), invalid(module));
}

// An alias of a type that comes later has no encoding, and no text but this (D25).
TEST(round_trip, nested_modules_see_no_more_than_before) {
  const Module module = parse("(module $p (module (alias outer $p 0 (type))) (type (func)))");
  for (RoundTrip form : {RoundTrip::binary, RoundTrip::text}) {
    EXPECT_EQ(invalid(round_trip(module, form)), invalid(module));
  }
}

TEST(round_trip, another_module_is_a_failure) {
  Module module = parse("(module (func (local i32)))");
  module.funcs[0].locals = {{1, ValKind::i32}, {1, ValKind::i32}};  // nothing writes runs like that
  for (RoundTrip form : {RoundTrip::binary, RoundTrip::text}) EXPECT_THROW(round_trip(module, form), Failure);
}

TEST(round_trip, what_is_wrong_with_annotations_is_kept) {
  const Module module = parse("(module (@name) (func))");
  ASSERT_TRUE(module.custom_error);
  for (RoundTrip form : {RoundTrip::binary, RoundTrip::text}) {
    EXPECT_EQ(round_trip(module, form).custom_error->message(), module.custom_error->message());
  }
}

}  // namespace
}  // namespace modlink::runner
