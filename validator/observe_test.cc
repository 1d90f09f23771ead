// Validation under observation.
#include "validator/observe.h"

#include <gtest/gtest.h>

#include "validator/match.h"
#include "validator/test_support.h"

namespace modlink {
namespace {

// "i32.add [i32 i32] 2 -> [i32] 1", a line for each instruction.
class Written : public ValidationObserver {
 public:
  explicit Written(const TypeStore& store, std::size_t most = 100) : store_(store), most_(most) {}

  bool before(const Instr& instr, Arity arity, const ValidationState& state) override {
    if (seen_++ == most_) return false;
    text += std::string(info(instr.op).mnemonic) + " " + types(state) + " " + std::to_string(arity.params);
    return true;
  }
  void after(const Instr&, Arity arity, const ValidationState& state) override {
    text += " -> " + types(state) + " " + std::to_string(arity.results) + "\n";
    depths += std::to_string(state.label_count());
  }

  std::string text;
  std::string depths;

 private:
  std::string types(const ValidationState& state) const {
    return to_string(store_, ResultType(state.operands().begin(), state.operands().end()));
  }

  const TypeStore& store_;
  std::size_t most_;
  std::size_t seen_ = 0;
};

TEST(observe_validation, tells_types_before_and_after_each_instruction) {
  const Validation validation;
  const ValidModulePtr module =
      validation.valid("(module (func (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))");
  Written written(*validation.store);
  observe_validation(*module, 0, written);
  EXPECT_EQ(written.text,
            "local.get [] 0 -> [i32] 1\n"
            "i32.const [i32] 0 -> [i32 i32] 1\n"
            "i32.add [i32 i32] 2 -> [i32] 1\n"
            "end [i32] 0 -> [] 0\n");
}

TEST(observe_validation, tells_of_blocks_and_of_what_is_unreachable) {
  const Validation validation;
  const ValidModulePtr module =
      validation.valid("(module (func (local i64) (block (result i64) (br 0 (local.get 0)) (i64.const 1)) (drop)))");
  Written written(*validation.store);
  observe_validation(*module, 0, written);
  EXPECT_EQ(written.text,
            "block [] 0 -> [] 1\n"
            "local.get [] 0 -> [i64] 1\n"
            "br [i64] 1 -> [] 0\n"
            "i64.const [] 0 -> [i64] 1\n"
            "end [i64] 0 -> [i64] 0\n"
            "drop [i64] 1 -> [] 0\n"
            "end [] 0 -> [] 0\n");
  EXPECT_EQ(written.depths, "2222110");
}

TEST(observe_validation, knows_arities_that_the_module_decides) {
  const Validation validation;
  const ValidModulePtr module = validation.valid(R"((module
    (type $f (func (param i32 i64) (result f32)))
    (tag $e (param i64))
    (table 1 funcref)
    (func $g (type $f) (f32.const 0))
    (func (drop (call $g (i32.const 1) (i64.const 2)))
          (drop (call_indirect (type $f) (i32.const 1) (i64.const 2) (i32.const 3)))
          (throw $e (i64.const 1)))))");
  Written written(*validation.store);
  observe_validation(*module, 1, written);
  EXPECT_NE(written.text.find("call [i32 i64] 2 -> [f32] 1\n"), std::string::npos) << written.text;
  EXPECT_NE(written.text.find("call_indirect [i32 i64 i32] 3 -> [f32] 1\n"), std::string::npos) << written.text;
  EXPECT_NE(written.text.find("throw [i64] 1 -> [] 0\n"), std::string::npos) << written.text;
}

TEST(observe_validation, observes_constant_expressions) {
  const Validation validation;
  const ValidModulePtr module = validation.valid("(module (global i32 (i32.add (i32.const 1) (i32.const 2))))");
  Written written(*validation.store);
  ObservableModule(*module).observe_constant(module->module.globals[0].init, ValKind::i32, written);
  EXPECT_EQ(written.text,
            "i32.const [] 0 -> [i32] 1\n"
            "i32.const [i32] 0 -> [i32 i32] 1\n"
            "i32.add [i32 i32] 2 -> [i32] 1\n"
            "end [i32] 0 -> [] 0\n");
}

TEST(observe_validation, ends_where_the_observer_has_seen_enough) {
  const Validation validation;
  const ValidModulePtr module = validation.valid("(module (func (nop) (nop) (nop)))");
  Written written(*validation.store, 2);
  observe_validation(*module, 0, written);
  EXPECT_EQ(written.text, "nop [] 0 -> [] 0\nnop [] 0 -> [] 0\n");
}

TEST(observe_validation, gives_labels_with_their_types) {
  struct Labels : ValidationObserver {
    bool before(const Instr& instr, Arity, const ValidationState& state) override {
      if (instr.op != Opcode::br) return true;
      loop = state.label(0);
      body = state.label(1);
      return false;
    }
    void after(const Instr&, Arity, const ValidationState&) override {}
    ValidationState::Label loop, body;
  } labels;
  const Validation validation;
  const ValidModulePtr module = validation.valid(
      "(module (type $t (func (param i32) (result i64)))"
      " (func (result i64) (i64.const 0) (i32.const 1) (loop (type $t) (br 0)) (drop)))");
  observe_validation(*module, 0, labels);
  EXPECT_EQ(labels.loop.opcode, Opcode::loop);
  EXPECT_EQ(labels.loop.params.size(), 1u);
  EXPECT_EQ(labels.loop.results.size(), 1u);
  EXPECT_EQ(labels.loop.height, 1u);
  EXPECT_EQ(labels.body.height, 0u);
  EXPECT_EQ(labels.body.results.size(), 1u);
}

// The text that is told, and the error.
std::string observed_until(const std::string& module_text, std::string& error) {
  const Validation validation;
  const ValidModulePtr module =
      validate_definitions(validation.parse(module_text), validation.store, validation.features, validation.limits);
  Written written(*validation.store);
  const ObservableModule observable(*module, validation.features, validation.limits);
  try {
    observable.observe_func(0, written);
    error.clear();
  } catch (const Invalid& invalid) {
    error = invalid.message();
  }
  return written.text;
}

TEST(observe_validation, goes_as_far_as_a_function_is_valid) {
  std::string error;
  EXPECT_EQ(observed_until("(module (func (i32.const 1) (i64.const 2) (i32.add) (drop)))", error),
            "i32.const [] 0 -> [i32] 1\n"
            "i64.const [i32] 0 -> [i32 i64] 1\n"
            "i32.add [i32 i64] 2");
  EXPECT_EQ(error, "type mismatch: instruction requires [i32 i32] but stack has [i32 i64]");
  EXPECT_EQ(observed_until("(module (func (nop)) (func (i32.add)))", error), "nop [] 0 -> [] 0\nend [] 0 -> [] 0\n");
  EXPECT_EQ(error, "");
}

TEST(observe_validation, tells_of_instructions_that_name_what_there_is_not) {
  for (const char* const instr : {"call 9", "return_call 9", "call_ref 9", "return_call_indirect 0 (type 9)", "throw 9",
                                  "struct.new 9", "struct.new $f", "struct.new $a", "br 9", "br_table 0 9", "br_if 9",
                                  "br_on_cast 9 anyref eqref", "block (type $a) end", "loop (type 9) end",
                                  "call_ref $a", "br_on_null 9", "br_on_non_null 9", "array.new_fixed 9 2"}) {
    std::string error;
    const std::string text = "(module (type $f (func)) (type $a (array i8)) (func " + std::string(instr) + "))";
    EXPECT_TRUE(observed_until(text, error).starts_with(std::string(instr).substr(0, std::string(instr).find(' '))));
    EXPECT_NE(error, "") << instr;
  }
}

TEST(observe_validation, of_modules_whose_definitions_are_invalid_there_is_none) {
  std::string error;
  EXPECT_THROW(observed_until("(module (func) (export \"f\" (func 1)))", error), Invalid);
}

}  // namespace
}  // namespace modlink
