// Tests of the evaluation of constant expressions. spec: exec/instructions, Constant Expressions
#include "interpreter/const_expr.h"

#include <gmock/gmock.h>

#include "interpreter/test_support.h"

namespace modlink {
namespace {

struct Example {
  Opcode op;
  const char* type;  // of the expression
  const char* expr;
  const char* test;  // takes its value, and returns 1
};

const Example examples[] = {
    {Opcode::i32_const, "i32", "(i32.const 7)", "(i32.eq (i32.const 7))"},
    {Opcode::i64_const, "i64", "(i64.const 7)", "(i64.eq (i64.const 7))"},
    {Opcode::f32_const, "f32", "(f32.const 7)", "(f32.eq (f32.const 7))"},
    {Opcode::f64_const, "f64", "(f64.const 7)", "(f64.eq (f64.const 7))"},
    {Opcode::v128_const, "v128", "(v128.const i64x2 0 1)", "(v128.any_true)"},
    {Opcode::i32_add, "i32", "(i32.add (i32.const 7) (i32.const 2))", "(i32.eq (i32.const 9))"},
    {Opcode::i32_sub, "i32", "(i32.sub (i32.const 7) (i32.const 2))", "(i32.eq (i32.const 5))"},
    {Opcode::i32_mul, "i32", "(i32.mul (i32.const 7) (i32.const 2))", "(i32.eq (i32.const 14))"},
    {Opcode::i64_add, "i64", "(i64.add (i64.const 7) (i64.const 2))", "(i64.eq (i64.const 9))"},
    {Opcode::i64_sub, "i64", "(i64.sub (i64.const 7) (i64.const 2))", "(i64.eq (i64.const 5))"},
    {Opcode::i64_mul, "i64", "(i64.mul (i64.const 7) (i64.const 2))", "(i64.eq (i64.const 14))"},
    {Opcode::global_get, "i32", "(global.get $seven)", "(i32.eq (i32.const 7))"},
    {Opcode::ref_null, "anyref", "(ref.null any)", "(ref.is_null)"},
    {Opcode::ref_func, "(ref $f)", "(ref.func $one)", "(call_ref $f)"},
    {Opcode::ref_i31, "i31ref", "(ref.i31 (i32.const 7))", "(i31.get_u) (i32.eq (i32.const 7))"},
    {Opcode::any_convert_extern, "anyref", "(any.convert_extern (ref.null extern))", "(ref.is_null)"},
    {Opcode::extern_convert_any, "externref", "(extern.convert_any (ref.null any))", "(ref.is_null)"},
    {Opcode::struct_new, "(ref $s)", "(struct.new $s (i32.const 7))", "(struct.get $s 0) (i32.eq (i32.const 7))"},
    {Opcode::struct_new_default, "(ref $s)", "(struct.new_default $s)", "(struct.get $s 0) (i32.eqz)"},
    {Opcode::array_new, "(ref $a)", "(array.new $a (i32.const 5) (i32.const 7))", "(array.len) (i32.eq (i32.const 7))"},
    {Opcode::array_new_default, "(ref $a)", "(array.new_default $a (i32.const 7))",
     "(array.len) (i32.eq (i32.const 7))"},
    {Opcode::array_new_fixed, "(ref $a)", "(array.new_fixed $a 2 (i32.const 5) (i32.const 7))",
     "(array.get $a (i32.const 1)) (i32.eq (i32.const 7))"},
};

std::string module_of(const Example& example) {
  return std::string("(module (type $f (func (result i32))) (type $s (struct (field i32))) (type $a (array i32))") +
         "(global $seven i32 (i32.const 7)) (func $one (type $f) (i32.const 1)) (elem declare func $one)" +
         "(global $g " + example.type + " " + example.expr + ")" +
         "(func (export \"test\") (result i32) (global.get $g) " + example.test + "))";
}

TEST(const_expr, every_constant_instruction_has_its_value) {
  for (const Example& example : examples) {
    SCOPED_TRACE(info(example.op).mnemonic);
    Session session;
    EXPECT_EQ(session.call_i32(session.exports(module_of(example)), "test"), 1u);
  }
}

TEST(const_expr, no_constant_instruction_is_without_an_example) {
  std::vector<std::string_view> constants;
  for (std::size_t i = 0; i < opcode_count; ++i) {
    const OpcodeInfo& row = info(static_cast<Opcode>(i));
    if (row.constant != Constant::no) constants.push_back(row.mnemonic);
  }
  std::vector<std::string_view> shown;
  for (const Example& example : examples) shown.push_back(info(example.op).mnemonic);
  EXPECT_THAT(shown, testing::UnorderedElementsAreArray(constants));
}

}  // namespace
}  // namespace modlink
