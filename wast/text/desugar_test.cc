// Tests of what abbreviations and alias sugar stand for. spec: Explainer.md; D1, D3, D5, D6, D7, D10, D11, D12, D25
#include "wast/syntax/test_instrs.h"
#include "wast/text/text_test.h"

namespace modlink::text {
namespace {

const char* const instance_i = R"((import "i" (instance $i (export "f" (func)) (export "m" (memory 1)))))";

std::string with_i(std::string_view fields) { return "(module " + std::string(instance_i) + std::string(fields) + ")"; }

TEST(desugar, D1_imports_precede_modules_and_instances) {
  expect_malformed(R"((module) (import "a" (func)))", "import after module");
  expect_malformed(R"((module $M) (instance (instantiate $M)) (import "a" (func)))", "import after instance");
  expect_malformed(R"((module $M) (func (import "a" "b")))", "import after module");
  EXPECT_EQ(outcome(R"((type (func)) (import "a" (instance)) (alias 0 "x" (func)) (type (func)) (import "b" (func)))"),
            "ok");
}

TEST(desugar, D3_zero_level_exports) {
  const Module module = parse(R"((module $M (func (export "foo"))) (instance $i (instantiate $M)) (export $i))");
  ASSERT_EQ(module.exports.size(), 1u);
  EXPECT_FALSE(module.exports[0].name);
  EXPECT_EQ(module.exports[0].kind, ExternKind::instance);
  expect_same(R"((import "i" (instance $i)) (export (instance $i "j")))",
              R"((import "i" (instance $i)) (alias $i "j" (instance $j)) (export $j))");
  expect_same(R"((import "i" (instance $i)) (export (instance $i)))", R"((import "i" (instance $i)) (export 0))");
  expect_malformed("(export $i)", "unknown instance");
}

TEST(desugar, D3_zero_level_exports_of_types) {
  expect_same(R"((type $P (func)) (type (module (type $T (instance)) (export $T))))",
              R"((type $P (func)) (type (module (type $T (instance)) (export (type $T)))))");
  expect_same(R"((module $P (type $T (instance)) (type (module (export (type outer $P $T))))))",
              R"((module $P (type $T (instance)) (type (module (alias outer 0 0 (type)) (export 0)))))");
}

TEST(desugar, D5_scopes_of_types) {
  expect_malformed(R"((type $T (instance)) (import "a" (instance (export "x" (instance (type $T))))))",
                   "unknown type $T");
  expect_same(R"((module $P (type $T (func)) (import "a" (instance (export "x" (func (type outer $P $T)))))))",
              R"((module $P (type $T (func))
                   (type $I (instance (alias outer 0 0 (type)) (export "x" (func (type 0)))))
                   (import "a" (instance (type $I)))))");
  expect_same(R"((module $P (type $T (func)) (import "a" (instance (export "x" (func (type outer 0 $T)))))))",
              R"((module $P (type $T (func)) (import "a" (instance (export "x" (func (type outer $P 0)))))))");
}

TEST(desugar, D5_outer_names_count_from_the_parent_outward) {
  const char* nested = R"((module $P (type (func)) (type $T (func (param i32)))
                            (module $P (type $T (func)) (module $Q (type $U (alias outer $P $T))))))";
  const char* numbers = R"((module (type (func)) (type (func (param i32)))
                             (module (type (func)) (module (alias outer 0 0 (type))))))";
  expect_same(nested, numbers);
  expect_malformed(R"((module $P (alias outer $P 0 (type))))", "unknown outer module $P");
  expect_same(
      R"((module $P (type $T (func)) (type $P (instance (export "j" (instance (export "k" (func (type outer 1 0)))))))))",
      R"((module (type $T (func)) (type (instance
                   (type (instance (alias outer 1 0 (type)) (export "k" (func (type 0)))))
                   (export "j" (instance (type 0)))))))");
}

TEST(desugar, D5_a_type_is_a_scope_by_its_identifier) {
  expect_same(R"((type $A (instance (type $T (func)) (export "j" (instance (export "k" (func (type outer $A $T))))))))",
              R"((type $A (instance (type $T (func)) (export "j" (instance (export "k" (func (type outer 0 0))))))))");
}

