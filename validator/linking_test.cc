// Tests of imports, aliases, nested modules and instances. spec: Explainer, "Proposed Additions"; Subtyping.md
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "validator/match.h"
#include "validator/test_support.h"

namespace modlink {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class linking : public testing::Test, public Validation {
 protected:
  std::string type_of(std::string text) { return to_string(*store, ExternModule{valid(std::move(text))->type}); }
};

// Instance types, each in a module of its own that imports it; and what the text inside makes of it.
std::string with_instance(const std::string& exports, const std::string& rest) {
  return "(module (import \"i\" (instance $i " + exports + ")) " + rest + ")";
}

TEST_F(linking, two_level_imports_are_one_instance) {  // D7
  EXPECT_EQ(type_of(R"((module (import "a" "x" (func)) (import "b" "y" (func)) (import "a" "z" (memory 1))))"),
            R"((module (import "a" (instance (export "x" (func)) (export "z" (memory 1)))) )"
            R"((import "b" (instance (export "y" (func))))))");
  const auto module = valid(R"((module (import "a" "x" (func)) (import "f" (func)) (import "a" "z" (memory 1))))");
  ASSERT_EQ(module->steps.size(), 4u);
  EXPECT_EQ(std::get<ImportStep>(module->steps[0]).name, "a");
  EXPECT_EQ(kind_of(std::get<ImportStep>(module->steps[0]).type), ExternKind::instance);
  EXPECT_EQ(std::get<ExportAliasStep>(module->steps[1]).name, "x");
  EXPECT_EQ(std::get<ImportStep>(module->steps[2]).name, "f");
  EXPECT_EQ(std::get<ExportAliasStep>(module->steps[3]).instance, 0u);
  EXPECT_EQ(module->instances.size(), 1u);
  EXPECT_EQ(module->funcs.size(), 2u);
}

TEST_F(linking, an_implied_instance_has_all_fields_from_its_first) {  // D7
  EXPECT_EQ(invalid(R"((module (import "a" "x" (func)) (alias 0 "y" (memory)) (import "a" "y" (memory 1))))"), "valid");
  EXPECT_THAT(invalid(R"((module (alias 0 "y" (memory)) (import "a" "x" (func)) (import "a" "y" (memory 1))))"),
              StartsWith("unknown instance 0"));
  EXPECT_EQ(invalid(R"((module (import "a" "m" (module $m (import "f" (func)))) (import "a" "i" (instance $i))
                       (import "a" "f" (func $f)) (instance (instantiate $m (import "f" (func $f))))))"),
            "valid");
}

TEST_F(linking, import_names_are_unique) {  // D8
  features.dialect.duplicate_imports = DuplicateImports::forbid_linked;
  const std::string two = R"((module (import "" "a" (func)) (import "" "a" (func (result i32)))))";
  EXPECT_EQ(result(two), "invalid 31: duplicate import name \"\" \"a\": forbidden without --duplicate-imports=core");
  EXPECT_THAT(invalid(R"((module (import "" (func)) (import "" "a" (func))))"), StartsWith("duplicate import name"));
  EXPECT_THAT(invalid(R"((module (import "" "a" (func)) (import "" (func))))"), StartsWith("duplicate import name"));
  EXPECT_THAT(invalid(R"((module (import "" (instance)) (import "" "a" (func))))"),
              StartsWith("duplicate import name"));
  EXPECT_EQ(invalid(R"((module (import "" (instance)) (import "" (instance))))"),
            "duplicate import name \"\": forbidden without --duplicate-imports=allow");
  EXPECT_THAT(invalid(R"((module (type (module (import "" (func)) (import "" (func))))))"),
              StartsWith("duplicate import name"));
  features.set(Feature::module_linking, false);
  const auto module = valid(two);
  EXPECT_FALSE(module->linking);
  ASSERT_EQ(module->steps.size(), 2u);
  EXPECT_EQ(std::get<ImportStep>(module->steps[1]).field, "a");
  EXPECT_EQ(module->instances.size(), 0u);
  features.dialect.duplicate_imports = DuplicateImports::forbid;
  EXPECT_THAT(invalid(two), StartsWith("duplicate import name"));
}

