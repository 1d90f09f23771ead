// What is said about invalid module linking beyond the words that all engines share. spec: Explainer.md; Subtyping.md
#include <gtest/gtest.h>

#include "validator/test_support.h"

namespace modlink {
namespace {

class messages : public testing::Test, public Validation {};

// A module with an instance `$i` that exports "e".
std::string with_export(const std::string& type, const std::string& use) {
  return "(module (import \"i\" (instance $i (export \"e\" " + type + "))) " + use + ")";
}

TEST_F(messages, duplicate_names) {
  features.dialect.duplicate_imports = DuplicateImports::forbid;
  EXPECT_EQ(invalid(R"((module (module $m (export "x") (export "\78"))))"), R"(duplicate export name "x")");
  EXPECT_EQ(invalid(R"((module (import "i" (instance $i (export "f" (func)))) (export $i) (export $i)))"),
            R"(duplicate export name "f", brought by a zero-level export)");
  EXPECT_EQ(invalid(R"((module (import "x" (func)) (import "x" (func))))"),
            R"(duplicate import name "x": forbidden without --duplicate-imports=allow)");
  EXPECT_EQ(invalid(R"((module (import "x" "y" (func)) (import "x" "y" (func))))"),
            R"(duplicate import name "x" "y": forbidden without --duplicate-imports=core)");
  EXPECT_EQ(invalid(R"((module (import "" (func)) (import "" "a" (func))))"),
            R"(duplicate import name "" "a": it is imported at one level and at two)");
  EXPECT_EQ(invalid(R"((module (import "x" "y" (func)) (import "x" (func))))"),
            R"(duplicate import name "x": it is imported at one level and at two)");
  EXPECT_EQ(invalid(R"((module (type (module (import "a" "b" (func)) (import "c" (func)) (import "a" "b" (func))))))"),
            R"(duplicate import name "a" "b": forbidden without --duplicate-imports=allow)");
  EXPECT_EQ(invalid(R"((module (type (module (import "a" "b" (func)) (import "a" (func))))))"),
            R"(duplicate import name "a": it is imported at one level and at two)");
  EXPECT_EQ(
      invalid(R"((module (module $M) (instance (instantiate $M (import "a" (module $M)) (import "a" (module $M))))))"),
      R"(duplicate instantiate argument "a")");
}

TEST_F(messages, arguments) {
  EXPECT_EQ(invalid(R"((module (module $M (import "in" (func))) (instance (instantiate $M))))"),
            R"(unknown import "in": expected (func), found no argument of that name)");
  EXPECT_EQ(invalid(R"((module (module $M (import "a" "f" (func))) (instance (instantiate $M))))"),
            R"(unknown import "a": expected (instance (export "f" (func))), found no argument of that name)");
  EXPECT_EQ(invalid(R"((module (import "f" (func $f)) (module $M (import "a" "f" (func)))
                       (instance (instantiate $M (import "a" (func $f))))))"),
            R"(incompatible import type: import "a": expected (instance (export "f" (func))), found (func))");
  EXPECT_EQ(invalid(R"((module (module $M (import "i" (instance))) (module $E)
                       (instance (instantiate $M (import "i" (module $E))))))"),
            R"(incompatible import type: import "i": expected (instance), found (module))");
  EXPECT_EQ(invalid(R"((module (module $M (import "m" (module))) (module $E) (instance $e (instantiate $E))
                       (instance (instantiate $M (import "m" (instance $e))))))"),
            R"(incompatible import type: import "m": expected (module), found (instance))");
  EXPECT_EQ(invalid(R"((module (module $M (import "M" (module))) (module $STRICT (import "i" (instance)))
                       (instance (instantiate $M (import "M" (module $STRICT))))))"),
            R"(incompatible import type: import "M" → import "i": expected (instance), found nothing)");
}