TEST(desugar, D5_identifiers_in_type_entries_bind_nothing) {
  expect_same(R"((import "M" (module (import "in" (func $x)) (export "out" (func $x)))))",
              R"((import "M" (module (import "in" (func)) (export "out" (func)))))");
}

TEST(desugar, D6_arguments_of_every_kind) {
  EXPECT_EQ(outcome(R"((import "M" (module $M)) (func $g)
                       (instance (instantiate $M (import "f" (func $g)) (import "m" (module $M)))))"),
            "ok");
  expect_malformed(R"((import "M" (module $M)) (instance (instantiate $M (import "f" (func $g)))))",
                   "unknown function $g");
}

TEST(desugar, D7_two_level_imports_take_one_instance) {
  const Module module = parse(R"((import "a" "x" (func $x)) (import "b" (instance $b)) (import "a" "y" (func $y))
                                 (alias $b "f" (func)) (alias 0 "z" (func)))");
  const auto& alias = std::get<Alias>(module.definitions[module.definitions.size() - 2]);
  EXPECT_EQ(std::get<ExportAlias>(alias.target).instance, 1u);
  expect_same(R"((import "a" "x" (func $x)) (import "a" "y" (func $y)) (func (call (func 0 "y"))))",
              R"((import "a" "x" (func $x)) (import "a" "y" (func $y)) (func (call $y)))");
  EXPECT_EQ(outcome(R"((import "a" "x" (func)) (alias 0 "y" (func)) (import "a" "y" (func)))"), "ok");
  EXPECT_EQ(outcome(R"((import "a" "m" (module)) (import "a" "i" (instance)))"), "ok");
}

TEST(desugar, D10_aliases_of_local_uses_follow_the_initial_definitions) {
  expect_same(
      with_i(R"((func $g (call (func $i "f")) (call $g)) (instance $k (instantiate $M)) (module $M))"),
      with_i(R"((instance $k (instantiate $M)) (module $M) (alias $i "f" (func $f)) (func $g (call $f) (call $g)))"));
  expect_same(with_i(R"((start (func $i "f")))"), with_i(R"((alias $i "f" (func $f)) (start $f))"));
  expect_same(with_i(R"((export "e" (func $i "f")))"), with_i(R"((alias $i "f" (func $f)) (export "e" (func $f)))"));
  expect_same(with_i(R"((table 1 funcref) (elem (i32.const 0) (func $i "f")))"),
              with_i(R"((alias $i "f" (func $f)) (table 1 funcref) (elem (i32.const 0) $f))"));
  expect_same(with_i(R"((func) (export "a" (func 0)) (start (func $i "f")))"),
              with_i(R"((alias $i "f" (func)) (func) (export "a" (func 0)) (start 0))"));
}

