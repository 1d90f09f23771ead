#include "wast/text/annotations.h"

#include <algorithm>

#include "wast/text/print.h"
#include "wast/text/text_test.h"

namespace modlink::text {
namespace {

// "malformed: message", or "" if all annotations are well formed.
std::string custom_error(const std::string& text) {
  const Module module = parse(text);
  if (!module.custom_error) return {};
  return std::string(to_string(module.custom_error->stage())) + ": " + module.custom_error->message();
}

std::string custom_names(const Module& module) {
  std::string result;
  for (const CustomSection& custom : module.customs) result += custom.name;
  return result;
}

TEST(annotations, names_take_precedence_over_identifiers) {
  const Module module = parse(R"((module $m (@name "M")
    (type (@name "T") (struct (field $x (@name "X") i32) (field (@name "Y") i32)))
    (import "a" "b" (func $f (@name "F")))
    (import "a" "c" (global (@name "G") i32))
    (tag (@name "E"))
    (func $g (@name "H") (param $p (@name "P") i32) (param (@name "Q") i32) (local (@name "L") i64) (call $f)
      (local.set $p (local.get 1)))
    (func $plain)))");
  EXPECT_FALSE(module.custom_error);
  EXPECT_EQ(module.names.module, "M");
  EXPECT_EQ(module.names[IndexSpace::type], (NameMap{{0, "T"}}));
  EXPECT_EQ(module.names.fields.at(0), (NameMap{{0, "X"}, {1, "Y"}}));
  EXPECT_EQ(module.names[IndexSpace::func], (NameMap{{0, "F"}, {1, "H"}, {2, "plain"}}));
  EXPECT_EQ(module.names[IndexSpace::global], (NameMap{{0, "G"}}));
  EXPECT_EQ(module.names[IndexSpace::tag], (NameMap{{0, "E"}}));
  EXPECT_EQ(module.names.locals.at(1), (NameMap{{0, "P"}, {1, "Q"}, {2, "L"}}));
}

TEST(annotations, names_of_nested_modules) {
  const Module module = parse(R"((module (module $n (@name "N") (func (@name "F")))))");
  EXPECT_FALSE(module.custom_error);
  EXPECT_EQ(module.names[IndexSpace::module], (NameMap{{0, "N"}}));
  const Module& nested = *std::get<NestedModule>(module.definitions.at(0)).module;
  EXPECT_EQ(nested.names[IndexSpace::func], (NameMap{{0, "F"}}));
}

TEST(annotations, names_of_labels) {
  const Module module = parse(R"((func
    (block (@name "") (loop $l (@name "L")))
    (if (@name "i") (block $c (result i32) (i32.const 0)) (then))
    try_table $t (@name "T") end))");
  EXPECT_FALSE(module.custom_error);
  EXPECT_EQ(module.names.labels.at(0), (NameMap{{0, ""}, {1, "L"}, {2, "c"}, {3, "i"}, {4, "T"}}));
  EXPECT_EQ(parse(print_module(module)).names.labels, module.names.labels);
}

TEST(annotations, misplaced_and_malformed_names) {
  const char* misplaced = "malformed: misplaced @name annotation";
  EXPECT_EQ(custom_error(R"((module (func) (@name "M")))"), misplaced);
  EXPECT_EQ(custom_error(R"((module (func (@name "f") $f)))"), misplaced);
  EXPECT_EQ(custom_error(R"((module (func (nop (@name "l")))))"), misplaced);
  EXPECT_EQ(custom_error(R"((module (func (@name "f") (@name "g"))))"),
            "malformed: @name annotation: multiple function");
  EXPECT_EQ(custom_error(R"((module (func (@name f))))"), "malformed: @name annotation: unexpected token");
  EXPECT_EQ(custom_error(R"((module (func (@name "\ff"))))"), "malformed: @name annotation: malformed UTF-8 encoding");
}

// The example of the specification.
TEST(annotations, custom_sections_are_placed) {
  const Module module = parse(R"((module
    (@custom "A" "aaa") (type $t (func)) (@custom "B" (after func) "bbb") (@custom "C" (before func) "ccc")
    (@custom "D" (after last) "ddd") (table 10 funcref) (func (type $t)) (@custom "E" (after import) "eee")
    (@custom "F" (before type) "fff") (@custom "G" (after data) "ggg") (@custom "H" (after code) "hhh")
    (@custom "I" (after func) "iii") (@custom "J" (before func) "jjj") (@custom "K" (before first) "kkk")))");
  EXPECT_FALSE(module.custom_error);
  EXPECT_EQ(custom_names(module), "KFECJBIHGAD");
  EXPECT_EQ(module.customs[2].after_definitions, 1U);
}