TEST_F(linking, core_modules_import_names_more_than_once) {  // D8
  const auto module = valid(R"((module (import "m" "f" (func)) (import "m" "f" (func (result i32)))))");
  EXPECT_FALSE(module->linking);
  EXPECT_EQ(module->instances.size(), 0u);
  EXPECT_EQ(std::get<ImportStep>(module->steps[1]).field, "f");
  ASSERT_TRUE(module->type_conflict);
  EXPECT_EQ(module->type_conflict->message(),
            R"(duplicate import name "m" "f": type mismatch: (func) and (func (result i32)))");
  EXPECT_THROW(module->module_type(), Invalid);
  const auto equal = valid(R"((module (import "m" "m" (memory 0)) (import "m" "m" (memory 1 2))))");
  EXPECT_FALSE(equal->linking);
  EXPECT_EQ(to_string(*store, ExternModule{&equal->module_type()}),
            R"((module (import "m" (instance (export "m" (memory 1 2))))))");
  EXPECT_TRUE(valid(R"((module (import "m" "f" (func)) (import "m" "g" (func))))")->linking);
}

TEST_F(linking, modules_with_linking_import_names_once) {  // D8
  for (const char* more :
       {R"((import "a" (func)))", R"((import "a" "b" (instance)))", R"((import "a" "b" (module)))", "(module)",
        R"((alias 0 "f" (func)))", "(export \"e\" (instance 0))", "(type (module))", "(type (instance))"}) {
    EXPECT_EQ(invalid(std::string(R"((module (import "m" "f" (func)) (import "m" "f" (func)) )") + more + ")"),
              R"(duplicate import name "m" "f": forbidden without --duplicate-imports=allow)")
        << more;
  }
}

TEST_F(linking, nested_core_modules_need_a_module_type) {  // D8
  EXPECT_EQ(invalid(R"((module (module (import "m" "f" (func)) (import "m" "f" (func)))))"), "valid");
  EXPECT_EQ(invalid(R"((module (module (import "m" "f" (func)) (import "m" "f" (memory 0)))))"),
            R"(duplicate import name "m" "f": type mismatch: (func) and (memory 0))");
}

TEST_F(linking, allowed_duplicates_have_types_that_match) {  // D8
  features.dialect.duplicate_imports = DuplicateImports::allow;
  EXPECT_EQ(
      invalid(R"((module (import "m" "f" (func)) (import "m" "f" (memory 0))))"),
      R"(duplicate import name "m" "f": type mismatch: (func) and (memory 0): forbidden without --duplicate-imports=core)");
}

// The least type may come after others of which none matches the others, and these after it.
TEST_F(linking, the_order_of_duplicates_does_not_matter) {  // D8
  features.dialect.duplicate_imports = DuplicateImports::allow;
  std::vector<std::string> limits = {"1 5", "2 5", "2 6", "2 6"};
  const auto imports = [&](const std::string& name) {
    std::string text;
    for (const std::string& each : limits) text += "(import " + name + " (memory " + each + "))";
    return text;
  };
  do {
    EXPECT_EQ(type_of("(module " + imports(R"("a")") + ")"), R"((module (import "a" (memory 2 5))))");
    EXPECT_EQ(type_of("(module " + imports(R"("a" "b")") + ")"),
              R"((module (import "a" (instance (export "b" (memory 2 5))))))");
    EXPECT_EQ(invalid("(module (type (module " + imports(R"("a" "b")") + ")))"), "valid");
  } while (std::next_permutation(limits.begin(), limits.end()));
  limits = {"1 4", "1 5", "2 5", "2 6"};
  do {
    EXPECT_THAT(invalid("(module " + imports(R"("a" "b")") + ")"), StartsWith("duplicate import name"));
  } while (std::next_permutation(limits.begin(), limits.end()));
}

