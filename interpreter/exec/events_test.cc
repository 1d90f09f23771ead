// What executions call and write, as events.
#include "interpreter/exec/events.h"

#include <functional>
#include <new>
#include <sstream>
#include <utility>
#include <vector>

#include "interpreter/test_support.h"

namespace modlink {
namespace {

std::string numbers_of(const Values& values) {
  std::string text;
  for (const Value& value : values) text += (text.empty() ? "" : " ") + std::to_string(value.low);
  return text;
}

// "call 0.1(5); memory 0.0 8+2 = 97 98; ": instance and index, and what else the event has.
std::string text_of(const ExecutionEvent& event) {
  constexpr const char* words[] = {"instantiate", "call", "host", "return", "memory", "table", "global"};
  std::ostringstream text;
  text << words[static_cast<int>(event.kind)] << " " << event.number << "." << event.index;
  if (event.kind == ExecutionEvent::Kind::memory_write || event.kind == ExecutionEvent::Kind::table_write) {
    text << " " << event.address << "+" << event.count << " =";
    for (const std::uint8_t byte : event.bytes) text << " " << int{byte};
    for (const Ref ref : event.elems) text << (ref.is_null() ? " null" : " ref");
  } else {
    text << "(" << numbers_of(event.values().values) << ")";
  }
  return text.str() + "; ";
}

class events : public testing::Test {
 protected:
  void SetUp() override {
    session.names["h"] = func_alloc(session.store, {}, [](Store&, const Values&) { return Values(); });
  }
  Outcome instantiate(const char* wat) {
    const Outcome outcome = session.instantiate(wat);
    if (outcome.is_done()) instance = outcome.instance().exports;
    return outcome;
  }
  Outcome call(std::string_view name) { return session.call(*instance, name); }
  std::string taken() { return std::exchange(text, {}); }

  std::string text;
  bool fails = false;
  std::function<void(const ExecutionEvent&)> look;
  EventObserver observer{[this](const ExecutionEvent& event) {
    if (fails) throw std::bad_alloc();
    text += text_of(event);
    if (look) look(event);
  }};
  Session session{{}, std::make_shared<TypeStore>(), {.fuel = 1000, .observation = observer.observation()}};
  const InstanceValue* instance = nullptr;
};

TEST_F(events, are_calls_and_writes_in_their_order) {
  ASSERT_TRUE(instantiate(R"((module (import "h" (func $host)) (memory 1) (memory $n 1) (table 3 externref)
      (table $t i64 4 funcref) (global $g (mut v128) (v128.const i64x2 0 0)) (elem $e func $f $f)
      (data (memory $n) (i32.const 8) "ab") (elem (table $t) (i64.const 1) func $f)
      (func $f (export "f") (result i32)
        (call $host) (global.set $g (v128.const i64x2 7 8)) (i64.store8 $n offset=3 (i32.const 4) (i64.const 258))
        (v128.store16_lane 1 (i32.const 0) (v128.const i16x8 1 2 3 4 5 6 7 8))
        (memory.copy $n 0 (i32.const 1) (i32.const 0) (i32.const 2)) (drop (i32.atomic.rmw.add (i32.const 0)
        (i32.const 1))) (table.init $t $e (i64.const 2) (i32.const 0) (i32.const 2))
        (table.copy $t $t (i64.const 0) (i64.const 1) (i64.const 2)) (table.set $t (i64.const 1) (ref.null func))
        (i32.const 6))))")
                  .is_done());
  EXPECT_EQ(taken(), "instantiate 0.0(); table 0.1 1+1 = ref; memory 0.1 8+2 = 97 98; ");
  ASSERT_TRUE(call("f").is_done());
  EXPECT_EQ(taken(),
            "call 0.1(); host 0.0(); global 0.0(7); memory 0.1 7+1 = 2; memory 0.0 0+2 = 2 0; memory 0.1 1+2 = 2 0; "
            "memory 0.0 0+4 = 3 0 0 0; table 0.1 2+2 = ref ref; table 0.1 0+2 = ref ref; table 0.1 1+1 = null; "
            "return 0.1(6); ");
}

// Who is told of a write can read it, whatever it is to.
TEST_F(events, are_told_when_they_have_happened) {
  ASSERT_TRUE(instantiate(R"((module (memory 1) (table 1 externref) (global (export "g") (mut i64) (i64.const 3))
      (global (export "r") (mut anyref) (ref.null any)) (func (export "spend") (global.set 0 (i64.const 9)) (nop))
      (func (export "f") (global.set 0 (i64.const 5)) (global.set 1 (ref.i31 (i32.const 1))))))")
                  .is_done());
  std::vector<std::uint64_t> seen;
  look = [&](const ExecutionEvent& event) {
    if (event.kind != ExecutionEvent::Kind::global_set) return;
    seen.push_back(event.instance->globals[event.index]->slots[0]);
    EXPECT_EQ(event.values().values.at(0).low, seen.back());
    EXPECT_EQ(event.values().values.at(0).type, event.instance->globals[event.index]->type.val);
  };
  ASSERT_TRUE(call("f").is_done());
  EXPECT_EQ(seen, (std::vector<std::uint64_t>{5, Ref::i31(1).bits}));
  session.store.set_fuel(1);  // the constant alone
  EXPECT_EQ(call("spend").kind(), Outcome::Kind::out_of_fuel);
  EXPECT_EQ(seen.size(), 2u);
  session.store.set_fuel(2);
  EXPECT_EQ(call("spend").kind(), Outcome::Kind::out_of_fuel);
  EXPECT_EQ(seen.back(), 9u);
}

