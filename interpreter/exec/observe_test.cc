// Observers of executions: what they are told, and what they can see.
#include "interpreter/exec/observer.h"
#include "interpreter/host.h"
#include "interpreter/test_support.h"

namespace modlink {
namespace {

std::string numbers(const Values& values) {
  std::string result;
  for (const Value& value : values) result += (result.empty() ? "" : " ") + std::to_string(value.low);
  return result;
}

// "i32.add 1 2 -> 3; ", each instruction when it has been executed; "f(1) " and "=2 " of functions.
class Recorder : public ExecutionObserver {
 public:
  bool at(const ExecutionPoint& point) override {
    if (executed_ && executed_depth_ == point.depth && !point.is(StepKind::enter)) {
      const std::string gave = numbers(results(*executed_, point).values);
      if (!gave.empty()) text += " -> " + gave;
    }
    if (executed_) text += "; ";
    executed_ = nullptr;
    switch (point.step->kind) {
      case StepKind::enter:
        text += "f" + std::to_string(point.func->index) + "(" + numbers(operands(point).values) + ") ";
        break;
      case StepKind::leave: text += "=" + numbers(operands(point).values) + " "; break;
      case StepKind::structure: break;
      case StepKind::instruction: {
        executed_ = point.step;
        executed_depth_ = point.depth;
        text += info(point.step->instr.op).mnemonic;
        const std::string takes = numbers(operands(point).values);
        if (!takes.empty()) text += " " + takes;
        if (point.step->instr.op == Opcode::nop) see(point);
      }
    }
    return false;
  }
  void ended(const FuncInst&, const Outcome& outcome) override { text += to_string(outcome.kind()); }
  void host_called(const FuncInst&, const Values& args, const ModuleInst* caller, std::size_t) override {
    text += std::string(caller ? "host(" : "own(") + numbers(args) + ") ";
  }
  void host_returned(const FuncInst&, const Outcome& outcome, std::size_t) override {
    text += "host=" + numbers(outcome.results()) + " ";
  }

  std::string text;
  std::string seen;  // at each nop: of each frame its locals and operands

 private:
  void see(const ExecutionPoint& point) {
    for (const ObservedFrame& frame : frames(point)) {
      seen += "[" + numbers(frame.locals()) + " | " + numbers(frame.operands()) + "]";
    }
  }

  const CodeStep* executed_ = nullptr;
  std::size_t executed_depth_ = 0;
};

struct Observed {
  explicit Observed(const std::string& wat, std::optional<std::uint64_t> fuel = {})
      : session({}, std::make_shared<TypeStore>(), {.fuel = fuel, .observation = {&recorder, true}}) {
    session.features.set(Feature::legacy_exceptions, true);
    session.names["log"] =
        func_alloc(session.store, {{ValKind::i32}, {ValKind::i32}}, [](Store&, const Values& args) { return args; });
    const InstanceValue& exports = session.exports(wat);
    recorder.text.clear();
    const auto func = std::get<FuncInst*>(*instance_export(exports, "f"));
    outcome = func_invoke(session.store, *func, {});
  }

  Recorder recorder;
  Session session;
  Outcome outcome;
};

TEST(execution_observer, sees_operands_and_results) {
  const Observed run("(module (func (export \"f\") (result i32) (i32.add (i32.const 1) (i32.const 2))))");
  EXPECT_EQ(run.recorder.text, "f0() i32.const -> 1; i32.const -> 2; i32.add 1 2 -> 3; =3 done");
}

TEST(execution_observer, sees_calls_and_host_functions) {
  const Observed run(R"((module (import "log" (func $log (param i32) (result i32)))
    (func (export "f") (result i32) (call $g (i32.const 5)))
    (func $g (param i32) (result i32) (return_call $log (local.get 0)))))");
  EXPECT_EQ(run.recorder.text,
            "f0() i32.const -> 5; call 5; f1(5) local.get -> 5; return_call 5host(5) host=5 ; =5 done");
}

TEST(execution_observer, sees_where_branches_lead) {
  const Observed run(R"((module (func (export "f") (local i32)
    (loop (br_if 0 (i32.eqz (local.tee 0 (i32.add (local.get 0) (i32.const 1)))))))))");
  EXPECT_EQ(run.recorder.text,
            "f0() loop; local.get -> 0; i32.const -> 1; i32.add 0 1 -> 1; local.tee 1 -> 1; i32.eqz 1 -> 0; br_if 0; "
            "= done");
}

TEST(execution_observer, is_told_of_traps_and_the_end_of_fuel) {
  EXPECT_EQ(Observed("(module (func (export \"f\") (nop) (unreachable)))").recorder.text, "f0() nop; unreachabletrap");
  EXPECT_EQ(Observed("(module (func (export \"f\") (nop) (nop) (nop)))", 2).recorder.text, "f0() nop; nopout of fuel");
}

TEST(execution_observer, sees_exceptions_being_caught) {
  const Observed run(R"((module (tag $e (param i32)) (func (export "f") (result i32)
    (block $h (result i32) (try_table (catch $e $h) (call $g)) (i32.const 9)))
    (func $g (throw $e (i32.const 5)))))");
  EXPECT_EQ(run.recorder.text, "f0() block; try_table; call; f1() i32.const -> 5; throw 5; =5 done");
}

TEST(execution_observer, sees_all_frames) {
  const Observed run(R"((module
    (func (export "f") (local i32 i64) (local.set 1 (i64.const 7)) (i32.const 3) (i32.const 4) (call $g) (drop))
    (func $g (param i32) (local v128 i32) (local.set 2 (i32.const 2)) (i64.const 6) (nop) (drop))))");
  EXPECT_EQ(run.recorder.seen, "[4 0 2 | 6][0 7 | 3]");
}

// The exception has a slot that is no operand.
TEST(execution_observer, sees_operands_in_legacy_handlers) {
  const Observed run(R"((module (tag $e (param i32)) (func (export "f") (i64.const 8)
    (try (do (i32.const 5) (throw $e)) (catch $e (i32.const 6) (nop) (drop) (drop))) (drop))))");
  EXPECT_EQ(run.recorder.seen, "[ | 8 5 6]");
}

TEST(execution_observer, is_told_of_the_steps_of_instantiations) {
  static constexpr const char* names[] = {"begin", "import", "alias", "outer", "module",
                                          "elem",  "data",   "start", "end"};
  struct Steps : ExecutionObserver {
    bool at(const ExecutionPoint&) override { return false; }
    bool instantiating(const InstantiationEvent& event) override {
      text += std::string(names[static_cast<int>(event.kind)]) + " " + std::to_string(event.index) +
              (event.name ? " " + *event.name : "") + "; ";
      return false;
    }
    std::string text;
  } steps;
  Session session({}, std::make_shared<TypeStore>(), {.observation = {&steps, true}});
  session.names["a"] =
      HostModule(session.store).func("f", {}, [](Store&, const Values&) { return Values(); }).instance();
  session.exports(R"((module $A
    (import "a" (instance $a (export "f" (func))))
    (module $N (memory 1) (data (i32.const 0) "x"))
    (module $O (alias outer $A $N (module)))
    (instance (instantiate $N)) (instance (instantiate $O))
    (alias $a "f" (func $f)) (table 1 funcref) (elem (i32.const 0) func $f) (start $f)))");
  EXPECT_EQ(steps.text,
            "begin 0; import 0 a; module 0; module 1; begin 1; data 0; end 1; begin 2; outer 0; end 2; alias 0 f; "
            "elem 0; start 0; end 0; ");
}

}  // namespace
}  // namespace modlink