// The position is that of the later one.
TEST_F(linking, messages_of_duplicates_have_the_least_type_and_one_that_it_does_not_match) {  // D8
  features.dialect.duplicate_imports = DuplicateImports::allow;
  const std::string_view text =
      R"((module (import "a" (func)) (import "a" (table 0 funcref)) (import "a" (memory 1))))";
  EXPECT_EQ(result(std::string(text)), "invalid " + std::to_string(text.rfind("(import \"a\" (memory")) +
                                           R"(: duplicate import name "a": type mismatch: (func) and (memory 1))");
}

TEST_F(linking, many_duplicates_take_linear_time) {  // D8
  features.dialect.duplicate_imports = DuplicateImports::allow;
  std::string text = R"((module (import "a" (memory 1 5)))";
  for (int i = 0; i < 20'000; ++i) text += R"((import "a" (memory 2 6)))";
  EXPECT_EQ(invalid(text + R"((import "a" (memory 2 5))))"), "valid");
}

TEST_F(linking, types_have_a_scope_of_their_own) {  // D5
  EXPECT_THAT(invalid("(module (type (func)) (type (instance (export \"f\" (func (type 0))))))"),
              StartsWith("unknown type 0"));
  EXPECT_EQ(
      invalid("(module (type $F (func)) (type (instance (alias outer 0 $F (type)) (export \"f\" (func (type 0))))))"),
      "valid");
  EXPECT_THAT(invalid("(module (type (instance (alias outer 1 0 (type)))))"), StartsWith("unknown outer"));
  EXPECT_THAT(invalid("(module (type (instance (alias outer 0 0 (type)))))"), StartsWith("unknown type 0"));
  EXPECT_EQ(type_of(R"((module (type $A (module (type $F (func (param i32)))
                       (type (instance (alias outer 0 0 (type)) (export "f" (func (type 0)))))
                       (export "i" (instance (type 1))))) (import "m" (module (type $A)))))"),
            R"((module (import "m" (module (export "i" (instance (export "f" (func (param i32)))))))))");
}

TEST_F(linking, descriptions_name_types_of_their_kind) {
  EXPECT_EQ(invalid("(module (type (instance)) (import \"a\" (func (type 0))))"),
            "type mismatch: expected a function type, found type 0, which is an instance type");
  EXPECT_EQ(invalid("(module (type (func)) (import \"a\" (instance (type 0))))"),
            "type mismatch: expected an instance type, found type 0, which is a function type");
  EXPECT_EQ(invalid("(module (type (instance)) (import \"a\" (module (type 0))))"),
            "type mismatch: expected a module type, found type 0, which is an instance type");
  EXPECT_THAT(invalid("(module (type (module)) (table 1 (ref null 0)))"), StartsWith("type mismatch"));
  EXPECT_THAT(invalid("(module (type (instance (export \"a\" (func)) (export \"a\" (func)))))"),
              StartsWith("duplicate export name \"a\""));
}

TEST_F(linking, hints_say_which_name_was_meant) {
  EXPECT_EQ(
      invalid(with_instance("(export \"free\" (func)) (export \"malloc\" (func))", "(alias $i \"maloc\" (func))")),
      "unknown export \"maloc\" of instance $i, which has \"free\", \"malloc\"; did you mean \"malloc\"?");
  EXPECT_EQ(invalid(with_instance("", "(alias $i \"f\" (func))")),
            "unknown export \"f\" of instance $i, which has none");
  EXPECT_EQ(invalid("(module (import \"f\" (func $f)) (module $M (import \"malloc\" (func)))"
                    " (instance (instantiate $M (import \"maloc\" (func $f)))))"),
            "unknown import \"malloc\": expected (func), found no argument of that name; did you mean \"maloc\"?");
}

TEST_F(linking, aliases_of_exports) {
  const std::string f = "(export \"f\" (func (param i32)))";
  EXPECT_EQ(invalid(with_instance(f, "(alias $i \"f\" (func))")), "valid");
  EXPECT_EQ(invalid(with_instance(f, "(alias 3 \"f\" (func))")), "unknown instance 3");
  EXPECT_EQ(invalid(with_instance(f, "(alias $i \"g\" (func))")),
            "unknown export \"g\" of instance $i, which has \"f\"");
  EXPECT_EQ(invalid(with_instance(f, "(alias $i \"f\" (memory))")),
            "type mismatch: export \"f\": expected memory, found (func (param i32))");
  EXPECT_THAT(invalid("(module (alias 0 \"f\" (func)) (import \"i\" (instance (export \"f\" (func)))))"),
              StartsWith("unknown instance 0"));
}