TEST(desugar, D10_aliases_of_initial_uses_come_before_them) {
  expect_same(with_i(R"((import "M" (module $M (import "g" (func))))
                        (instance $b (instantiate $M (import "g" (func $i "f")))))"),
              with_i(R"((import "M" (module $M (import "g" (func)))) (alias $i "f" (func $f))
                        (instance $b (instantiate $M (import "g" (func $f)))))"));
  expect_same(
      R"((module $P (type $T (func)) (module (import "a" (func (type outer $P $T))) (type (func (param i32))))))",
      R"((module $P (type $T (func)) (module (alias outer 0 0 (type)) (import "a" (func (type 0))) (type (func (param i32))))))");
  expect_same(
      R"((module $P (type $T (instance)) (module (import "a" (instance (type outer $P $T))))))",
      R"((module $P (type $T (instance)) (module (alias outer 0 0 (type $U)) (import "a" (instance (type $U))))))");
  expect_same(R"((module $P (module $M) (module (instance (instantiate (module outer $P $M))))))",
              R"((module $P (module $M) (module (alias outer 0 0 (module $N)) (instance (instantiate $N)))))");
}

TEST(desugar, D10_equal_aliases_are_reused) {
  expect_same(with_i(R"((alias $i "f" (func $f)) (func (call (func $i "f")) (call (func $i "f"))))"),
              with_i(R"((alias $i "f" (func $f)) (func (call $f) (call $f)))"));
  expect_same(R"((import "i" (instance $i)) (func (call (func $i "j" "k")) (call (func $i "j" "l"))))",
              R"((import "i" (instance $i)) (alias $i "j" (instance $j)) (alias $j "k" (func $k))
                 (alias $j "l" (func $l)) (func (call $k) (call $l)))");
  // The equal one does not precede this use.
  expect_same(with_i(R"((import "M" (module $M)) (instance (instantiate $M (import "g" (func $i "f"))))
                        (alias $i "f" (func $f)) (func (call $f) (call (func $i "f"))))"),
              with_i(R"((import "M" (module $M)) (alias $i "f" (func)) (instance (instantiate $M (import "g" (func 0))))
                        (alias $i "f" (func)) (func (call 1) (call 0)))"));
}

TEST(desugar, D10_wherever_an_index_may_stand) {
  expect_same(with_i(R"((alias (instance $i "j") "k" (func $k)) (func (call $k)))"),
              with_i(R"((alias $i "j" (instance $j)) (alias $j "k" (func $k)) (func (call $k)))"));
  expect_same(
      with_i(R"((export (instance $i "j")) (export "g" (global $i "g")))"),
      with_i(R"((alias $i "j" (instance $j)) (alias $i "g" (global $g)) (export $j) (export "g" (global $g)))"));
  expect_same(with_i(R"((instance (instantiate (module $i "M"))))"),
              with_i(R"((alias $i "M" (module $M)) (instance (instantiate $M)))"));
  expect_same(
      with_i(
          R"((elem func (func $i "f")) (elem funcref (ref.func (func $i "f"))) (func (global.get (global $i "g")) drop))"),
      with_i(
          R"((alias $i "f" (func)) (alias $i "g" (global)) (elem func 0) (elem funcref (ref.func 0)) (func (global.get 0) drop))"));
  expect_same(with_i(R"((table funcref (elem (func $i "f") (func $i "h"))))"),
              with_i(R"((alias $i "f" (func)) (alias $i "h" (func)) (table funcref (elem 0 1)))"));
}

TEST(desugar, D10_outer_types_in_types) {
  const Features typed = with({Feature::function_references, Feature::gc});
  const char* sugar = R"((module $P (type $T (func)) (module
      (type $F (func (param (ref (type outer $P $T))))) (func (block (type outer $P $T)) (ref.null (type outer $P $T)) drop))))";
  const char* plain = R"((module $P (type $T (func)) (module (alias outer 0 0 (type $U))
      (type $F (func (param (ref $U)))) (type (func)) (func (type 2) (block (type $U)) (ref.null $U) drop))))";
  EXPECT_TRUE(parse(sugar, typed) == parse(plain, typed));
}

TEST(desugar, D10_memories_and_tables) {
  expect_same(with_i(R"((func (i32.load (memory $i "m") offset=4 (i32.const 0)) drop
                              (memory.fill (memory $i "m") (i32.const 0) (i32.const 0) (i32.const 0))
                              memory.size (memory $i "m") drop))"),
              with_i(R"((alias $i "m" (memory $m)) (func (i32.load $m offset=4 (i32.const 0)) drop
                              (memory.fill $m (i32.const 0) (i32.const 0) (i32.const 0)) memory.size $m drop))"));
  expect_same(with_i(R"((data (memory $i "m") (i32.const 0) "x"))"),
              with_i(R"((alias $i "m" (memory $m)) (data (memory $m) (i32.const 0) "x"))"));
  expect_same(
      with_i(R"((func (memory.init (memory $i "m") $d (i32.const 0) (i32.const 0) (i32.const 0))) (data $d))"),
      with_i(
          R"((alias $i "m" (memory)) (func (memory.init 0 $d (i32.const 0) (i32.const 0) (i32.const 0))) (data $d))"));
  expect_same(
      with_i(R"((func (call_indirect (table $i "t") (i32.const 0))) (elem (table $i "t") (i32.const 0) func))"),
      with_i(
          R"((alias $i "t" (table $t)) (func (call_indirect $t (i32.const 0))) (elem (table $t) (i32.const 0) func))"));
}