// What ends an execution behind a write does not undo it; a write that traps is none.
TEST_F(events, are_what_was_done_when_it_ended) {
  ASSERT_TRUE(instantiate(R"((module (memory 1)
      (func (export "spend") (loop (i32.store8 (i32.const 1) (i32.const 2)) (br 0)))
      (func (export "trap") (i32.store8 (i32.const 3) (i32.const 4)) (i32.store (i32.const 65533) (i32.const 5)))))")
                  .is_done());
  session.store.set_fuel(4);
  taken();
  EXPECT_EQ(call("spend").kind(), Outcome::Kind::out_of_fuel);
  EXPECT_EQ(taken(), "call 0.0(); memory 0.0 1+1 = 2; ");
  session.store.set_fuel(1000);
  EXPECT_EQ(call("trap").kind(), Outcome::Kind::trap);
  EXPECT_EQ(taken(), "call 0.1(); memory 0.0 3+1 = 4; ");
}

TEST_F(events, have_instances_in_the_order_of_their_beginning) {
  constexpr char nested[] = R"((module (module $M (module $N (func (export "f"))) (instance $n (instantiate $N))
      (export "n" (instance $n))) (instance $m (instantiate $M)) (instance (instantiate $M))
      (export "f" (func $m "n" "f"))))";
  ASSERT_TRUE(instantiate(nested).is_done());
  EXPECT_EQ(taken(), "instantiate 0.0(); instantiate 1.0(); instantiate 2.0(); instantiate 3.0(); instantiate 4.0(); ");
  EXPECT_TRUE(call("f").is_done());
  EXPECT_EQ(taken(), "call 2.0(); return 2.0(); ");
  EXPECT_EQ(observer.instance(2)->creator, observer.instance(1));
  EXPECT_EQ(observer.instance(5), nullptr);
  EXPECT_TRUE(session.store.reset());
  observer.forget();
  EXPECT_EQ(observer.instance(0), nullptr);
  ASSERT_TRUE(instantiate(nested).is_done());
  EXPECT_TRUE(call("f").is_done());
  EXPECT_NE(taken().find("instantiate 4.0(); call 2.0()"), std::string::npos);
}

TEST_F(events, that_cannot_be_told_end_what_is_executed) {
  constexpr char writing[] = R"((module (memory 1) (data (i32.const 0) "a")
      (func (export "f") (i32.store8 (i32.const 1) (i32.const 2)))))";
  ASSERT_TRUE(instantiate(writing).is_done());
  fails = true;
  EXPECT_EQ(call("f").message(), out_of_memory);
  EXPECT_EQ(instantiate(writing).message(), out_of_memory);
  fails = false;
  taken();
  EXPECT_TRUE(call("f").is_done());
  EXPECT_EQ(taken(), "call 0.0(); memory 0.0 1+1 = 2; return 0.0(); ");
}

}  // namespace
}  // namespace modlink