TEST_F(linking, outer_aliases_see_what_precedes) {
  EXPECT_THAT(invalid("(module (alias outer 0 0 (type)))"), StartsWith("unknown outer"));
  EXPECT_EQ(invalid("(module $P (type $T (func)) (module (alias outer $P $T (type)) (func (type 0))))"), "valid");
  EXPECT_THAT(invalid("(module $P (module (alias outer 0 0 (type))) (type $T (func)))"), StartsWith("unknown type $T"));
  EXPECT_THAT(invalid("(module $P (module (alias outer 0 0 (module))))"), StartsWith("unknown module 0"));
  EXPECT_THAT(invalid("(module $P (module (alias outer 0 0 (module))) (module))"), StartsWith("unknown module 0"));
  EXPECT_EQ(invalid("(module $P (module $A) (module (module (alias outer 1 0 (module)))))"), "valid");
  EXPECT_THAT(invalid("(module $P (module $A) (module (module (alias outer 2 0 (module)))))"),
              StartsWith("unknown outer"));
  // D15: imported and aliased ones too.
  const auto module = valid("(module $P (import \"m\" (module $A)) (module (alias outer $P $A (module))))");
  const auto& nested = *std::get<NestedModuleStep>(module->steps[1]).code;
  EXPECT_EQ(std::get<OuterModuleStep>(nested.steps[0]).depth, 0u);
  EXPECT_EQ(nested.modules[0], module->modules[0]);
}

TEST_F(linking, instances_are_supplied_by_name) {  // D2
  const std::string head = R"((module (import "M" (module $M (import "a" (func)) (import "b" (func (param i32)))
                              (export "out" (func)))) (import "f" (func $f)) (import "g" (func $g (param i32))) )";
  EXPECT_EQ(invalid(head + R"((instance $i (instantiate $M (import "b" (func $g)) (import "a" (func $f))))
                              (func (call (func $i "out")))))"),
            "valid");
  EXPECT_EQ(invalid(head + R"((instance (instantiate $M (import "b" (func $g)) (import "a" (func $f))
                              (import "c" (func $f))))))"),
            "valid");
  EXPECT_EQ(invalid(head + R"((instance (instantiate $M (import "a" (func $f))))))"),
            "unknown import \"b\": expected (func (param i32)), found no argument of that name");
  EXPECT_EQ(invalid(head + R"((instance (instantiate $M (import "a" (func $g)) (import "b" (func $g))))))"),
            "incompatible import type: import \"a\": expected (func), found (func (param i32))");
  EXPECT_EQ(invalid(head + R"((instance (instantiate $M (import "a" (func $f)) (import "a" (func $f))
                              (import "b" (func $g))))))"),
            "duplicate instantiate argument \"a\"");
  EXPECT_EQ(invalid("(module (instance (instantiate 0)))"), "unknown module 0");
}

TEST_F(linking, arguments_precede_and_are_not_local) {  // D6
  const std::string m = "(import \"M\" (module $M (import \"f\" (func)))) ";
  EXPECT_EQ(invalid("(module " + m + "(instance (instantiate $M (import \"f\" (func 0)))) (func))"),
            "unknown function 0, which the module makes after its instances");
  EXPECT_EQ(invalid("(module (module $M) (instance (instantiate $M (import \"x\" (memory 0)))) (memory 1))"),
            "unknown memory 0, which the module makes after its instances");
  EXPECT_EQ(
      invalid("(module (module $M) (instance (instantiate $M (import \"x\" (global 0)))) (global i32 (i32.const 0)))"),
      "unknown global 0, which the module makes after its instances");
  EXPECT_EQ(invalid("(module (module $M) (instance (instantiate $M (import \"x\" (table 0)))) (table 1 funcref))"),
            "unknown table 0, which the module makes after its instances");
  EXPECT_EQ(invalid("(module (module $M) (instance (instantiate $M (import \"x\" (instance 0)))))"),
            "unknown instance 0");
  EXPECT_EQ(invalid("(module " + m + "(instance (instantiate $M (import \"f\" (func $f)))) (func $f))"),
            "unknown function $f, which the module makes after its instances");
  EXPECT_EQ(invalid("(module " + m + "(instance (instantiate $M (import \"f\" (func 1)))) (func))"),
            "unknown function 1");
}

