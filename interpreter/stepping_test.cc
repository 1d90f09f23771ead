// Executions step by step, forward and back.
#include "interpreter/stepping.h"

#include <algorithm>
#include <stdexcept>

#include "interpreter/test_support.h"

namespace modlink {
namespace {

std::string show(const Values& values) {
  std::string result;
  for (const Value& value : values) result += " " + (value.type.is_ref() ? "ref" : std::to_string(value.low));
  return result;
}

// All that there is to see at a step.
std::string state(const Stepper& stepper) {
  std::string result = std::to_string(stepper.number());
  if (const InstantiationEvent* event = stepper.event())
    result += " event " + std::to_string(static_cast<int>(event->kind));
  if (const ExecutionPoint* point = stepper.point()) result += " at " + std::to_string(point->pos());
  for (const ObservedFrame& frame : stepper.frames()) {
    result +=
        " [" + std::to_string(frame.func->index) + ":" + show(frame.locals()) + " |" + show(frame.operands()) + "]";
  }
  if (const Outcome* outcome = stepper.outcome()) result += " " + std::string(to_string(outcome->kind()));
  return result;
}

Steppable program(const std::string& wat, std::vector<Steppable::Call> calls = {}) {
  Steppable what;
  what.module = compile(wat, std::make_shared<TypeStore>());
  what.calls = std::move(calls);
  return what;
}

std::string_view mnemonic(const Stepper& stepper) {
  return stepper.point() && stepper.point()->is(StepKind::instruction) ? info(stepper.point()->step->instr.op).mnemonic
                                                                       : std::string_view("-");
}

constexpr const char* adds = R"((module
  (func $add (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "f") (param i32) (result i32)
    (i32.mul (call $add (local.get 0) (i32.const 1)) (i32.const 2)))))";

TEST(stepper, goes_through_a_call) {
  Stepper stepper(program(adds, {{{"f"}, {Value::i32(5)}}}));
  EXPECT_EQ(stepper.number(), 0u);
  std::string seen;
  while (stepper.step()) {
    if (stepper.point()) seen += std::string(mnemonic(stepper)) + show(stepper.frames(1)[0].operands()) + "; ";
  }
  EXPECT_EQ(seen,
            "local.get; i32.const 5; call 5 1; local.get; local.get 5; i32.add 5 1; -; i32.const 6; i32.mul 6 2; -; ");
  ASSERT_TRUE(stepper.is_done());
  EXPECT_EQ(stepper.outcome()->results()[0].low, 12u);
}

TEST(stepper, sees_the_same_states_on_the_way_back) {
  Stepper stepper(program(adds, {{{"f"}, {Value::i32(5)}}, {{"f"}, {Value::i32(7)}}}));
  std::vector<std::string> states{state(stepper)};
  while (stepper.step()) states.push_back(state(stepper));
  EXPECT_EQ(states.size(), stepper.number() + 1);
  for (std::size_t i = states.size(); i-- > 0; stepper.back()) EXPECT_EQ(state(stepper), states[i]);
  EXPECT_EQ(stepper.number(), 0u);
  EXPECT_FALSE(stepper.back());
}

TEST(stepper, steps_over_tail_calls_to_the_caller) {
  Stepper stepper(program(R"((module (func $g (result i32) (nop) (i32.const 1)) (func $f (result i32) (return_call $g))
    (func (export "m") (result i32) (i32.eqz (call $f)))))",
                          {{{"m"}, {}}}));
  while (mnemonic(stepper) != "return_call") stepper.step();
  stepper.step_over();
  EXPECT_EQ(mnemonic(stepper), "i32.eqz");
}