TEST(desugar, D10_outer_types_number_locals) {
  const char* text = R"((module $P (type $T (func (param i32 i64)))
                          (module (func (type outer $P $T) (local $x f32) (local.set $x (f32.const 0))))))";
  const Module module = parse(text);
  const auto& nested = *std::get<NestedModule>(module.definitions[1]).module;
  EXPECT_EQ(instrs_of(nested.funcs[0].body)[1].index, 2u);
  expect_same(
      R"((module $P (type $T (func (param i32))) (module (func (type outer $P $T) (param $x i32) (local.set $x (local.get 0))))))",
      R"((module $P (type $T (func (param i32))) (module (alias outer 0 0 (type)) (func (type 0) (local.set 0 (local.get 0))))))");
  expect_malformed(R"((module $P (type $T (func (param i32))) (module (func (type outer $P $T) (param i64)))))",
                   "inline function type");
}

TEST(desugar, D11_inverted_forms) {
  expect_same(with_i(R"((func $f (alias $i "f")) (memory $m (export "m") (alias $i "m")))"),
              with_i(R"((alias $i "f" (func $f)) (alias $i "m" (memory $m)) (export "m" (memory $m)))"));
  expect_same(
      R"((module $P (type $T (func)) (module $N) (module (type $U (alias outer $P $T)) (module $M (alias outer $P $N)))))",
      R"((module $P (type $T (func)) (module $N) (module (alias outer $P $T (type $U)) (alias outer $P $N (module $M)))))");
  expect_same(
      with_i(R"((instance $j (alias $i "j")) (table (alias $j "t")) (global (alias $j "g")) (module (alias $j "M")))"),
      with_i(R"((alias $i "j" (instance $j)) (alias $j "t" (table)) (alias $j "g" (global)) (alias $j "M" (module)))"));
  // The first field of a nested module, not an alias.
  EXPECT_EQ(parse(with_i(R"((module $M (import "x" (instance $x)) (alias $x "f" (func $f))))")).definitions.size(), 3u);
}

TEST(desugar, D12_order) {
  expect_malformed(with_i(R"((func) (alias $i "f" (func)))"), "alias after function");
  expect_malformed(with_i(R"((memory 1) (func (alias $i "f")))"), "alias after memory");
  expect_malformed(with_i(R"((global i32 (i32.const 0)) (func (import "a" "b")))"), "import after global");
  expect_malformed(R"((table 1 funcref) (import "a" (func)))", "import after table");
  // An instance before what it needs is invalid, not malformed.
  EXPECT_EQ(outcome(R"((instance $i (instantiate $M (import "f" (func $f)))) (func $f) (module $M))"), "ok");
  EXPECT_EQ(outcome(R"((module $M) (func (call (func $i "f"))) (instance $i (instantiate $M)))"), "ok");
  EXPECT_EQ(
      outcome(R"((module $M) (instance (instantiate $M (import "f" (func $i "f")))) (instance $i (instantiate $M)))"),
      "ok");
}

TEST(desugar, D25_types_come_first) {
  const Module module = parse(R"((import "a" (func (param i32))) (import "b" (instance (export "f" (func))))
                                 (type $T (func (param i64))) (func (type $T)))");
  ASSERT_EQ(module.definitions.size(), 5u);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(std::holds_alternative<TypeDef>(module.definitions[i])) << i;
  const auto type = std::get<RecType>(std::get<TypeDef>(module.definitions[0]).def);
  EXPECT_EQ(std::get<FuncType>(type.sub_types[0].comp).params, ResultType{ValKind::i64});
  EXPECT_EQ(module.funcs[0].type, 0u);
}

TEST(desugar, D25_abbreviations_reuse_explicit_types_but_not_aliases) {
  expect_same("(func (param i32)) (type $t (func (param i32)))", "(type $t (func (param i32))) (func (type 0))");
  expect_same(R"((module $P (type $T (func)) (module (alias outer $P $T (type)) (func))))",
              R"((module $P (type $T (func)) (module (alias outer $P $T (type)) (type (func)) (func (type 1)))))");
  expect_same(
      R"((import "a" (instance)) (import "b" (instance)))",
      R"((type (instance)) (type (instance)) (import "a" (instance (type 0))) (import "b" (instance (type 1))))");
}

TEST(desugar, D25_a_nested_module_sees_the_types_before_it) {
  const Module module =
      parse(R"((module $P (type (func)) (import "a" (func (param i32))) (module) (type (func (result i32)))))");
  EXPECT_EQ(std::get<NestedModule>(module.definitions.back()).visible_types, 1u);
}

