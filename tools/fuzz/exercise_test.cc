#include "tools/fuzz/exercise.h"

#include <gtest/gtest.h>

#include "tools/fuzz/test_modules.h"

namespace modlink::fuzz {
namespace {

// Whether it comes as far as running.
bool runs(const Input& input) {
  bool result = false;
  exercise(input, [&] { result = true; });
  return result;
}

TEST(exercise, runs_valid_modules_in_both_forms) {
  const std::string text = R"((module
    (import "a" "f" (func (param i32) (result i64)))
    (import "i" (instance (export "g" (global i32)) (export "m" (memory 1))))
    (module $m (func (export "f") (result i32) (i32.const 1)))
    (instance $i (instantiate $m))
    (func (export "run") (param f32) (drop (call $i.f)) (drop (call 0 (i32.const 1))))
    (func $i.f (result i32) (call (func $i "f")))))";
  EXPECT_TRUE(runs({"a.wat", true, text}));
  EXPECT_TRUE(runs({"a.wasm", false, test::encoded(text)}));
}

TEST(exercise, ends_where_an_input_is_wrong) {
  EXPECT_FALSE(runs({"a.wat", true, "(module"}));
  EXPECT_FALSE(runs({"a.wasm", false, "asm"}));
  EXPECT_FALSE(runs({"a.wat", true, "(module (func (result i32)))"}));
}

}  // namespace
}  // namespace modlink::fuzz
