#include "validator/check_funcs.h"

#include <gtest/gtest.h>

#include <random>

#include "validator/validate.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/text/parse_module.h"

namespace modlink {
namespace {

constexpr int funcs = 2000;

Bytes many_functions() {
  std::string text = "(module (memory 1) (data $d \"x\")";
  for (int i = 0; i < funcs; ++i) {
    text += "(func $f" + std::to_string(i) +
            " (param i32) (result i32) (local i64 f32) (block (br_if 0 (local.get 0)) " +
            "(local.set 1 (i64.load offset=1000 (local.get 0)))) (i32.add (call $f" + std::to_string(i / 2) +
            " (local.get 0)) (i32.const 100000)))";
  }
  text += "(func (memory.init $d (i32.const 0) (i32.const 0) (i32.const 0))))";
  return encode_module(parse_module(std::make_shared<Source>("text", text, Source::Kind::text), Features(), {}));
}

// What is wrong with a binary, and where; nothing if it is valid.
std::string verdict(const Bytes& bytes, std::size_t jobs) {
  const auto source = std::make_shared<Source>("binary", std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
  const Features features;
  const ImplementationLimits limits;
  try {
    Module module = decode_module(source, features, limits, nullptr, jobs);
    validate(std::move(module), std::make_shared<TypeStore>(), features, limits, jobs);
    return "";
  } catch (const Error& error) {
    return error.diagnose();
  }
}

TEST(jobs, decode_the_same_module) {
  const Bytes bytes = many_functions();
  const auto source = std::make_shared<Source>("binary", std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
  const Module one = decode_module(source, Features(), ImplementationLimits());
  const Module four = decode_module(source, Features(), ImplementationLimits(), nullptr, 4);
  EXPECT_EQ(one, four);
  EXPECT_EQ(encode_module(four), bytes);
  EXPECT_EQ(verdict(bytes, 4), "");
}

// Wherever something is wrong, one thread and several say the same.
TEST(jobs, find_the_same_error) {
  const Bytes bytes = many_functions();
  std::mt19937 random(1);
  for (int i = 0; i < 100; ++i) {
    Bytes bad = bytes;
    for (int n = 0; n < 1 + i % 3; ++n) bad[random() % bad.size()] = static_cast<std::uint8_t>(random());
    EXPECT_EQ(verdict(bad, 3), verdict(bad, 1));
  }
}

TEST(jobs, share_the_budget_of_long_lists) {
  std::string text = "(module (type $t (func (result";
  for (int i = 0; i < 500; ++i) text += " i32";
  text += "))) (import \"a\" \"b\" (func $f (type $t)))";
  for (int i = 0; i < funcs; ++i) text += "(func (call $f) unreachable)";
  text += ")";
  const auto source = std::make_shared<Source>("text", text, Source::Kind::text);
  ImplementationLimits limits;
  const std::uint64_t needed = std::uint64_t{funcs} * (500 - 16);
  for (const std::uint64_t limit : {needed, needed - 1}) {
    limits.list_operands = limit;
    std::string errors[2];
    for (const std::size_t jobs : {1, 4}) {
      try {
        validate(parse_module(source, Features(), limits), std::make_shared<TypeStore>(), Features(), limits, jobs);
      } catch (const LimitExceeded& error) {
        errors[jobs / 4] = error.diagnose();
      }
    }
    EXPECT_EQ(errors[0], errors[1]);
    EXPECT_EQ(errors[0].empty(), limit == needed);
  }
}

}  // namespace
}  // namespace modlink