TEST(desugar, D25_types_inside_types_are_in_order) {
  expect_same(
      R"((type (instance (export "f" (func (param i32))) (type $T (func)) (export "g" (func (type $T))) (export "h" (func)))))",
      R"((type (instance (type (func (param i32))) (export "f" (func (type 0))) (type (func))
                   (export "g" (func (type 1))) (export "h" (func (type 1))))))");
  expect_malformed(R"((type (instance (export "g" (func (type $T))) (type $T (func)))))", "unknown type $T");
}

TEST(desugar, inline_forms_of_types) {
  expect_same(R"((import "M" (module (memory (import "a") 1 2) (func (import "b") (param i32))
                                     (table (export "c") 1 funcref) (func (export "d") (result f32)))))",
              R"((import "M" (module (import "a" (memory 1 2)) (import "b" (func (param i32)))
                                     (export "c" (table 1 funcref)) (export "d" (func (result f32))))))");
  expect_same(
      R"((type (instance (instance (export "i") (func (export "f"))) (module (export "m") (func (import "g" "h"))))))",
      R"((type (instance (export "i" (instance (export "f" (func)))) (export "m" (module (import "g" "h" (func)))))))");
  expect_malformed(R"((type (module (func (param i32)))))", "unexpected token");
  expect_malformed(R"((type (instance (import "a" (func)))))", "unexpected token");
}

TEST(desugar, inline_forms_of_definitions) {
  expect_same(
      R"((func $f (import "a")) (global (import "b" "c") i32) (instance $i (import "d") (export "x" (func))) (module $m (import "e") (import "y" (func))))",
      R"((import "a" (func)) (import "b" "c" (global i32)) (import "d" (instance (export "x" (func)))) (import "e" (module (import "y" (func)))))");
  expect_same(
      R"((module $M (export "m") (func (export "f"))) (instance (export "x") (export "y") (instantiate $M)))",
      R"((module $M (func (export "f"))) (export "m" (module $M)) (instance $x (instantiate $M)) (export "x" (instance $x)) (export "y" (instance 0)))");
}

TEST(desugar, D23_slips_of_the_examples) {
  expect_malformed("(global $bar-index mut i32)", "unexpected token");
  expect_malformed(R"((import "bar-index" (global mut i32)))", "unexpected token");
  expect_malformed(R"((type $W (instance)) (import "m" (module (export $W))))", "unknown type $W");
  expect_malformed(
      R"((module $A) (instance $a (instantiate $A (import "libc" (instance $libc) (import "b" (func 0)))))", "un");
}

TEST(desugar, nested_modules_are_text) {
  expect_malformed(R"((module (module binary "\00asm")))", "unexpected token binary");
  expect_malformed(R"((module (module quote "x")))", "unexpected token quote");
  expect_malformed("(module (module definition))", "unexpected token definition");
}

TEST(desugar, module_linking_can_be_off) {
  const Features off = without(Feature::module_linking);
  expect_malformed(R"((import "x" (func)))", "unexpected token", off);
  expect_malformed(R"((func (import "x")))", "unexpected token", off);
  expect_malformed("(module (module))",
                   "unexpected token module: needs feature module-linking (--enable module-linking)", off);
  expect_malformed("(type (instance))",
                   "unexpected token instance: needs feature module-linking (--enable module-linking)", off);
  expect_malformed(R"((import "x" "y" (instance)))",
                   "unexpected token instance: needs feature module-linking (--enable module-linking)", off);
  expect_malformed(R"((alias 0 "f" (func)))",
                   "unexpected token alias: needs feature module-linking (--enable module-linking)", off);
  expect_malformed("(export 0)", "unexpected token 0: needs feature module-linking (--enable module-linking)", off);
  expect_malformed(R"((func (call (func 0 "f"))))",
                   "unexpected token func: needs feature module-linking (--enable module-linking)", off);
}

TEST(desugar, nesting_is_limited) {
  std::string modules, types;
  for (int i = 0; i < 101; ++i) modules += "(module ";
  modules += std::string(101, ')');
  EXPECT_EQ(outcome("(module " + modules + ")").substr(0, 6), "limit:");
  for (int i = 0; i < 101; ++i) types += R"((instance (export "a" )";
  types += "(func)";
  for (int i = 0; i < 101; ++i) types += "))";
  EXPECT_EQ(outcome("(type " + types + ")").substr(0, 6), "limit:");
}

}  // namespace
}  // namespace modlink::text
