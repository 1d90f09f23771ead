#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <random>

#include "validator/validate.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/text/parse_module.h"
#include "wast/text/print.h"

namespace modlink {
namespace {

constexpr char linked[] = R"((module $outer
  (memory $m 1) (data $d "abc") (global $g (mut i32) (i32.const 1)) (table $t 4 funcref) (elem (table $t) (i32.const 0) func $f)
  (module $inner (func $g (export "g") (param $p i64) (result i64) (local $l i64)
    (block (local.set $l (i64.extend8_s (local.get $p))) (br_if 0 (i64.eqz (local.get $l))))
    (i64.mul (local.get $l) (i64.const 3000000))))
  (instance $i (instantiate $inner))
  (func $f (param $x i32) (result i32) (local $y f64)
    (if (result i32) (local.get $x)
      (then (i32.load8_u offset=300 (local.tee $x (i32.add (local.get $x) (global.get $g)))))
      (else (i32.trunc_sat_f64_s (f64.sqrt (local.get $y))))))
  (func $h (param v128) (result v128) (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1))
    (drop (call $f (i32.const 7))) (i8x16.add (local.get 0) (v128.const i32x4 1 2 3 4)))
  (func $loop (loop (br_table 0 1 0 (i32.const 200)) (br 0))))
)";

Bytes encode(const std::string& text) {
  return encode_module(parse_module(std::make_shared<Source>("text", text, Source::Kind::text), Features(), {}));
}

// With names of labels and a branch hint, which speak of code.
constexpr char labelled[] = R"((module (func (param i32)
  (loop $again (@metadata.code.branch_hint "\01") (br_if $again (local.get 0))))))";

struct Verdict {
  std::string error;
  std::string printed;
  std::size_t instructions = 0;
  friend bool operator==(const Verdict&, const Verdict&) = default;
  friend void PrintTo(const Verdict& verdict, std::ostream* out) { *out << verdict.error << verdict.printed; }
};

template <class Load>
Verdict verdict(Load load) {
  try {
    const ValidModulePtr valid = load();
    Verdict result{"", print_module(valid->module)};
    for (const Func& func : valid->module.funcs) result.instructions += func.body.size();
    return result;
  } catch (const Error& error) {
    return {error.diagnose(), "", 0};
  }
}

Verdict in_one(const Bytes& bytes, const Features& features, std::size_t jobs = 1) {
  const auto source = std::make_shared<Source>("binary", std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
  return verdict([&] { return decode_and_validate(source, std::make_shared<TypeStore>(), features, {}, jobs); });
}

Verdict in_two(const Bytes& bytes, const Features& features) {
  const auto source = std::make_shared<Source>("binary", std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
  return verdict(
      [&] { return validate(decode_module(source, features, {}), std::make_shared<TypeStore>(), features, {}); });
}

Features with(std::initializer_list<Feature> on) {
  Features result;
  for (const Feature feature : available_features()) result.set(feature, false);
  for (const Feature feature : on) result.set(feature, true);
  return result;
}

TEST(decode_and_validate, is_done_in_one_pass) {
  const Bytes bytes = encode(linked);
  const auto source = std::make_shared<Source>("binary", std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
  const Features features;
  const ImplementationLimits limits;
  const auto types = std::make_shared<TypeStore>();
  Module module = decode_unchecked(source, features, limits);
  EXPECT_EQ(module.funcs[0].body.size(), 0u);
  const ValidModulePtr valid = validate(std::move(module), types, features, limits);
  EXPECT_EQ(valid->module.extent, Extent::all);
  EXPECT_EQ(in_one(bytes, features), in_two(bytes, features));
  EXPECT_GT(in_one(bytes, features).instructions, 20u);
}

// What speaks of code is understood once the code is decoded.
TEST(decode_and_validate, knows_labels_and_branch_hints) {
  const Bytes bytes = encode(labelled);
  const auto source = std::make_shared<Source>("binary", std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
  EXPECT_THROW(decode_unchecked(source, Features(), {}), UncheckedCode);
  EXPECT_EQ(in_one(bytes, Features()), in_two(bytes, Features()));
  EXPECT_NE(in_one(bytes, Features()).printed.find("$again"), std::string::npos);
}

// Wherever bytes are wrong, it is the same that is wrong, in the same place.
TEST(decode_and_validate, finds_the_errors_that_two_passes_find) {
  const Bytes bytes = encode(linked);
  for (std::size_t at = 8; at < bytes.size(); ++at) {
    for (const int wrong : {0x00, 0x0b, 0x1a, 0x20, 0x41, 0x7f, 0x80, 0xff, bytes[at] ^ 1}) {
      Bytes bad = bytes;
      bad[at] = static_cast<std::uint8_t>(wrong);
      EXPECT_EQ(in_one(bad, Features()), in_two(bad, Features())) << at << ' ' << wrong;
    }
  }
}

TEST(decode_and_validate, finds_them_with_several_threads) {
  std::string text = "(module (memory 1)";
  for (int i = 0; i < 400; ++i)
    text += "(func (param i32) (result i32) (i32.load (i32.mul (local.get 0) (i32.const 5))))";
  const Bytes bytes = encode(text + ")");
  std::mt19937 random(1);
  EXPECT_EQ(in_one(bytes, Features(), 3), in_two(bytes, Features()));
  for (int i = 0; i < 50; ++i) {
    Bytes bad = bytes;
    bad[random() % bad.size()] = static_cast<std::uint8_t>(random());
    EXPECT_EQ(in_one(bad, Features(), 3), in_two(bad, Features()));
  }
}

// An instruction that is quick to check may be of a feature that is off.
TEST(decode_and_validate, asks_for_features) {
  const Bytes bytes =
      encode("(module (func (param i32) (drop (i32.extend8_s (local.get 0))) nop nop nop nop nop nop nop))");
  EXPECT_EQ(in_one(bytes, with({})), in_two(bytes, with({})));
  EXPECT_NE(in_one(bytes, with({})).error, "");
  EXPECT_EQ(in_one(bytes, with({Feature::sign_extension})).error, "");
}

TEST(decode_and_validate, wants_a_data_count) {
  Bytes bytes = encode(R"((module (memory 1) (data "abc") (func (data.drop 0))))");
  const Bytes section = {12, 1, 1};
  const auto at = std::search(bytes.begin(), bytes.end(), section.begin(), section.end());
  bytes.erase(at, at + 3);
  EXPECT_EQ(in_one(bytes, Features()), in_two(bytes, Features()));
  EXPECT_NE(in_one(bytes, Features()).error.find("data count section required"), std::string::npos);
}

}  // namespace
}  // namespace modlink