// An exception of C++ that leaves a host function, and is caught by another one.
TEST(stepper, sees_all_events_behind_host_functions_that_throw) {
  Steppable what = program(R"((module (import "h" (func $h))
    (module $N (import "g" (func $g)) (memory 1) (data (i32.const 0) "x") (start $g))
    (instance (instantiate $N (import "g" (func $h)))) (instance (instantiate $N (import "g" (func $h))))))");
  std::vector<std::uint64_t> numbers;
  for (const bool throws : {false, true}) {
    what.imports = [throws](Store& store) -> Imports {
      const FuncInst* const inner = func_alloc(store, {}, [throws](Store&, const Values&) -> Outcome {
        if (throws) throw std::runtime_error("thrown");
        return Values();
      });
      FuncInst* const outer = func_alloc(store, {}, [inner](Store& here, const Values&) -> Outcome {
        try {
          return func_invoke(here, *inner, {});
        } catch (const std::runtime_error&) {
          return Values();
        }
      });
      return [outer](const Name&) -> std::optional<ExternVal> { return outer; };
    };
    Stepper stepper(what);
    while (stepper.step_instantiation()) numbers.push_back(stepper.number());
    numbers.push_back(stepper.number());
  }
  ASSERT_EQ(numbers.size() % 2, 0u);
  EXPECT_TRUE(std::equal(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2),
                         numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2)));
}

TEST(stepper, steps_over_calls_and_out_of_them) {
  Stepper stepper(program(adds, {{{"f"}, {Value::i32(5)}}}));
  while (mnemonic(stepper) != "call") stepper.step();
  const std::uint64_t call = stepper.number();
  stepper.step_over();
  EXPECT_EQ(mnemonic(stepper), "i32.const");
  EXPECT_EQ(show(stepper.frames(1)[0].operands()), " 6");
  stepper.back_over();
  EXPECT_EQ(stepper.number(), call);
  stepper.step();
  EXPECT_EQ(stepper.frames().size(), 2u);
  stepper.step_out();
  EXPECT_EQ(mnemonic(stepper), "i32.const");
  EXPECT_EQ(stepper.frames().size(), 1u);
  stepper.go_to(call + 2);
  stepper.back_out();
  EXPECT_EQ(stepper.number(), call);
}

TEST(stepper, goes_through_instantiations_and_start_functions) {
  Stepper stepper(program(R"((module $A
    (module $N (memory 1) (data (i32.const 0) "x") (func $s (nop)) (start $s))
    (instance (instantiate $N)) (instance (instantiate $N))))"));
  std::string seen;
  while (stepper.step()) {
    seen += stepper.event() ? std::to_string(static_cast<int>(stepper.event()->kind)) : std::string(mnemonic(stepper));
    seen += " ";
  }
  EXPECT_EQ(seen, "0 4 0 6 7 nop - 8 0 6 7 nop - 8 8 - ");
  ASSERT_TRUE(stepper.outcome()->is_done());
  stepper.go_to(6);
  EXPECT_EQ(mnemonic(stepper), "nop");
  EXPECT_EQ(stepper.instance(), nullptr);
  stepper.step_instantiation();
  EXPECT_EQ(stepper.number(), 8u);
  stepper.back_instantiation();
  EXPECT_EQ(stepper.number(), 5u);
  EXPECT_EQ(stepper.store().all<MemoryInst>().size(), 1u);
}

TEST(stepper, comes_to_traps_limits_and_unlinkable_modules) {
  Stepper trap(program("(module (func (export \"f\") (unreachable)))", {{{"f"}, {}}}));
  trap.run();
  EXPECT_EQ(trap.outcome()->kind(), Outcome::Kind::trap);
  trap.back();
  EXPECT_EQ(mnemonic(trap), "unreachable");
  Steppable endless = program("(module (func $f (loop (br 0))) (start $f))");
  endless.fuel = 100;
  Stepper fuel(std::move(endless));
  EXPECT_TRUE(fuel.run());
  EXPECT_EQ(fuel.outcome()->kind(), Outcome::Kind::out_of_fuel);
  EXPECT_FALSE(fuel.run());
  Stepper unlinkable(program("(module (import \"a\" (func)))"));
  unlinkable.step();
  EXPECT_EQ(unlinkable.outcome()->kind(), Outcome::Kind::unlinkable);
  Stepper unknown(program("(module)", {{{"f"}, {}}}));
  unknown.run();
  EXPECT_EQ(unknown.outcome()->message(), "unknown export f");
}

