// Tests of the elaboration of zero-level exports. D3
#include "rewrite/elaborate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "validator/match.h"
#include "validator/test_support.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/syntax/test_instrs.h"

namespace modlink::rewrite {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class elaboration : public testing::Test, public Validation {
 protected:
  // The module without zero-level exports, after a round trip through the binary format.
  ValidModulePtr again(const ValidModule& module) {
    const Bytes bytes = encode_module(elaborate(module));
    auto source = std::make_shared<Source>("test.wasm", std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
    return validate(decode_module(source, features, limits), store, features, limits);
  }
  // Its type, which must be the same as before.
  std::string type_of(std::string text) {
    const auto module = valid(std::move(text));
    const auto elaborated = again(*module);
    EXPECT_EQ(module->type, elaborated->type);
    EXPECT_EQ(elaborate(*elaborated), elaborate(*module));
    return to_string(*store, ExternModule{module->type});
  }
};

TEST_F(elaboration, modules_export_all_of_an_instance) {
  EXPECT_EQ(type_of(R"((module (module $M (func (export "foo")) (memory (export "mem") 1))
                       (instance $i (instantiate $M)) (export "x" (instance $i)) (export $i)))"),
            R"((module (export "x" (instance (export "foo" (func)) (export "mem" (memory 1)))) )"
            R"((export "foo" (func)) (export "mem" (memory 1))))");
  const auto module = valid("(module (import \"i\" (instance $i (export \"f\" (func)))) (export $i))");
  ASSERT_EQ(module->exports.size(), 1u);
  EXPECT_TRUE(module->exports[0].is_field);
  EXPECT_EQ(*module->exports[0].name, "f");
  EXPECT_EQ(module->exports[0].index, 0u);
}

TEST_F(elaboration, names_clash) {
  EXPECT_THAT(invalid(R"((module (import "i" (instance $i (export "f" (func)))) (func (export "f")) (export $i)))"),
              StartsWith("duplicate export name \"f\""));
  EXPECT_THAT(invalid(R"((module (import "i" (instance $i (export "f" (func)))) (export $i) (export $i)))"),
              StartsWith("duplicate export name \"f\""));
  EXPECT_THAT(
      invalid(
          "(module (type (instance (type $T (instance (export \"f\" (func)))) (export \"f\" (func)) (export $T))))"),
      StartsWith("duplicate export name \"f\""));
  EXPECT_THAT(invalid("(module (type (instance (type $T (func)) (export $T))))"),
              StartsWith("type mismatch: expected an instance type"));
  EXPECT_THAT(invalid("(module (export (instance 2)))"), StartsWith("unknown instance 2"));
}

TEST_F(elaboration, own_definitions_are_renumbered) {
  const auto module = valid(R"((module
      (import "i" (instance $i (export "f" (func)) (export "t" (table 1 funcref)) (export "m" (memory 1))
                               (export "g" (global i32)) (export "n" (memory 1))))
      (import "h" (func $h))
      (func $own (export "own") (param i64) (result i32)
        (call $h)
        (drop (call $own (local.get 0)))
        (drop (ref.func $own))
        (i32.store $mem (i32.const 0) (i32.load $mem offset=4 (i32.const 0)))
        (memory.copy $mem $mem (i32.const 0) (i32.const 0) (i32.const 0))
        (memory.init $mem $data (i32.const 0) (i32.const 0) (i32.const 0))
        (table.init $tab $elem (i32.const 0) (i32.const 0) (i32.const 0))
        (table.copy $tab $tab (i32.const 0) (i32.const 0) (i32.const 0))
        (drop (table.get $tab (i32.const 0)))
        (drop (memory.grow $mem (i32.const 0)))
        (drop (call_indirect $tab (param i64) (result i32) (i64.const 0) (i32.const 0)))
        (global.get $glob))
      (table $tab 1 funcref) (memory $mem 1) (global $glob i32 (i32.const 5))
      (export "glob" (global $glob)) (export "h" (func $h)) (export $i)
      (func $go (call $h)) (start $go)
      (elem $elem (table $tab) (i32.const 0) func $own) (data $data (memory $mem) (i32.const 0) "x")))");
  const auto elaborated = again(*module);
  EXPECT_EQ(elaborated->type, module->type);
  EXPECT_EQ(elaborated->first_func(), 2u);
  EXPECT_EQ(elaborated->first_own(IndexSpace::memory), 2u);
  const Module& syntax = elaborated->module;
  EXPECT_EQ(syntax.start->func, 3u);
  EXPECT_EQ(syntax.elems[0].table, 1u);
  EXPECT_EQ(std::get<FuncIndices>(syntax.elems[0].init)[0], 2u);
  EXPECT_EQ(syntax.datas[0].memory, 2u);
  const auto& code = syntax.funcs[0].body;
  EXPECT_EQ(instrs_of(code)[0].index, 0u);  // the import
  EXPECT_EQ(instrs_of(code)[2].index, 2u);  // itself
  EXPECT_EQ(code.mem_arg(instrs_of(code)[8]).memory, 2u);
  EXPECT_EQ(code.mem_arg(instrs_of(code)[8]).offset, 4u);
}