TEST_F(linking, messages_are_of_the_word_that_is_wrong) {
  const std::string m = R"((module (import "M" (module $M (import "f" (func)))) )";
  const auto expect_at = [this](const std::string& word, const std::string& text) {
    EXPECT_THAT(result(text), StartsWith("invalid " + std::to_string(text.find(word)) + ":")) << text;
  };
  expect_at("$mine", m + R"((instance (instantiate $M (import "f" (func $mine)))) (func $mine)))");
  expect_at("7", m + R"((instance (instantiate $M (import "f" (func 7))))))");
  expect_at("\"g\"", with_instance("", R"((alias $i "g" (func)))"));
  expect_at("\"g\"", with_instance("", R"((func $f (alias $i "g")))"));
  expect_at("\"g\"", with_instance(R"((export "j" (instance)))", R"((func (call (func $i "j" "g"))))"));
}

TEST_F(linking, mismatches_tell_the_way) {
  EXPECT_EQ(invalid(R"((module
      (import "m" (module $m (import "libc" (instance (export "malloc" (func (param i32) (result i32)))))))
      (import "l" (instance $l (export "malloc" (func (param i64) (result i32)))))
      (instance (instantiate $m (import "libc" (instance $l))))))"),
            "incompatible import type: import \"libc\" → export \"malloc\": "
            "expected (func (param i32) (result i32)), found (func (param i64) (result i32))");
}

TEST_F(linking, instantiate_does_not_split_instances) {  // D9
  const std::string head = R"((module (import "f" (func $f)) (module $M (import "a" "f" (func))) )";
  EXPECT_THAT(invalid(head + "(instance (instantiate $M (import \"a\" (func $f)))))"),
              StartsWith("incompatible import type"));
}

TEST_F(linking, imports_of_the_parent_do_not_leak) {
  EXPECT_EQ(invalid("(module (import \"f\" (func $f)) (module (func (call 0))))"), "valid");
  EXPECT_EQ(invalid("(module (import \"f\" (func $f)) (module (export \"f\" (func 0))))"), "unknown function 0");
}

