// What stores note of what may be otherwise in another engine. spec: appendix/profiles, Deterministic Profile
#include <limits>

#include "interpreter/host.h"
#include "interpreter/test_support.h"

namespace modlink {
namespace {

using Kind = Outcome::Kind;

constexpr ExecutionOptions options(Choices choices) { return {.choices = choices}; }

struct NotingSession : Session {
  explicit NotingSession(Choices choices = Choices::noted, ImplementationLimits limits = {})
      : Session(limits, std::make_shared<TypeStore>(), options(choices)) {
    features.set(Feature::threads, true);
  }

  // What is noted of a call of function "f".
  Causes causes_of(const InstanceValue& instance, const Values& args = {}) {
    store.forget_nondeterminism();
    last = call(instance, "f", args);
    return store.nondeterminism();
  }
  Causes causes_of(const std::string& fields, const Values& args = {}) {
    return causes_of(exports("(module " + fields + ")"), args);
  }

  Outcome last;
};

Causes only(Nondeterminism cause) {
  Causes causes;
  causes.add(cause);
  return causes;
}

const std::uint64_t noncanonical = bit_cast<std::uint64_t>(std::numeric_limits<double>::quiet_NaN()) | 5;

std::string f(const std::string& type, const std::string& body) {
  return "(func (export \"f\") " + type + " " + body + ")";
}

TEST(nondeterminism, nothing_is_noted_of_what_is_not_open) {
  NotingSession session;
  EXPECT_TRUE(session.causes_of(f("(result f64)", "(f64.div (f64.const 1) (f64.const 3))")).empty());
  EXPECT_TRUE(session.causes_of("(memory 1) " + f("(result i32)", "(memory.grow (i32.const 1))")).empty());
  EXPECT_TRUE(session.causes_of("(table 1 funcref) " + f("(result i32)", "(table.grow (ref.null func) (i32.const 1))"))
                  .empty());
  EXPECT_TRUE(session.causes_of(f("", "unreachable")).empty());
}

TEST(nondeterminism, of_nans_that_operators_give) {
  NotingSession session;
  for (const char* body :
       {"(f32.sqrt (f32.const -1))", "(f32.add (f32.const nan) (f32.const 1))",
        "(f32.min (f32.const 1) (f32.const nan:0x200001))", "(f32.demote_f64 (f64.const nan))",
        "(f32x4.extract_lane 2 (f32x4.div (v128.const f32x4 1 1 0 1) (v128.const f32x4 1 1 0 1)))"}) {
    EXPECT_EQ(session.causes_of(f("(result f32)", body)), only(Nondeterminism::nan)) << body;
    EXPECT_EQ(session.last.results().at(0).low, 0x7fc0'0000u) << body;
  }
  for (const char* body : {"(f64.promote_f32 (f32.const nan))", "(f64.nearest (f64.const -nan))",
                           "(f64.add (f64.mul (f64.const inf) (f64.const 0)) (f64.const 1))"}) {
    EXPECT_EQ(session.causes_of(f("(result f64)", body)), only(Nondeterminism::nan)) << body;
    EXPECT_EQ(session.last.results().at(0).low, 0x7ff8'0000'0000'0000u) << body;
  }
}

// They are those of operands, with every bit that is not the sign's.
TEST(nondeterminism, not_of_nans_that_are_passed_on) {
  NotingSession session;
  const Value nan{ValKind::f64, noncanonical, 0};
  for (const char* body :
       {"(local.get 0)", "(f64.neg (f64.neg (local.get 0)))", "(f64.abs (local.get 0))",
        "(f64.copysign (local.get 0) (f64.const 1))", "(f64.reinterpret_i64 (i64.reinterpret_f64 (local.get 0)))",
        "(f64x2.extract_lane 0 (f64x2.pmin (f64x2.splat (local.get 0)) (f64x2.splat (f64.const 1))))"}) {
    EXPECT_TRUE(session.causes_of(f("(param f64) (result f64)", body), {nan}).empty()) << body;
    EXPECT_EQ(session.last.results().at(0).low, noncanonical) << body;
  }
}

// Nor of a NaN that is gone: comparisons, conversions to integers.
TEST(nondeterminism, of_nans_that_nothing_depends_on_too) {
  NotingSession session;
  EXPECT_EQ(session.causes_of(f("", "(drop (f32.sqrt (f32.const -1)))")), only(Nondeterminism::nan));
  EXPECT_TRUE(session.causes_of(f("(result i32)", "(f32.lt (f32.const nan) (f32.const 1))")).empty());
}

TEST(nondeterminism, of_relaxed_instructions_whose_operands_leave_a_choice) {
  NotingSession session;
  const auto swizzle = [&](const char* index) {
    return session.causes_of(f("(result v128)", std::string("(i8x16.relaxed_swizzle (v128.const i64x2 1 2)") +
                                                    " (i8x16.splat (i32.const " + index + ")))"));
  };
  EXPECT_TRUE(swizzle("15").empty());
  EXPECT_TRUE(swizzle("200").empty());
  EXPECT_EQ(swizzle("16"), only(Nondeterminism::relaxed_simd));
  EXPECT_EQ(session.last.results().at(0).low, 0u);
}

TEST(nondeterminism, of_memories_that_do_not_grow) {
  ImplementationLimits limits;
  limits.memory_bytes = 5 * 65536;
  NotingSession session(Choices::deterministic, limits);
  const auto grow = [&](const std::string& memory, const std::string& delta) {
    const bool is_64 = memory.find("i64") != memory.npos;
    return session.causes_of("(memory " + memory + ")" +
                             f(is_64 ? "(result i64)" : "(result i32)",
                               "(memory.grow (" + std::string(is_64 ? "i64" : "i32") + ".const " + delta + "))"));
  };
  EXPECT_TRUE(grow("1", "4").empty());
  EXPECT_EQ(grow("1", "5"), only(Nondeterminism::memory_grow));
  EXPECT_EQ(grow("1", "65535"), only(Nondeterminism::memory_grow));
  EXPECT_TRUE(grow("1", "65536").empty());  // beyond what there may be
  EXPECT_TRUE(grow("1 2", "5").empty());    // beyond its maximum
  EXPECT_TRUE(grow("i64 1", "0x1000000000000").empty());
  EXPECT_EQ(grow("i64 1", "0xffffffffffff"), only(Nondeterminism::memory_grow));
}

TEST(nondeterminism, of_tables_that_do_not_grow) {
  ImplementationLimits limits;
  limits.table_elements = 5;
  NotingSession session(Choices::deterministic, limits);
  const auto grow = [&](const std::string& table, const std::string& delta) {
    return session.causes_of("(table " + table + " funcref)" +
                             f("(result i32)", "(table.grow (ref.null func) (i32.const " + delta + "))"));
  };
  EXPECT_TRUE(grow("1", "4").empty());
  EXPECT_EQ(grow("1", "5"), only(Nondeterminism::table_grow));
  EXPECT_TRUE(grow("1", "-1").empty());  // beyond what there may be
  EXPECT_TRUE(grow("1 2", "5").empty());
}

// Whether instructions do it or the host.
TEST(nondeterminism, of_what_the_host_does_not_grow) {
  ImplementationLimits limits;
  limits.memory_bytes = 5 * 65536;
  limits.table_elements = 5;
  Store store(std::make_shared<TypeStore>(), limits);
  MemoryType memory_type;
  memory_type.limits = {1, 6};
  MemoryInst* const memory = memory_alloc(store, memory_type);
  TableInst* const table = table_alloc(store, {AddrType::i32, {1, 6}, {true, {HeapKind::func}}}, Ref::null());
  const auto causes = [&](bool has_grown) {
    EXPECT_FALSE(has_grown);
    const Causes found = store.nondeterminism();
    store.forget_nondeterminism();
    return found;
  };
  EXPECT_TRUE(mem_grow(store, *memory, 1) && table_grow(store, *table, 1, Ref::null()));
  EXPECT_TRUE(store.nondeterminism().empty());
  EXPECT_EQ(causes(mem_grow(store, *memory, 4)), only(Nondeterminism::memory_grow));
  EXPECT_EQ(causes(table_grow(store, *table, 4, Ref::null())), only(Nondeterminism::table_grow));
  EXPECT_TRUE(causes(mem_grow(store, *memory, 5)).empty());
  EXPECT_TRUE(causes(table_grow(store, *table, 5, Ref::null())).empty());
  EXPECT_TRUE(causes(table_grow(store, *table, 4, Ref::i31(1))).empty());  // of another type
}

TEST(nondeterminism, of_limits) {
  ImplementationLimits limits;
  limits.heap_bytes = 100;
  limits.memory_bytes = 65536;
  NotingSession session(Choices::deterministic, limits);
  const Causes by_limit = only(Nondeterminism::limit);
  EXPECT_EQ(session.causes_of("(type $a (array i8)) " + f("", "(drop (array.new_default $a (i32.const 1000)))")),
            by_limit);
  EXPECT_EQ(session.causes_of("(func $g (call $g)) " + f("", "(call $g)")), by_limit);
  session.store.forget_nondeterminism();
  EXPECT_EQ(session.instantiate("(module (memory 2))").kind(), Kind::limit);
  EXPECT_EQ(session.store.nondeterminism(), by_limit);
}

TEST(nondeterminism, of_fuel_and_interruptions) {
  const Causes by_limit = only(Nondeterminism::limit);
  Session metered({}, std::make_shared<TypeStore>(), {.fuel = 5});
  EXPECT_EQ(metered.call(metered.exports("(module (func (export \"f\") (loop (br 0))))"), "f").kind(),
            Kind::out_of_fuel);
  EXPECT_EQ(metered.store.nondeterminism(), by_limit);
  NotingSession session;
  const InstanceValue& instance = session.exports("(module " + f("", "") + ")");
  session.store.interruption().request();
  EXPECT_EQ(session.causes_of(instance), by_limit);
  EXPECT_EQ(session.last.kind(), Kind::interrupted);
}

// What a host function makes of how something ended is its own affair.
TEST(nondeterminism, of_limits_that_a_host_function_hides) {
  NotingSession session(Choices::deterministic);
  const InstanceValue& deep = session.exports("(module (func $f (export \"f\") (call $f)))");
  session.names["hide"] = func_alloc(session.store, {}, [&](Store& store, const Values&) {
    EXPECT_FALSE(func_invoke(store, *std::get<FuncInst*>(*instance_export(deep, "f")), {}).is_done());
    return Values{};
  });
  EXPECT_EQ(session.causes_of("(import \"hide\" (func $h)) " + f("", "(call $h)")), only(Nondeterminism::limit));
  EXPECT_TRUE(session.last.is_done());
}

TEST(nondeterminism, of_waits_and_other_threads) {
  NotingSession session(Choices::deterministic);
  const auto wait = [&](const char* expected, const char* timeout) {
    return session.causes_of("(memory 1 1 shared) " +
                             f("(result i32)", std::string("(memory.atomic.wait32 (i32.const 0) (i32.const ") +
                                                   expected + ") (i64.const " + timeout + "))"));
  };
  EXPECT_TRUE(wait("1", "100").empty());
  EXPECT_TRUE(wait("0", "0").empty());
  EXPECT_EQ(wait("0", "100"), only(Nondeterminism::threads));
  session.store.forget_nondeterminism();
  engine_of(session.store).add_machine();
  EXPECT_EQ(session.store.nondeterminism(), only(Nondeterminism::threads));
}

TEST(nondeterminism, a_store_that_is_reset_has_none) {
  NotingSession session;
  EXPECT_FALSE(session.causes_of(f("(result f32)", "(f32.sqrt (f32.const -1))")).empty());
  EXPECT_TRUE(session.store.reset());
  EXPECT_TRUE(session.store.nondeterminism().empty());
}

// It costs what nobody has asked for.
TEST(nondeterminism, of_choices_only_where_they_are_noted) {
  NotingSession session(Choices::deterministic);
  EXPECT_TRUE(session.causes_of(f("(result f32)", "(f32.sqrt (f32.const -1))")).empty());
}

TEST(nondeterminism, metered_code_notes_too) {
  Session session({}, std::make_shared<TypeStore>(), {.fuel = 3, .choices = Choices::noted});
  const auto& instance = session.exports("(module " + f("(result f32)", "(f32.sqrt (f32.const -1))") + ")");
  EXPECT_EQ(session.call(instance, "f").kind(), Kind::done);
  EXPECT_EQ(session.store.fuel(), 1u);
  EXPECT_EQ(session.store.nondeterminism(), only(Nondeterminism::nan));
}

}  // namespace
}  // namespace modlink