TEST_F(elaboration, tags_and_lanes_are_renumbered) {
  const auto module = valid(R"((module
      (import "i" (instance $i (export "e" (tag)) (export "m" (memory 1))))
      (tag $own (param i32)) (memory $mem 1)
      (func
        (block $l (result i32)
          (try_table (catch $own $l) (catch_all 1) (throw $own (i32.const 1)))
          (i32.const 0))
        (drop)
        (v128.store32_lane $mem offset=8 3 (i32.const 0) (v128.const i64x2 0 0)))
      (export $i)))");
  const auto elaborated = again(*module);
  EXPECT_EQ(elaborated->type, module->type);
  const auto& code = elaborated->module.funcs[0].body;
  const Instr handler = instrs_of(code)[1];
  ASSERT_EQ(handler.op, Opcode::try_table);
  EXPECT_EQ(instrs_of(code)[4].op, Opcode::end);
  EXPECT_EQ(code.catches(handler)[0].tag, 1u);
  EXPECT_EQ(code.catches(handler)[0].label, 0u);
  EXPECT_EQ(code.catches(handler)[1].tag, 0u);
  EXPECT_EQ(instrs_of(code)[3].index, 1u);  // what is thrown
  const auto store =
      std::find_if(code.begin(), code.end(), [](const Instr& instr) { return instr.op == Opcode::v128_store32_lane; });
  EXPECT_EQ(code.mem_arg(*store), (MemArg{1, 2, 8, 3}));
}

TEST_F(elaboration, types_export_all_of_an_instance_type) {
  EXPECT_EQ(type_of(R"((module $P
      (type $File (instance (export "read" (func (param i32) (result i32))) (export "g" (global i32))))
      (import "win" (module (import "ReadFile" (func)) (alias outer $P $File (type $F)) (export $F)))))"),
            R"((module (import "win" (module (import "ReadFile" (func)) )"
            R"((export "read" (func (param i32) (result i32))) (export "g" (global i32))))))");
}

TEST_F(elaboration, copies_take_no_index_that_text_can_name) {
  EXPECT_EQ(
      type_of(R"((module $P
      (type $M (module
        (type $T (instance (type $p (func (param i64))) (type $j (instance (alias outer 0 $p (type)) (export "k" (func (type 0)))))
                           (export "f" (func (type $p))) (export "i" (instance (type $j))) (export "j" (instance (type $j)))))
        (export $T)
        (type $later (func (param f32)))
        (type $nested (instance (alias outer 0 $later (type $l)) (export "x" (func (type $l)))))
        (export "l" (func (type $later))) (export "n" (instance (type $nested)))))
      (import "m" (module (type $M)))))"),
      R"((module (import "m" (module (export "f" (func (param i64))) )"
      R"((export "i" (instance (export "k" (func (param i64))))) (export "j" (instance (export "k" (func (param i64))))) )"
      R"((export "l" (func (param f32))) (export "n" (instance (export "x" (func (param f32)))))))))");
}

TEST_F(elaboration, reaches_nested_types_and_nested_modules) {
  type_of(R"((module $P
      (type $I (instance (export "f" (func))))
      (type (module (type $Q (instance (alias outer 1 $I (type $I2)) (export $I2)))
                    (export "q" (instance (type $Q)))))
      (module $N (import "m" (module (alias outer $P $I (type $J)) (import "a" "b" (func)) (export $J)))
                 (import "i" (instance $i (type outer $P $I)))
                 (func $own (call $own))
                 (export $i))
      (export "N" (module $N))))");
}