TEST_F(linking, recursive_types_are_equal_through_outer_aliases) {
  const auto with_second_field = [](const char* type) {
    return R"((module $P
      (rec (type $a (sub (struct (field (ref null $b))))) (type $b (struct (field (ref null $a)) (field i32))))
      (module
        (alias outer $P $a (type $outer))
        (rec (type $c (sub (struct (field (ref null $d))))) (type $d (struct (field (ref null $c)) (field )" +
           std::string(type) + R"())))
        (type $e (sub $outer (struct (field (ref null $d)))))
        (func (param (ref $outer)) (result (ref $c)) (local.get 0)))))";
  };
  EXPECT_EQ(invalid(with_second_field("i32")), "valid");
  EXPECT_THAT(invalid(with_second_field("i64")), StartsWith("sub type"));
}

TEST_F(linking, tags_are_exported_by_instance_types) {  // D22
  constexpr const char* tag = "(export \"e\" (tag (param i32)))";
  EXPECT_EQ(invalid(with_instance(tag, "(alias $i \"e\" (tag $e)) (func (throw $e (i32.const 1)))")), "valid");
  EXPECT_THAT(invalid(with_instance(tag, "(alias $i \"e\" (tag $e)) (func (throw $e (i64.const 1)))")),
              StartsWith("type mismatch"));
  EXPECT_EQ(invalid(with_instance("(export \"e\" (tag (result i32)))", "")), "non-empty tag result type");
  EXPECT_EQ(invalid(with_instance(tag, R"((module $M (import "e" (tag $e (param i32))) (func (throw $e (i32.const 1))))
                                          (instance (instantiate $M (import "e" (tag $i "e")))))")),
            "valid");
  EXPECT_THAT(
      invalid(with_instance(tag, R"((module $M (import "e" (tag (param i64))))
                                            (instance (instantiate $M (import "e" (tag $i "e")))))")),
      StartsWith("incompatible import type: import \"e\": expected (tag (param i64)), found (tag (param i32))"));
}

TEST_F(linking, address_types_of_memories_and_tables_are_matched) {
  const auto supply = [](const std::string& found, const std::string& expected, const std::string& kind) {
    return "(module (import \"x\" (" + kind + " $x " + found + ")) (module $M (import \"x\" (" + kind + " " + expected +
           "))) (instance (instantiate $M (import \"x\" (" + kind + " $x)))))";
  };
  EXPECT_EQ(invalid(supply("i64 2 3", "i64 1", "memory")), "valid");
  EXPECT_THAT(invalid(supply("2 3", "i64 1", "memory")),
              StartsWith("incompatible import type: import \"x\": expected (memory i64 1), found (memory 2 3)"));
  EXPECT_THAT(invalid(supply("1 2 shared", "1 2", "memory")), StartsWith("incompatible import type"));
  EXPECT_THAT(invalid(supply("1 (pagesize 1)", "1", "memory")), StartsWith("incompatible import type"));
  EXPECT_EQ(invalid(supply("i64 2 funcref", "i64 1 funcref", "table")), "valid");
  EXPECT_THAT(invalid(supply("i64 2 funcref", "1 funcref", "table")), StartsWith("incompatible import type"));
}

TEST_F(linking, references_are_matched_by_subtyping) {
  const auto supply = [](const std::string& found, const std::string& expected) {
    return R"((module $P (type $s (sub (struct (field i32)))) (type $t (sub $s (struct (field i32 i64))))
      (type $f (func)) (import "x" (global $x )" +
           found + R"())
      (module $M (alias outer $P $s (type $s)) (alias outer $P $t (type $t)) (alias outer $P $f (type $f))
        (import "x" (global )" +
           expected + R"()))
      (instance (instantiate $M (import "x" (global $x))))))";
  };
  EXPECT_EQ(invalid(supply("(ref $t)", "(ref null $s)")), "valid");
  EXPECT_EQ(invalid(supply("(ref $t)", "anyref")), "valid");
  EXPECT_EQ(invalid(supply("(ref $f)", "funcref")), "valid");
  EXPECT_EQ(invalid(supply("nullref", "(ref null $t)")), "valid");
  EXPECT_THAT(invalid(supply("(ref $s)", "(ref $t)")), StartsWith("incompatible import type"));
  EXPECT_THAT(invalid(supply("(ref null $t)", "(ref $t)")), StartsWith("incompatible import type"));
  EXPECT_THAT(invalid(supply("(ref $f)", "anyref")), StartsWith("incompatible import type"));
  EXPECT_EQ(invalid(supply("(mut (ref $t))", "(mut (ref $t))")), "valid");
  EXPECT_THAT(invalid(supply("(mut (ref $t))", "(mut (ref $s))")), StartsWith("incompatible import type"));
}

TEST_F(linking, nesting_is_limited) {  // D19
  limits.module_nesting = 3;
  limits.type_nesting = 2;
  EXPECT_EQ(result("(module (module (module (module))))"), "valid");
  EXPECT_THAT(result("(module (module (module (module (module)))))"), StartsWith("limit 32"));
  EXPECT_EQ(result("(module (type (module (import \"\" (module)))))"), "valid");
  EXPECT_THAT(result("(module (type (module (import \"\" (module (import \"\" (module)))))))"), StartsWith("limit"));
  limits.modules = 2;
  limits.instances = 1;
  EXPECT_EQ(result("(module (module $m) (module) (instance (instantiate $m)))"), "valid");
  EXPECT_THAT(result("(module (module) (module) (module))"), StartsWith("limit 26: too many modules"));
  EXPECT_THAT(result("(module (module $m) (instance (instantiate $m)) (instance (instantiate $m)))"),
              StartsWith("limit 48: too many instances"));
}

// A chain of instance types, each naming the one before it twice.
std::string doubling(int levels, const std::string& more = "") {
  std::string text = "(module $M (type $t0 (instance (export \"f\" (func))))";
  for (int i = 1; i < levels; ++i) {
    const std::string before = "(instance (type outer $M $t" + std::to_string(i - 1) + "))";
    text +=
        " (type $t" + std::to_string(i) + " (instance (export \"a\" " + before + ") (export \"b\" " + before + ")))";
  }
  return text + more + ")";
}

TEST_F(linking, doubling_types_cost_what_is_written) {  // D18
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(result(doubling(64, R"((import "i" (instance $i (type $t63)))
      (module $N (import "x" (instance (type outer $M $t63))))
      (instance (instantiate $N (import "x" (instance $i)))))")),
            "valid");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
}

// Types that share a part of which each adds up the nodes again: the sums grow far above what is distinct.
std::string shared_parts() {
  std::string text = "(module $M (type $t0 (instance)) (type $b (instance";
  for (int i = 0; i < 20; ++i) text += " (export \"" + std::to_string(i) + "\" (instance (export \"f\" (func))))";
  text += "))";
  for (int i = 1; i < 250; ++i) {
    text += " (type $t" + std::to_string(i) + " (instance (export \"a\" (instance (type outer $M $b))) (export \"b\" " +
            "(instance (type outer $M $t" + std::to_string(i - 1) + ")))))";
  }
  return text + ")";
}

TEST_F(linking, shared_parts_count_once) {  // D18, D19
  limits.type_nodes = 300;
  EXPECT_EQ(result(shared_parts()), "valid");
}

TEST_F(linking, counted_nodes_are_limited) {  // D19
  limits.type_nodes = 300;
  limits.counted_nodes = 10;
  EXPECT_THAT(result(shared_parts()),
              HasSubstr("too many nodes of types counted: more than 10 (--limit counted_nodes)"));
}

TEST_F(linking, distinct_nodes_are_limited) {  // D19
  limits.type_nodes = 50;
  EXPECT_EQ(result(doubling(50)), "valid");
  EXPECT_THAT(result(doubling(51)), HasSubstr("too many distinct nodes of a type: more than 50"));
}

// Types $NAME0 to $NAME49 of instances, each with all of `exports` and the type before it.
std::string chain(const std::string& name, const std::string& exports) {
  std::string text = " (type $" + name + "0 (instance" + exports + "))";
  for (int i = 1; i < 50; ++i) {
    text += " (type $" + name + std::to_string(i) + " (instance" + exports +
            " (export \"x\" (instance (type outer $M $" + name + std::to_string(i - 1) + ")))))";
  }
  return text;
}

TEST_F(linking, all_comparisons_of_a_module_share_a_limit) {  // D19
  const std::string func = " (export \"f\" (func))";
  const std::string global = " (export \"g\" (global i32))";
  const std::string head = "(module $M" + chain("a", func + global) + chain("b", func) + chain("c", global) +
                           R"((import "a" (instance $a (type $a49)))
                              (module $B (import "x" (instance (type outer $M $b49))))
                              (module $C (import "x" (instance (type outer $M $c49)))))";
  const std::string b = R"((instance (instantiate $B (import "x" (instance $a)))))";
  const std::string c = R"((instance (instantiate $C (import "x" (instance $a)))))";
  limits.type_comparisons = 700;
  EXPECT_THAT(result(head + b + c + ")"), HasSubstr("too many comparisons of types: more than 700"));
  EXPECT_EQ(result(head + b + b + ")"), "valid");
  EXPECT_EQ(result(head + c + ")"), "valid");
}

}  // namespace
}  // namespace modlink