TEST_F(messages, mismatches_deep_within) {
  EXPECT_EQ(invalid(R"((module
      (import "i" (instance $i (export "j" (instance (export "f" (func (result i32)))))))
      (module $M (import "i" (instance (export "j" (instance (export "f" (func)))))))
      (instance (instantiate $M (import "i" (instance $i))))))"),
            R"(incompatible import type: import "i" → export "j" → export "f": )"
            "expected (func), found (func (result i32))");
  EXPECT_EQ(invalid(R"((module
      (module $M (import "N" (module (import "x" (global i32)) (export "f" (func)))))
      (module $N (import "x" (global i64)) (func (export "f")))
      (instance (instantiate $M (import "N" (module $N))))))"),
            R"(incompatible import type: import "N" → import "x": expected (global i64), found (global i32))");
  EXPECT_EQ(invalid(R"((module
      (module $MAKE (type $L (struct (field i64))) (func (export "cons") (result (ref null $L)) (ref.null $L)))
      (module $USE (type $L (struct (field i32))) (import "cons" (func (result (ref null $L)))))
      (instance $make (instantiate $MAKE))
      (instance (instantiate $USE (import "cons" (func $make "cons"))))))"),
            R"(incompatible import type: import "cons": expected (func (result (ref null (struct (field i32))))), )"
            "found (func (result (ref null (struct (field i64)))))");
}

TEST_F(messages, types_of_another_kind) {
  EXPECT_EQ(invalid("(module (type $M (module)) (func (type $M)))"),
            "type mismatch: expected a function type, found type $M, which is a module type");
  EXPECT_EQ(invalid("(module (type $I (instance)) (tag (type $I)))"),
            "type mismatch: expected a function type, found type $I, which is an instance type");
  EXPECT_EQ(invalid("(module (type $S (struct)) (type (instance (export \"f\" (func (type outer 0 $S))))))"),
            "type mismatch: expected a function type, found type 0, which is a struct type");
  EXPECT_EQ(invalid("(module (type $M (module)) (func (param (ref $M))))"),
            "type mismatch: expected a function, struct or array type, found type $M, which is a module type");
  EXPECT_EQ(invalid("(module (type $I (instance)) (table 0 (ref null $I)))"),
            "type mismatch: expected a function, struct or array type, found type $I, which is an instance type");
  EXPECT_EQ(invalid("(module (type $F (func)) (import \"m\" (module (type $F))))"),
            "type mismatch: expected a module type, found type $F, which is a function type");
  EXPECT_EQ(invalid("(module (type (instance (type $M (module)) (export $M))))"),
            "type mismatch: expected an instance type, found type 0, which is a module type");
  EXPECT_EQ(invalid("(module (type $S (struct)) (import \"i\" (instance (type $S))))"),
            "type mismatch: expected an instance type, found type $S, which is a struct type");
  EXPECT_EQ(invalid("(module $P (type $F (func)) (module (func (drop (struct.new_default (type outer $P $F))))))"),
            "type mismatch: expected a struct type, found type 0, which is a function type");
  EXPECT_EQ(
      invalid("(module $P (type $F (sub final (func))) (module (alias outer 0 0 (type $F)) (type (sub $F (func)))))"),
      "sub type 1 of type 0, whose declaration is final");
}

// Types of the module are not written out, however deep they are.
TEST_F(messages, types_have_names_or_indices) {
  EXPECT_EQ(invalid(R"((module (type $s (struct (field i32))) (type (func (param (ref $s))))
      (func (param (ref $s)) (result (ref null 1)) (local.get 0))))"),
            "type mismatch: block requires [(ref null 1)] but stack has [(ref $s)]");
  EXPECT_EQ(invalid(R"((module (type (struct)) (type $"a\0ab" (struct)) (func (result i32) (struct.new 0))))"),
            "type mismatch: block requires [i32] but stack has [(ref $\"a\\0ab\")]");
  EXPECT_EQ(invalid(R"((module (type $s (struct)) (func $f (param (ref $s))) (start $f)))"),
            "start function: expected (func), found (func (param (ref $s)))");
  EXPECT_EQ(
      invalid(R"((module (type $s (struct)) (module $M (type $t (struct)) (func (result i32) (struct.new $t)))))"),
      "type mismatch: block requires [i32] but stack has [(ref $t)]");
}

TEST_F(messages, definitions_have_names_or_indices) {
  EXPECT_EQ(invalid("(module (func $f) (func (drop (ref.func $f))))"),
            "undeclared function reference $f; write (elem declare func $f)");
  EXPECT_EQ(invalid("(module (func) (func (drop (ref.func 0))))"),
            "undeclared function reference 0; write (elem declare func 0)");
  EXPECT_EQ(invalid("(module (func (local $r (ref func)) (drop (local.get $r))))"), "uninitialized local $r");
  EXPECT_EQ(invalid("(module (func (local (ref func)) (drop (local.get 0))))"), "uninitialized local 0");
}