// A deep recursion moves the stack.
TEST(stepper, follows_the_stack_when_it_moves) {
  Stepper stepper(program(R"((module (func $f (export "f") (param i32) (result i32)
    (if (result i32) (local.get 0) (then (i32.add (i32.const 1) (call $f (i32.sub (local.get 0) (i32.const 1)))))
      (else (nop) (i32.const 0))))))",
                          {{{"f"}, {Value::i32(1000)}}}));
  while (mnemonic(stepper) != "nop") stepper.step();
  EXPECT_EQ(stepper.frames().size(), 1001u);
  const std::string deepest = state(stepper);
  const std::uint64_t number = stepper.number();
  stepper.run();
  EXPECT_EQ(stepper.outcome()->results()[0].low, 1000u);
  stepper.go_to(number);
  EXPECT_EQ(state(stepper), deepest);
}

// What a host function calls is done in between.
TEST(stepper, does_not_stop_inside_host_functions) {
  Steppable what = program(R"((module (import "host" (func $host (param funcref)))
    (func $inner (nop) (nop)) (elem declare func $inner)
    (func (export "f") (call $host (ref.func $inner)) (nop))))",
                           {{{"f"}, {}}});
  what.imports = [](Store& store) -> Imports {
    const ValType funcref = RefType{true, {HeapKind::func, 0}};
    FuncInst* const host = func_alloc(store, {{funcref}, {}}, [](Store& in, const Values& args) {
      return func_invoke(in, *args[0].as_ref().as_func(), {});
    });
    return [host](const Name&) { return host; };
  };
  Stepper stepper(std::move(what));
  std::string seen;
  while (stepper.step()) seen += stepper.point() ? std::string(mnemonic(stepper)) + " " : "";
  EXPECT_EQ(seen, "ref.func call nop - ");
  EXPECT_TRUE(stepper.outcome()->is_done());
}

// What supplies the imports may execute what it likes.
TEST(stepper, does_not_stop_in_what_supplies_imports) {
  Steppable what = program(R"((module (import "a" "f" (func $f)) (func (export "g") (call $f))))", {{{"g"}, {}}});
  const ValidModulePtr supplier =
      compile("(module (func $s (nop) (nop)) (start $s) (func (export \"f\") (nop)))", what.module->type_store);
  what.imports = [supplier](Store& store) -> Imports {
    const Outcome outcome = module_instantiate(store, {supplier, nullptr}, [](const Name&) { return std::nullopt; });
    const InstanceValue* const exports = outcome.instance().exports;
    (void)func_invoke(store, *std::get<FuncInst*>(*exports->find("f")), {});
    return [exports](const Name&) { return exports; };
  };
  Stepper stepper(std::move(what));
  std::string seen;
  while (stepper.step()) {
    if (stepper.point()) seen += std::string(mnemonic(stepper)) + " ";
  }
  EXPECT_EQ(seen, "call nop - - ");
  EXPECT_TRUE(stepper.outcome()->is_done());
  stepper.go_to(1);
  EXPECT_EQ(stepper.number(), 1u);
}

TEST(stepper, says_which_call_is_under_way) {
  Stepper stepper(program(adds, {{{"f"}, {Value::i32(5)}}, {{"f"}, {Value::i32(7)}}}));
  EXPECT_EQ(stepper.call(), std::nullopt);
  while (mnemonic(stepper) != "local.get") stepper.step();
  EXPECT_EQ(stepper.call(), 0u);
  stepper.run();
  EXPECT_EQ(stepper.call(), 1u);
  Stepper none(program("(module)"));
  none.run();
  EXPECT_EQ(none.call(), std::nullopt);
}

TEST(stepper, begins_again_where_a_host_function_has_thrown) {
  Steppable what =
      program(R"((module (import "h" (func $h)) (func (export "f") (nop) (call $h) (nop))))", {{{"f"}, {}}});
  bool throws = false;
  what.imports = [&](Store& store) -> Imports {
    return [&](const Name&) -> std::optional<ExternVal> {
      return func_alloc(store, {}, [&](Store&, const Values&) {
        if (throws) throw std::runtime_error("no");
        return Values();
      });
    };
  };
  Stepper stepper(what);
  stepper.run();
  const std::string end = state(stepper);
  throws = true;
  stepper.go_to(1);
  EXPECT_THROW(stepper.run(), std::runtime_error);
  EXPECT_EQ(stepper.number(), 0u);
  EXPECT_EQ(stepper.point(), nullptr);
  throws = false;
  stepper.run();
  EXPECT_EQ(state(stepper), end);
}

}  // namespace
}  // namespace modlink