TEST_F(elaboration, empty_instances_bring_nothing) {
  EXPECT_EQ(type_of("(module (import \"i\" (instance $i)) (export $i) (func (export \"f\")))"),
            "(module (import \"i\" (instance)) (export \"f\" (func)))");
}

// Each type has the exports of the one before it, and one more.
std::string growing(int levels) {
  std::string text = "(module $M (type $t0 (instance))";
  for (int i = 1; i < levels; ++i) {
    text += " (type $t" + std::to_string(i) + " (instance (alias outer $M $t" + std::to_string(i - 1) +
            " (type $p)) (export $p) (export \"" + std::to_string(i) + "\" (func))))";
  }
  return text + ")";
}

TEST_F(elaboration, growth_is_limited) {
  EXPECT_EQ(result(growing(100)), "valid");
  limits.exports = 10'000;
  EXPECT_THAT(result(growing(1000)), HasSubstr("too many exports"));
}

// Two-level imports as what they stand for, nested modules and types included; the type stays the same.
TEST_F(elaboration, desugars_two_level_imports) {
  const auto module = valid(R"((module $P
    (type $t (func (param i32)))
    (import "a" "f" (func $f (type $t)))
    (import "c" (instance $a (export "f" (func (type outer $P $t))) (export "i" (instance))))
    (import "a" "i" (instance $i (export "g" (func (type outer $P $t)))))
    (type $m (module (import "n" "f" (func (type outer $P $t))) (import "n" "m" (memory 1)) (export "e" (func))))
    (import "a" "m" (module $M (type $m)))
    (module $N (import "q" "f" (func (type outer $P $t))) (import "q" "i" (instance)) (export "e" (instance 1)))
    (instance $q (instantiate $N (import "q" (instance $a))))
    (export "out" (func $i "g")) (export "nest" (module $N)) (export "n" (instance 1))))");
  const Module plain = desugar(*module);
  for (const Definition& definition : plain.definitions) {
    const auto* import = std::get_if<Import>(&definition);
    EXPECT_FALSE(import && import->module);
  }
  const auto again = validate(plain, store, features, limits);
  EXPECT_EQ(again->type, module->type);
  EXPECT_EQ(again->instances, module->instances);
  EXPECT_EQ(again->funcs, module->funcs);
  EXPECT_EQ(desugar(*again), plain);
}

// D8
TEST_F(elaboration, desugars_around_nested_modules_that_import_a_name_twice) {
  const auto module = valid(R"((module
    (import "b" "m" (memory 1))
    (module $M (import "a" "m" (memory 1 4)) (import "a" "m" (memory 0)))
    (module (import "a" "m" (memory 1)))))");
  const Module plain = desugar(*module);
  EXPECT_EQ(validate(plain, store, features, limits)->module_type().imports, module->module_type().imports);
  std::vector<std::size_t> two_level;
  for (const Definition& definition : plain.definitions) {
    const auto* nested = std::get_if<NestedModule>(&definition);
    if (!nested) continue;
    const auto& definitions = nested->module->definitions;
    two_level.push_back(
        static_cast<std::size_t>(std::count_if(definitions.begin(), definitions.end(), [](const auto& it) {
          const auto* import = std::get_if<Import>(&it);
          return import && import->module;
        })));
  }
  EXPECT_THAT(two_level, testing::ElementsAre(2, 0));
}

// The types copied count as nested in the type that exports them, so that the result can be decoded.
TEST_F(elaboration, depth_is_limited) {
  limits.type_nesting = 3;
  const auto exported = [](int depth, const std::string& type) {
    std::string text = "(instance (export (type outer " + std::to_string(depth - 1) + " 0)))";
    for (int i = 1; i < depth; ++i) text = "(instance (export \"x\" " + text + "))";
    return "(module (type (instance (export \"a\" " + type + "))) (import \"i\" " + text + "))";
  };
  for (const auto& text : {exported(3, "(func)"), exported(2, "(instance)")}) {
    const auto module = valid(text);
    EXPECT_EQ(again(*module)->type, module->type);
  }
  EXPECT_THAT(result(exported(3, "(instance)")), HasSubstr("too many nested types"));
}

}  // namespace
}  // namespace modlink::rewrite
