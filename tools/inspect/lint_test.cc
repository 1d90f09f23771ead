#include "tools/inspect/lint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "validator/test_support.h"

namespace modlink::inspect {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> findings(std::string text) {
  std::vector<std::string> result;
  for (const Finding& finding : lint(*Validation().valid(std::move(text)))) {
    result.push_back(to_string(finding.rule) + (": " + finding.message));
  }
  return result;
}

TEST(lint, nothing_to_say) {
  EXPECT_THAT(findings(R"((module $P
    (type $t (func (param i32)))
    (import "i" (instance $i (export "f" (func (type outer $P $t))) (export "g" (global i32))))
    (import "a" "x" (memory 1)) (import "h" (func $h))
    (module $M (import "j" (instance (export "g" (global i32)))) (import "f" (func (type outer $P $t)))
               (func (export "e") (call 0 (global.get 0)) (drop (global.get (global 0 "g")))))
    (instance $m (instantiate $M (import "j" (instance $i)) (import "f" (func $i "f"))))
    (func (export "run") (call $h) (call (func $m "e")) (drop (i32.load (i32.const 0))))))"),
              ElementsAre());
}

TEST(lint, what_is_never_used) {
  EXPECT_THAT(findings(R"((module
    (type $t (func (param i64)))
    (import "f" (func $f))
    (import "a" "g" (global i32))
    (import "i" (instance $i (export "x" (func))))
    (module $M)
    (module $N)
    (instance $n (instantiate $N))
    (alias $i "x" (func $x))))"),
              ElementsAre("unused-type: type $t is never used", "unused-import: import \"f\" (func) is never used",
                          "unused-import: import \"a\" \"g\" (global) is never used",
                          "unused-module: module $M is never instantiated, passed on or exported",
                          "unused-instance: instance $n is made, but nothing uses it",
                          "unused-alias: alias func $x is never used"));
}

TEST(lint, superfluous_arguments) {
  EXPECT_THAT(findings(R"((module (import "f" (func $f)) (module $M (import "a" (func)) (export "a" (func 0)))
                          (instance (export "m") (instantiate $M (import "a" (func $f)) (import "b" (func $f))))))"),
              ElementsAre("superfluous-argument: the module has no import \"b\""));
}

TEST(lint, wide_imports) {
  EXPECT_THAT(findings(R"((module
    (import "i" (instance $i (export "a" (func)) (export "b" (func)) (export "c" (func))))
    (import "whole" (instance $whole (export "a" (func)) (export "b" (func))))
    (module $M (import "j" (instance (export "b" (func)))) (func (export "e") (call (func 0 "b"))))
    (instance (export "m") (instantiate $M (import "j" (instance $i))))
    (func (export "f") (call (func $i "a")))
    (export "whole" (instance $whole))))"),
              ElementsAre("wide-import: import \"i\" asks for exports that are never used: \"c\""));
}

TEST(lint, mixed_exceptions) {
  constexpr char message[] =
      "mixed-exceptions: legacy exception instructions and their successors in one module, which some engines refuse";
  EXPECT_THAT(findings("(module (func (export \"f\") (try (do))) (func (export \"g\") (try_table)))"),
              ElementsAre(message));
  EXPECT_THAT(findings("(module (func (export \"f\") (try (do) (catch_all (rethrow 0)))))"), ElementsAre());
  EXPECT_THAT(findings(R"((module (module $M (func (export "f") (try_table))) (export "M" (module $M))
                          (func (export "f") (try (do)))))"),
              ElementsAre());
}

TEST(lint, nested_modules_use_what_is_outside) {
  EXPECT_THAT(findings(R"((module $P
    (type $t (func)) (type $i (instance (export "f" (func (type outer $P $t)))))
    (module $M)
    (module (export "n") (import "i" (instance (type outer $P $i))) (instance (export "m") (instantiate (module outer $P $M)))
                         (export "i" (instance 0)))))"),
              IsEmpty());
}

TEST(lint, json_has_places) {
  const auto module = Validation().valid("(module\n  (import \"f\" (func)))");
  EXPECT_EQ(to_json(lint(*module), *module->module.source), R"([
  {
    "rule": "unused-import",
    "offset": 10,
    "line": 2,
    "column": 3,
    "message": "import \"f\" (func) is never used"
  }
]
)");
}

}  // namespace
}  // namespace modlink::inspect
