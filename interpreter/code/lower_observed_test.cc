// Code whose instructions are steps.
#include "interpreter/code/test_code.h"
#include "interpreter/exec/observer.h"

namespace modlink {
namespace {

struct Nobody : ExecutionObserver {
  bool at(const ExecutionPoint&) override { return false; }
};

std::string observed(const std::string& fields, bool instructions = true, std::optional<std::uint64_t> fuel = {}) {
  Nobody nobody;
  return lowered(fields, {.fuel = fuel, .observation = {&nobody, instructions}});
}

TEST(lower_observed, each_instruction_is_a_step_with_its_operands_in_their_slots) {
  EXPECT_EQ(observed("(func (param i32) (result i32) (i32.add (local.get 0) (i32.const 7)))"),
            "0: step s1, 0, 0\n"
            "2: step s1, 0, 1\n"
            "4: copy s1, s0\n"
            "5: step s2, 0, 2\n"
            "7: constant s2, 7\n"
            "9: step s3, 0, 3\n"
            "11: i32_add_ss s1, s1, s2\n"
            "12: step s2, 0, 4\n"
            "14: copy s0, s1\n"
            "15: step s2, 0, 5\n"
            "17: return_\n");
}

TEST(lower_observed, a_branch_to_a_loop_executes_the_loop_again) {
  EXPECT_EQ(observed("(func (loop (br 0)))"),
            "0: step s0, 0, 0\n"
            "2: step s0, 0, 1\n"
            "4: step s0, 0, 2\n"
            "6: br -> 2\n");
}

TEST(lower_observed, each_instruction_is_charged_for_before_its_step) {
  EXPECT_EQ(observed("(func (nop) (nop))", true, 1),
            "0: step s0, 0, 0\n"
            "2: charge 1\n"
            "4: step s0, 0, 1\n"
            "6: charge 1\n"
            "8: step s0, 0, 2\n"
            "10: step s0, 0, 3\n"
            "12: step s0, 0, 4\n"
            "14: return_\n");
}

TEST(lower_observed, locals_begin_as_0_since_they_can_be_seen) {
  const std::string code = observed("(func (local i32) (local.set 0 (i32.const 1)))");
  EXPECT_EQ(code.find("0: zero_locals s0, 1\n"), 0u) << code;
}

TEST(lower_observed, of_calls_only_code_is_as_it_is_otherwise) {
  EXPECT_EQ(observed("(func (param i32) (result i32) (i32.add (local.get 0) (i32.const 7)))", false),
            "0: step s1, 0, 0\n"
            "2: i32_add_sc s0, s0, 7\n"
            "4: step s2, 0, 1\n"
            "6: return_\n");
}

TEST(lower_observed, without_an_observer_there_are_no_steps) { EXPECT_EQ(lowered("(func (nop))"), "0: return_\n"); }

TEST(code_steps, lists_of_types_are_cut_and_counted) {
  std::string params, args;
  for (int i = 0; i < 100; ++i) params += " i32", args += "(i32.const 1)";
  Nobody nobody;
  const ValidModulePtr module =
      compile("(module (func (param" + params + ") (call 0 " + args + ")))", std::make_shared<TypeStore>());
  ModuleCode code(*module, {.observation = {&nobody, true}});
  lower_function(code, 0);
  const CodeSteps::Types types = code.funcs[0].steps->operands(100);
  EXPECT_EQ(types.count, 100u);
  EXPECT_EQ(types.listed.size(), CodeSteps::most_listed);
}

}  // namespace
}  // namespace modlink