TEST_F(messages, exports_of_another_kind) {
  EXPECT_EQ(invalid(with_export("(tag)", "(alias $i \"e\" (func))")),
            R"(type mismatch: export "e": expected func, found (tag))");
  EXPECT_EQ(invalid(with_export("(func)", "(alias $i \"e\" (global))")),
            R"(type mismatch: export "e": expected global, found (func))");
  EXPECT_EQ(invalid(with_export("(func)", "(export (instance $i \"e\"))")),
            R"(type mismatch: export "e": expected instance, found (func))");
  EXPECT_EQ(invalid(with_export("(module (export \"k\" (func)))", "(func (call (func $i \"e\" \"k\")))")),
            R"(type mismatch: export "e": expected instance, found (module (export "k" (func))))");
  EXPECT_EQ(invalid(with_export("(table 1 funcref)", "(memory (alias $i \"e\"))")),
            R"(type mismatch: export "e": expected memory, found (table 1 funcref))");
  EXPECT_EQ(invalid(with_export("(instance)", "(module (alias $i \"e\"))")),
            R"(type mismatch: export "e": expected module, found (instance))");
  EXPECT_EQ(invalid(with_export("(memory 1)", "(alias $i \"e\" (table))")),
            R"(type mismatch: export "e": expected table, found (memory 1))");
  EXPECT_EQ(invalid(with_export("(func)", "(tag (alias $i \"e\"))")),
            R"(type mismatch: export "e": expected tag, found (func))");
  EXPECT_EQ(invalid(with_export("(func)", "(alias $i \"f\" (func))")),
            R"(unknown export "f" of instance $i, which has "e")");
}

TEST_F(messages, indices) {
  EXPECT_EQ(invalid("(module (func) (module (start 0)))"), "unknown function 0");
  EXPECT_EQ(invalid("(module (import \"g\" (global i32)) (module (global i32 (global.get 0))))"), "unknown global 0");
  EXPECT_EQ(invalid("(module (memory 1) (module (data (i32.const 0) \"x\")))"), "unknown memory 0");
  EXPECT_EQ(invalid("(module (table 1 funcref) (module (func (drop (table.size)))))"), "unknown table 0");
  EXPECT_EQ(invalid("(module (tag) (module (func (throw 0))))"), "unknown tag 0");
  EXPECT_EQ(invalid("(module (elem func) (module (func (elem.drop 0))))"), "unknown elem segment 0");
  EXPECT_EQ(invalid("(module (export \"m\" (module 0)))"), "unknown module 0");
  EXPECT_EQ(invalid("(module (export 0))"), "unknown instance 0");
  EXPECT_EQ(invalid("(module (type (instance (export 0))))"), "unknown type 0");
  EXPECT_EQ(invalid("(module (func (type outer 0 0)))"), "unknown outer scope 0");
  EXPECT_EQ(invalid("(module $P (module (alias outer $P $T (type))) (type $T (func)))"),
            "unknown type $T: not before the nested module");
  EXPECT_EQ(invalid("(module $P (module (alias outer $P $M (module))) (module $M))"), "unknown module $M");
  EXPECT_EQ(invalid("(module (instance (instantiate $M)) (module $M))"), "unknown module $M");
  EXPECT_EQ(invalid("(module (type (struct (field (ref $T)))) (type $T (func)))"), "unknown type $T");
}

TEST_F(messages, outer_aliases_are_wrong_where_they_say_what) {
  EXPECT_EQ(result("(module $P (module $C (func (type outer $P $t))) (type $t (func)))"),
            "invalid 43: unknown type $t: not before the nested module");
  EXPECT_EQ(result("(module $P (module (alias outer $P $M (module))) (module $M))"), "invalid 35: unknown module $M");
  EXPECT_EQ(result("(module (module (type (alias outer 0 7))))"), "invalid 37: unknown type 7");
  EXPECT_EQ(result("(module (module (alias outer 9 0 (type))))"), "invalid 29: unknown outer scope 9");
  EXPECT_EQ(result("(module (type (instance (alias outer 9 0 (type)))))"), "invalid 37: unknown outer scope 9");
}

TEST_F(messages, limits) {
  limits.locals = 4;
  EXPECT_EQ(result("(module (func (param i32) (local i32 i32 i32 i32)))"),
            "limit 8: too many locals: 5 exceed the limit of 4 (--limit locals) (in function 0)");
}

}  // namespace
}  // namespace modlink
