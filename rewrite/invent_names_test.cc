#include "rewrite/invent_names.h"

#include <gtest/gtest.h>

#include "validator/test_support.h"
#include "wast/text/print.h"

namespace modlink::rewrite {
namespace {

Module named(std::string text) {
  Module module = Validation().parse(std::move(text));
  invent_names(module);
  return module;
}

TEST(invent_names, from_imports_exports_and_aliases) {
  const Names names = named(R"((module
    (import "a" "f" (func)) (import "b" (instance (export "g" (func)) (export "h h" (global i32)))) (import "f" (memory 1))
    (alias 1 "g" (func)) (alias 1 "h h" (global))
    (func (export "run") (export "main")) (func $run) (func)))")
                          .names;
  EXPECT_EQ(names[IndexSpace::func], (NameMap{{0, "a.f"}, {1, "g"}, {2, "run.2"}, {3, "run"}, {4, "func4"}}));
  EXPECT_EQ(names[IndexSpace::instance], (NameMap{{0, "a"}, {1, "b"}}));
  EXPECT_EQ(names[IndexSpace::global], (NameMap{{0, "h_h"}}));
  EXPECT_EQ(names[IndexSpace::memory], (NameMap{{0, "f"}}));
}

TEST(invent_names, locals_and_nested_modules) {
  const Module module = named(R"((module
    (module $M (func (param i32 i32) (local $l2 i32) (local i64)))
    (instance (instantiate $M)) (instance (instantiate $M))))");
  EXPECT_EQ(module.names[IndexSpace::instance], (NameMap{{0, "M"}, {1, "M.1"}}));
  const auto& nested = std::get<NestedModule>(module.definitions[0]);
  EXPECT_EQ(nested.module->names.locals.at(0), (NameMap{{0, "p0"}, {1, "p1"}, {2, "l2"}, {3, "l3"}}));
}

TEST(invent_names, all_are_identifiers) {
  const Module module = named(R"w((module
    (import "\00\22)" (func)) (import "" (func)) (func (export "a\u{20ac}b")) (func $"a b") (table 1 funcref)
    (type (instance (type (func)) (export "f" (func (type 0)))))))w");
  const std::string text = print_module(module);
  EXPECT_EQ(print_module(Validation().parse(text)), text);
  EXPECT_EQ(text.find("@name"), std::string::npos) << text;
}

}  // namespace
}  // namespace modlink::rewrite