// Between definitions of one kind there is no place in text, and types move to the front (D25).
TEST(annotations, customs_among_definitions_stay_in_order) {
  const auto printed_names = [](Module module, std::vector<CustomSection> customs) {
    module.customs = std::move(customs);
    const Module again = parse(print_module(module));
    EXPECT_EQ(custom_names(parse(print_module(again))), custom_names(again));
    return custom_names(again);
  };
  const Module interleaved =
      parse(R"((module (module) (instance (instantiate 0)) (module) (instance (instantiate 1))))");
  EXPECT_EQ(printed_names(interleaved, {{{}, "A", {}, 15, 2}, {{}, "B", {}, 14, 3}}), "AB");
  Module with_type = parse(R"((module (type (func)) (import "a" (instance)) (module)))");
  std::rotate(with_type.definitions.begin(), with_type.definitions.begin() + 1, with_type.definitions.end());
  EXPECT_EQ(printed_names(with_type, {{{}, "A", {}, 2, 1}, {{}, "B", {}, 14, 2}, {{}, "C", {}, 1, 3}}), "ABC");
}

TEST(annotations, customs_and_hints_are_printed) {
  const std::string text =
      R"((module (@custom "x" "a" "b\00") (@custom "y" (after func)) (type (func)) (@custom "z" (after type))
    (@custom "w" (before first))
    (func (param i32) (local.get 0) (@metadata.code.branch_hint "\01") (br_if 0)
      (@metadata.code.branch_hint "\00") (if (local.get 0) (then (nop))))))";
  const Module module = parse(text);
  const Module again = parse(print_module(module));
  EXPECT_FALSE(module.custom_error);
  EXPECT_EQ(custom_names(module), "wzyx");
  EXPECT_EQ(again.customs, module.customs);
  EXPECT_EQ(module.branch_hints.at(0), (std::vector<BranchHint>{{1, true}, {3, false}}));
  EXPECT_EQ(again.branch_hints, module.branch_hints);
}

TEST(annotations, hints) {
  const std::string prefix = "malformed: @metadata.code.branch_hint annotation: ";
  EXPECT_EQ(custom_error(R"((module (@metadata.code.branch_hint "\01") (func)))"), prefix + "not in a function");
  EXPECT_EQ(custom_error(R"((func (@metadata.code.branch_hint "\02") if end))"), prefix + "invalid value");
  EXPECT_EQ(custom_error(R"((func (@metadata.code.branch_hint "\00") nop))"),
            "invalid: @metadata.code.branch_hint annotation: invalid target");
}

TEST(annotations, outside_of_fields) {
  const char* misplaced = "malformed: misplaced @custom annotation";
  EXPECT_EQ(custom_error(R"((@custom "A" "d") (module))"), misplaced);
  EXPECT_EQ(custom_error(R"((module (@custom "A" "d") $M))"), misplaced);
  EXPECT_EQ(custom_error(R"((module) (@custom "A" "d"))"), misplaced);
  EXPECT_EQ(custom_error(R"((module (module (@custom "A" "d") $M)))"), misplaced);
  EXPECT_EQ(custom_error(R"((module (func (@custom "A" "d"))))"), misplaced);
  EXPECT_EQ(custom_error(R"((module) (@other "A" "d"))"), "");
}

TEST(annotations, errors_are_where_the_mistake_is) {
  const auto pos = [](const std::string& text) { return parse(text).custom_error->pos(); };
  EXPECT_EQ(pos(R"((module (@custom "A" (after function) "d")))"), 28u);
  EXPECT_EQ(pos(R"((module (@custom "\ff" "d")))"), 17u);
  EXPECT_EQ(pos(R"((module (@custom "A" (after type type) "d")))"), 33u);
  EXPECT_EQ(pos(R"((module (@custom "A" "d" x)))"), 25u);
  EXPECT_EQ(pos(R"((module $m (@name "a" "b")))"), 22u);
  EXPECT_EQ(pos(R"((module $m (@name "\ff")))"), 18u);
  EXPECT_EQ(pos(R"((module (func (@custom "A"))))"), 14u);
  EXPECT_EQ(pos(R"((func (@metadata.code.branch_hint "\02") if end))"), 34u);
}

TEST(annotations, need_their_feature) {
  Features features;
  features.set(Feature::annotations, false);
  const char* message = "malformed: unexpected token: an annotation needs feature annotations (--enable annotations)";
  EXPECT_EQ(outcome("(module (@a))", features), message);
  EXPECT_EQ(outcome("(module (func (nop (@a))))", features), message);
  EXPECT_EQ(outcome("(module (func $\"a\"))", features),
            "malformed: unexpected token: a quoted identifier needs feature annotations (--enable annotations)");
  EXPECT_EQ(outcome("(module (func $a))", features), "ok");
}

}  // namespace
}  // namespace modlink::text
