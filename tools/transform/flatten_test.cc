// Flattening: a module with all that it nests as one core module.
#include "tools/transform/flatten.h"

#include <gmock/gmock.h>

#include "interpreter/test_support.h"
#include "tools/files/failure.h"
#include "tools/transform/test_text.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/text/placement.h"
#include "wast/text/print.h"

namespace modlink::transform {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr auto flat_names = FlattenOptions::Boundary::flat;

FlattenOptions with_paths() {
  FlattenOptions options;
  options.boundary = flat_names;
  return options;
}

Flattened flat(const std::string& wat, const FlattenOptions& options = {}) {
  return flatten(*compile(wat, std::make_shared<TypeStore>()), options);
}

std::string flat_text(const std::string& wat, const FlattenOptions& options = {}) {
  return print_module(flat(wat, options).module);
}

std::string error_of(const std::string& wat, const FlattenOptions& options = {}) {
  try {
    flat(wat, options);
    return "";
  } catch (const cli::Failure& failure) {
    return failure.message;
  } catch (const LimitExceeded& error) {
    return error.summary();
  }
}

// Encodes, so that nothing but what a binary can say is compared.
ValidModulePtr flat_code(Session& session, const std::string& wat) {
  const Flattened result = flatten(*session.compile(wat), with_paths());
  const Bytes bytes = encode_module(result.module);
  const auto source =
      std::make_shared<const Source>("flat", std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
  Features features;
  features.set(Feature::module_linking, false);
  return validate(decode_module(source, features, {}), session.store.type_store(), features, {});
}

// How a module's instantiation and its function `run` end, natively and flat: "i32:3", "trap unreachable", …
std::string end_of(Session& session, const Outcome& outcome) {
  if (outcome.kind() == Outcome::Kind::trap) return "start: " + std::string(to_string(outcome.trap_code()));
  if (outcome.kind() != Outcome::Kind::done) return "start: " + outcome.message();
  const auto run = instance_export(*outcome.instance().exports, "run");
  if (!run) return "done";
  const Outcome result = func_invoke(session.store, *std::get<FuncInst*>(*run), {});
  if (result.kind() == Outcome::Kind::trap) return std::string(to_string(result.trap_code()));
  if (result.kind() != Outcome::Kind::done) return "exception";
  std::string text;
  for (const Value& value : result.results()) text += std::to_string(value.low) + " ";
  return text;
}

std::string run_native(const std::string& wat) {
  Session session;
  return end_of(session, session.instantiate(wat));
}

std::string run_flat(const std::string& wat) {
  Session session;
  return end_of(session, session.instantiate({flat_code(session, wat), nullptr}));
}

#define EXPECT_BOTH(wat, expected)      \
  EXPECT_EQ(run_native(wat), expected); \
  EXPECT_EQ(run_flat(wat), expected)

TEST(flatten, a_core_module_stays_as_it_is) {
  const std::string core = R"((module
      (type $t (func (param i32) (result i32)))
      (import "m" "f" (func $f (type $t)))
      (table $tab 2 funcref)
      (memory $mem 1)
      (tag $e (type 1))
      (global $g i32 (i32.const 1))
      (global $h i32 (global.get $g))
      (func $run (type $t) (local $x i64) (call $f (i32.load (global.get $h))))
      (func $start)
      (export "run" (func $run))
      (start $start)
      (elem (table $tab) (i32.const 0) func $f $run)
      (data (i32.const 4) "abc"))
      (type (func)))";
  const std::string wat = core.substr(0, core.rfind("(type (func))")) + "";
  EXPECT_EQ(flat_text(wat), printed(wat));
}

TEST(flatten, a_nested_instance_is_written_before_its_parent) {
  EXPECT_EQ(flat_text(R"((module
                (module $M (memory $m 1) (func $f (export "f") (result i32) (i32.load (i32.const 4))))
                (instance $i (instantiate $M))
                (memory $own 1)
                (func $run (export "run") (result i32) (call (func $i "f")))))"),
            printed(R"((module
                (type (func (result i32)))
                (memory $i.m 1)
                (memory $own 1)
                (func $i.f (result i32) (i32.load $i.m (i32.const 4)))
                (func $run (result i32) (call $i.f))
                (export "run" (func $run)))"
                    ")"));
}

TEST(flatten, each_instance_has_its_own_state) {
  EXPECT_BOTH(R"((module
      (module $M
        (global $g (mut i32) (i32.const 5))
        (func (export "next") (result i32)
          (global.set $g (i32.add (global.get $g) (i32.const 1)))
          (global.get $g)))
      (instance $a (instantiate $M))
      (instance $b (instantiate $M))
      (func (export "run") (result i32 i32 i32)
        (call (func $a "next")) (call (func $a "next")) (call (func $b "next")))))",
              "6 7 6 ");
}

TEST(flatten, functions_that_nothing_distinguishes_are_shared) {
  const Flattened result = flat(R"((module
      (module $M
        (memory 1)
        (func $even (param i32) (result i32) (if (result i32) (local.get 0)
          (then (call $odd (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 1))))
        (func $odd (param i32) (result i32) (if (result i32) (local.get 0)
          (then (call $even (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 0))))
        (func $load (export "load") (result i32) (i32.load (i32.const 0)))
        (func $above (export "above") (result i32) (call $load)))
      (instance $a (instantiate $M))
      (instance $b (instantiate $M))))");
  EXPECT_EQ(result.module.funcs.size(), 6u);
  EXPECT_EQ(result.report.copied_funcs, 2u);
  EXPECT_EQ(result.report.copied_definitions, 3u);
  EXPECT_EQ(result.report.made.size(), 3u);
}

TEST(flatten, functions_are_copied_where_their_imports_differ) {
  const char* wat = R"((module
      (module $ONE (func (export "f") (result i32) (i32.const 1)))
      (module $TWO (func (export "f") (result i32) (i32.const 2)))
      (instance $one (instantiate $ONE))
      (instance $two (instantiate $TWO))
      (module $M (import "f" (func $f (result i32)))
        (func $g (result i32) (call $f))
        (func (export "g") (result i32) (call $g)))
      (instance $a (instantiate $M (import "f" (func $one "f"))))
      (instance $b (instantiate $M (import "f" (func $two "f"))))
      (instance $c (instantiate $M (import "f" (func $one "f"))))
      (func (export "run") (result i32 i32 i32)
        (call (func $a "g")) (call (func $b "g")) (call (func $c "g")))))";
  EXPECT_BOTH(wat, "1 2 1 ");
  EXPECT_EQ(flat(wat).report.copied_funcs, 2u);
}

TEST(flatten, tags_of_two_instances_are_different) {
  EXPECT_BOTH(R"((module
      (module $M (tag $t) (export "t" (tag $t)) (func (export "throw") (throw $t)))
      (instance $a (instantiate $M))
      (instance $b (instantiate $M))
      (alias $a "t" (tag $at))
      (func (export "run") (result i32)
        (block $mine
          (block $other
            (try_table (catch $at $mine) (catch_all $other) (call (func $b "throw"))))
          (return (i32.const 2)))
        (i32.const 1))))",
              "2 ");
}

TEST(flatten, passive_segments_belong_to_their_instance) {
  EXPECT_BOTH(R"((module
      (module $M
        (memory 1) (data $d "x") (table 1 funcref) (elem $e func $f)
        (func $f)
        (func (export "use") (result i32)
          (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1))
          (table.init $e (i32.const 0) (i32.const 0) (i32.const 1))
          (data.drop $d) (elem.drop $e)
          (i32.load8_u (i32.const 0))))
      (instance $a (instantiate $M))
      (instance $b (instantiate $M))
      (func (export "run") (result i32 i32) (call (func $a "use")) (call (func $b "use")))))",
              "120 120 ");
}

// A memory that notes the order of what happens to it, and what has been written when.
constexpr const char* log_module = R"((module $LOG
        (memory (export "memory") 1)
        (global $at (mut i32) (i32.const 0))
        (func (export "log") (param i32)
          (i32.store8 (global.get $at) (local.get 0))
          (global.set $at (i32.add (global.get $at) (i32.const 1)))))
      (instance $log (instantiate $LOG))
      (alias $log "log" (func $log))
      (alias $log "memory" (memory $memory)))";

std::string with_log(const std::string& rest) { return "(module " + std::string(log_module) + rest + ")"; }

TEST(flatten, starts_run_in_the_order_of_the_instances) {
  EXPECT_BOTH(with_log(R"(
      (module $M (import "log" (func $log (param i32)))
        (func $start (call $log (i32.const 1)) (return)) (start $start))
      (module $N (import "log" (func $log (param i32))) (import "M" (module $M (import "log" (func (param i32)))))
        (instance (instantiate $M (import "log" (func $log))))
        (func $start (call $log (i32.const 2))) (start $start))
      (instance (instantiate $M (import "log" (func $log))))
      (instance (instantiate $N (import "log" (func $log)) (import "M" (module $M))))
      (func $start (call $log (i32.const 3))) (start $start)
      (func (export "run") (result i32) (i32.load (i32.const 0))))"),
              "50462977 ");  // 01 01 02 03
}

TEST(flatten, segments_run_between_the_starts) {
  EXPECT_BOTH(with_log(R"(
      (module $M (import "memory" (memory 1)) (import "log" (func $log (param i32)))
        (data (i32.const 8) "\07")
        (func $start (call $log (i32.load8_u (i32.const 8)))) (start $start))
      (module $N (import "memory" (memory 1)) (import "log" (func $log (param i32)))
        (data (i32.const 8) "\09")
        (func $start (call $log (i32.load8_u (i32.const 8)))) (start $start))
      (instance (instantiate $M (import "memory" (memory $memory)) (import "log" (func $log))))
      (instance (instantiate $N (import "memory" (memory $memory)) (import "log" (func $log))))
      (instance (instantiate $M (import "memory" (memory $memory)) (import "log" (func $log))))
      (func (export "run") (result i32) (i32.load (i32.const 0))))"),
              "461063 ");  // 07 09 07
}

// The outer memory shows what had happened before the trap.
std::string with_outside(const std::string& wat, bool flatten_it) {
  Session session;
  const InstanceValue& outside = session.exports(R"((module (memory (export "m") 1)))");
  session.names.emplace("out", &outside);
  const Outcome outcome =
      flatten_it ? session.instantiate({flat_code(session, wat), nullptr}) : session.instantiate(wat);
  std::uint32_t word = 0;
  mem_read(*std::get<MemoryInst*>(*outside.find("m")), 0, &word, 4);
  return end_of(session, outcome) + " " + std::to_string(word);
}

#define EXPECT_OUTSIDE(wat, expected)            \
  EXPECT_EQ(with_outside(wat, false), expected); \
  EXPECT_EQ(with_outside(wat, true), expected)

std::string with_writer(const std::string& rest) {
  return R"((module (import "out" "m" (memory $m 1))
      (module $W (import "m" (memory 1)) (data (i32.const 0) "\01")
        (func $start (i32.store8 offset=1 (i32.const 0) (i32.const 2))) (start $start)))" +
         rest + ")";
}

TEST(flatten, a_trap_in_a_start_prevents_what_follows) {
  EXPECT_OUTSIDE(with_writer(R"(
      (module $T (func $start unreachable) (start $start))
      (instance (instantiate $W (import "m" (memory $m))))
      (instance (instantiate $T))
      (data (i32.const 2) "\03"))"),
                 "start: unreachable 513");
}

TEST(flatten, a_segment_out_of_bounds_traps_even_if_it_is_empty) {
  EXPECT_OUTSIDE(with_writer(R"(
      (module $T (memory 1) (data (i32.const 65537) ""))
      (instance (instantiate $W (import "m" (memory $m))))
      (instance (instantiate $T))
      (data (i32.const 2) "\03"))"),
                 "start: out of bounds memory access 513");
  EXPECT_OUTSIDE(with_writer(R"(
      (module $T (table 1 funcref) (elem (i32.const 2) func))
      (instance (instantiate $W (import "m" (memory $m))))
      (instance (instantiate $T))
      (data (i32.const 2) "\03"))"),
                 "start: out of bounds table access 513");
}

TEST(flatten, elements_of_a_later_instance_come_after_data_of_an_earlier_one) {
  EXPECT_OUTSIDE(R"((module (import "out" "m" (memory $m 1))
      (module $D (import "m" (memory 1)) (data (i32.const 0) "\01"))
      (module $T (table 1 funcref) (elem (i32.const 2) func))
      (instance (instantiate $D (import "m" (memory $m))))
      (instance (instantiate $T))))",
                 "start: out of bounds table access 1");
}

TEST(flatten, segments_before_all_starts_stay_active) {
  const std::string text = flat_text(R"((module
      (module $M (memory 1) (table 1 funcref) (elem (i32.const 0) func $f) (data (i32.const 0) "a") (func $f))
      (instance (instantiate $M))
      (memory 1) (data (i32.const 0) "b")))");
  EXPECT_THAT(text, Not(HasSubstr("start")));
  EXPECT_THAT(text, Not(HasSubstr("memory.init")));
}

TEST(flatten, a_dropped_segment_cannot_be_used_again) {
  EXPECT_BOTH(with_log(R"(
      (module $M (import "log" (func $log (param i32))) (memory 1) (data $d (i32.const 0) "x")
        (func $start (call $log (i32.load8_u (i32.const 0)))) (start $start)
        (func (export "again") (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1))))
      (instance (instantiate $M (import "log" (func $log))))
      (instance $b (instantiate $M (import "log" (func $log))))
      (func (export "run") (call (func $b "again"))))"),
              "out of bounds memory access");
}

TEST(flatten, aliased_globals_are_used_in_constant_expressions) {
  EXPECT_BOTH(R"((module
      (module $M (global (export "g") i32 (i32.const 3)) (global (export "h") i64 (i64.const 4)))
      (instance $i (instantiate $M))
      (alias $i "g" (global $g)) (alias $i "h" (global $h))
      (memory 1) (data (global.get $g) "\05")
      (global $sum i32 (i32.add (global.get $g) (i32.const 1)))
      (func (export "run") (result i32 i32) (i32.load8_u (i32.const 3)) (global.get $sum))))",
              "5 4 ");
}

TEST(flatten, a_table_is_initialised_from_a_global_of_another_instance) {
  // Functions are written out; an object must be the same one.
  EXPECT_BOTH(R"((module
      (type $s (struct (field (mut i32))))
      (type $f (func (result i32)))
      (module $M (alias outer 0 0 (type $s)) (alias outer 0 1 (type $f))
        (func $seven (type $f) (i32.const 7))
        (global (export "f") (ref $f) (ref.func $seven))
        (global (export "s") (ref $s) (struct.new $s (i32.const 1))))
      (instance $i (instantiate $M))
      (alias $i "f" (global $gf)) (alias $i "s" (global $gs))
      (table $t 2 (ref $f) (global.get $gf))
      (table $u 2 (ref $s) (global.get $gs))
      (table $v 2 (ref null $s) (global.get $gs))
      (func (export "run") (result i32 i32 i32 i32)
        (call_ref $f (table.get $t (i32.const 1)))
        (ref.eq (table.get $u (i32.const 0)) (global.get $gs))
        (ref.eq (table.get $u (i32.const 1)) (global.get $gs))
        (ref.eq (table.get $v (i32.const 1)) (global.get $gs)))))",
              "7 1 1 1 ");
}

TEST(flatten, references_to_functions_are_declared) {
  EXPECT_BOTH(R"((module
      (module $M (type $t (func (result i32))) (func $f (export "f") (type $t) (i32.const 4))
        (func (export "call") (result i32) (call_ref $t (ref.func $f))))
      (instance $i (instantiate $M))
      (func (export "run") (result i32) (call (func $i "call")))))",
              "4 ");
}

TEST(flatten, types_are_the_same_in_all_modules) {
  const char* wat = R"((module
      (module $M
        (rec (type $a (func (result i32))) (type $b (struct (field (ref $a)))))
        (func $f (type $a) (i32.const 9))
        (table (export "t") 1 funcref) (elem (i32.const 0) func $f))
      (instance $i (instantiate $M))
      (alias $i "t" (table $t))
      (rec (type $c (func (result i32))) (type $d (struct (field (ref $c)))))
      (type $other (func (result i32)))
      (func (export "run") (result i32 i32)
        (call_indirect $t (type $c) (i32.const 0))
        (ref.test (ref $other) (table.get $t (i32.const 0))))))";
  EXPECT_BOTH(wat, "9 0 ");
  EXPECT_EQ(flat(wat).module.definitions.size(), 3u);  // the group, and the types of `run` and `other`
}

TEST(flatten, module_values_close_over_their_instances) {
  EXPECT_BOTH(R"((module
      (module $OUTER
        (import "M" (module $M (export "f" (func (result i32)))))
        (module $INNER
          (alias outer 0 $M (module $N))
          (instance $i (instantiate $N))
          (export "f" (func $i "f")))
        (export "INNER" (module $INNER)))
      (module $ONE (func (export "f") (result i32) (i32.const 1)))
      (module $TWO (func (export "f") (result i32) (i32.const 2)))
      (instance $a (instantiate $OUTER (import "M" (module $ONE))))
      (instance $b (instantiate $OUTER (import "M" (module $TWO))))
      (instance $x (instantiate (module $a "INNER")))
      (instance $y (instantiate (module $b "INNER")))
      (func (export "run") (result i32 i32) (call (func $x "f")) (call (func $y "f")))))",
              "1 2 ");
}

TEST(flatten, the_fields_of_imported_instances_are_imported) {
  EXPECT_EQ(flat_text(R"((module
                (import "i" (instance $i (export "f" (func)) (export "g" (global i32))))
                (import "h" (func $h))
                (import "j" "k" (memory 1))
                (func (export "run") (call (func $i "f")) (call $h))))"),
            printed(R"((module
                (type (func))
                (import "i" "f" (func (type 0)))
                (import "i" "g" (global i32))
                (import "" "h" (func $h (type 0)))
                (import "j" "k" (memory 1))
                (func (type 0) call 0 call 1)
                (export "run" (func 2))))"));
}

TEST(flatten, instances_at_the_boundary_have_paths_or_are_refused) {
  const char* nested = R"((module (import "i" (instance (export "j" (instance (export "f" (func))))))))";
  EXPECT_THAT(error_of(nested), HasSubstr(R"(the imported instance "i" contains the instance "j")"));
  EXPECT_THAT(flat_text(nested, with_paths()), HasSubstr(R"((import "i" "j.f" (func)"));
  const char* exported = R"((module (module $M (func (export "f"))) (instance $i (instantiate $M))
                                    (module $N (import "i" (instance $i (export "f" (func)))) (export "i" (instance $i)))
                                    (instance $n (instantiate $N (import "i" (instance $i))))
                                    (export "e" (instance $n))))";
  EXPECT_THAT(error_of(exported), HasSubstr(R"(the instance "e" is exported)"));
  EXPECT_THAT(flat_text(exported, with_paths()), HasSubstr(R"((export "e.i.f" (func)"));
}

TEST(flatten, zero_level_exports_need_no_paths) {
  EXPECT_THAT(flat_text(R"((module (module $M (func (export "f"))) (instance $i (instantiate $M)) (export $i)))"),
              HasSubstr(R"((export "f" (func 0)))"));
}

TEST(flatten, modules_at_the_boundary_are_refused) {
  EXPECT_THAT(error_of(R"((module (import "M" (module))))"), HasSubstr(R"(the module "M" is imported)"));
  EXPECT_THAT(error_of(R"((module (import "i" (instance (export "M" (module))))))"),
              HasSubstr(R"(the module "M" of "i" is imported)"));
  EXPECT_THAT(error_of(R"((module (module $M) (export "M" (module $M))))"), HasSubstr(R"(the module "M" is exported)"));
}

TEST(flatten, clashes_are_refused) {
  EXPECT_THAT(error_of(R"((module (import "x" (func)) (import "" "x" (func))))"),
              HasSubstr(R"(would import "" "x" twice)"));
  EXPECT_THAT(error_of(R"((module (import "i" (instance (export "j" (instance (export "f" (func))))
                                                        (export "j.f" (func))))))",
                       with_paths()),
              HasSubstr(R"(would import "i" "j.f" twice)"));
  EXPECT_THAT(error_of(R"((module (module $M (func (export "f"))) (instance $i (instantiate $M))
                                  (export "i" (instance $i)) (func (export "i.f"))))",
                       with_paths()),
              HasSubstr(R"(would export "i.f" twice)"));
}

TEST(flatten, duplicate_imports_of_core_modules_stay) {  // D8
  for (const bool linking : {false, true}) {
    Session session;
    session.features.set(Feature::module_linking, linking);
    const ValidModulePtr code = session.compile(
        R"((module (import "m" "f" (func)) (import "m" "f" (func (result i32))) (export "e" (func 1))))");
    const Module flat = flatten(*code, {}).module;
    ASSERT_EQ(std::count_if(flat.definitions.begin(), flat.definitions.end(),
                            [](const Definition& definition) { return std::holds_alternative<Import>(definition); }),
              2);
    EXPECT_EQ(flat.exports[0].index, 1u);
  }
}

TEST(flatten, memories_can_be_asked_to_be_one) {
  FlattenOptions options;
  options.single_memory = true;
  EXPECT_EQ(error_of(R"((module (module $M (memory 1)) (instance (instantiate $M))))", options), "");
  EXPECT_EQ(error_of(R"((module (module $M (memory 1)) (instance (instantiate $M)) (memory 1)))", options),
            "2 memories remain, 0 of them imported");
}

// Each module instantiates the one before it twice.
std::string doubling(int depth) {
  std::string wat = "(module (module $M0 (memory 1))";
  for (int i = 1; i <= depth; ++i) {
    const std::string of = std::to_string(i - 1);
    wat += "(module $M" + std::to_string(i) + " (alias outer 0 $M" + of + " (module $M))" +
           "(instance (instantiate $M)) (instance (instantiate $M)))";
  }
  return wat + "(instance (instantiate $M" + std::to_string(depth) + ")))";
}

TEST(flatten, growth_is_capped) {
  FlattenOptions options;
  options.max_copies = 7;
  EXPECT_EQ(error_of(doubling(3), options), "");
  EXPECT_THAT(error_of(doubling(4), options), HasSubstr("more than 7 definitions would be copies"));
  EXPECT_THAT(error_of(doubling(40)), HasSubstr("more than 10000 definitions would be copies"));
  options = {};
  options.limits.instantiations = 100;
  EXPECT_EQ(error_of(doubling(10), options),
            "test.wat:1:9: limit: more than 100 instances created by one instantiation (--limit instantiations) "
            "[limit-instantiations]");
  options = {};
  options.max_growth = 10;
  EXPECT_THAT(error_of(doubling(5), options),
              HasSubstr("grows by more than 10 instructions through copies; --max-growth sets how much it may grow"));
}

// By the type that the module gives the instance: "g" is not exported, and clashes with nothing.
TEST(flatten, exports_of_instances_go_by_their_type) {
  const std::string text = flat_text(R"((module
    (module $N (import "i" (instance $i (export "f" (func)) (export "j" (instance (export "h" (func))))))
      (export "i" (instance $i)))
    (module $M
      (module $J (func (export "h")) (func (export "k")) (module (export "m")))
      (instance $j (instantiate $J))
      (func (export "f")) (func (export "g")) (module (export "m")) (export "j" (instance $j)))
    (instance $m (instantiate $M))
    (instance $n (instantiate $N (import "i" (instance $m))))
    (export "n" (instance $n)) (func (export "n.i.g"))))",
                                     with_paths());
  EXPECT_THAT(text, AllOf(HasSubstr("\"n.i.f\""), HasSubstr("\"n.i.j.h\""), Not(HasSubstr("n.i.j.k"))));
}

// The exports of the last instance unfold to 2^40.
TEST(flatten, paths_are_capped) {
  std::string wat = R"((module (type $T0 (instance (export "f" (func)))))";
  std::string instances = R"((module $M (func (export "f"))) (instance $i0 (instantiate $M)))";
  for (int i = 0; i < 40; ++i) {
    const std::string n = std::to_string(i), next = std::to_string(i + 1);
    const std::string field = "(instance (type outer 0 $T" + n + "))";
    wat += "(type $T" + next + " (instance (export \"a\" " + field + ") (export \"b\" " + field + ")))";
    instances += "(module $M" + n + " (import \"i\" (instance $i (type outer 0 $T" + n + ")))" +
                 "(export \"a\" (instance $i)) (export \"b\" (instance $i)))" + "(instance $i" + next +
                 " (instantiate $M" + n + " (import \"i\" (instance $i" + n + "))))";
  }
  wat += instances;
  wat += "(export \"e\" (instance $i40)))";
  FlattenOptions options = with_paths();
  options.limits.exports = 1000;
  EXPECT_THAT(error_of(wat, options), HasSubstr("would have more than 1000 exports"));
  EXPECT_THAT(error_of(wat, with_paths()), HasSubstr("too many copied bytes: more than"));
}

TEST(flatten, names_have_the_paths_of_their_instances) {
  const Flattened result = flat(R"((module $root
      (module $M (memory $mem 1) (global $g i32 (i32.const 0)) (table $t 1 funcref) (tag $e) (data $d "x")
                 (elem $s func $f) (type $struct (struct (field $x i32)))
        (func $f (param $p i32) (local $l i32) (block $b)))
      (module $N (module $O (func $f)) (instance $o (instantiate $O)))
      (instance $i (instantiate $M))
      (instance (instantiate $N))
      (func $f)))");
  const Names& names = result.module.names;
  EXPECT_EQ(names.module, "root");
  EXPECT_EQ(names[IndexSpace::func], (NameMap{{0, "i.f"}, {1, "N1.o.f"}, {2, "f"}}));
  EXPECT_EQ(names[IndexSpace::memory], (NameMap{{0, "i.mem"}}));
  EXPECT_EQ(names[IndexSpace::global], (NameMap{{0, "i.g"}}));
  EXPECT_EQ(names[IndexSpace::table], (NameMap{{0, "i.t"}}));
  EXPECT_EQ(names[IndexSpace::tag], (NameMap{{0, "i.e"}}));
  EXPECT_EQ(names[IndexSpace::data], (NameMap{{0, "i.d"}}));
  EXPECT_EQ(names[IndexSpace::elem], (NameMap{{0, "i.s"}}));
  EXPECT_EQ(names.locals.at(0), (NameMap{{0, "p"}, {1, "l"}}));
  EXPECT_EQ(names.labels.at(0), (NameMap{{0, "b"}}));
  ASSERT_EQ(names[IndexSpace::type].size(), 1u);
  EXPECT_EQ(names[IndexSpace::type].begin()->second, "struct");
  EXPECT_EQ(names.fields.size(), 1u);
}

// No text says so of a function, but a binary can.
TEST(flatten, names_that_are_empty_stay) {
  const std::string wat = "(module (func) (func))";
  Module module = parse_module(std::make_shared<const Source>("x", wat, Source::Kind::text), {}, {});
  module.names[IndexSpace::func] = {{1, ""}};
  const ValidModulePtr valid = validate(std::move(module), std::make_shared<TypeStore>(), {}, {});
  EXPECT_EQ(flatten(*valid, {}).module.names[IndexSpace::func], (NameMap{{1, ""}}));
}

// They are no instance's own.
TEST(flatten, names_of_shared_functions_have_their_module) {
  const Flattened result = flat(R"((module
      (module $libc (memory 1) (func $own (drop (memory.size))) (func $shared))
      (instance $a (instantiate $libc)) (instance $b (instantiate $libc)) (instance $c (instantiate $libc))
      (module (func $f)) (instance $d (instantiate 1)) (instance $e (instantiate 1))))");
  EXPECT_EQ(result.module.names[IndexSpace::func],
            (NameMap{{0, "a.own"}, {1, "libc.shared"}, {2, "b.own"}, {3, "c.own"}, {4, "f"}}));
}

TEST(flatten, custom_sections_survive_unless_they_depend_on_the_layout) {
  const char* wat = R"((module
      (@custom "first" (before first) "1")
      (module $M (@custom "producers" "2") (@custom ".debug_info" "3") (func))
      (instance (instantiate $M)) (@custom "last" "4") (func)))";
  const Flattened result = flat(wat);
  std::vector<std::string> customs;
  for (const CustomSection& custom : result.module.customs) customs.push_back(custom.name);
  EXPECT_EQ(customs, (std::vector<std::string>{"first", "last", "producers"}));
  EXPECT_EQ(result.report.dropped_customs, std::vector<std::string>{".debug_info"});
  const Bytes bytes = encode_module(result.module);
  const auto source =
      std::make_shared<const Source>("flat", std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
  EXPECT_EQ(decode_module(source, {}, {}).customs.size(), 3u);
}

std::vector<std::string> custom_names(const Module& module) {
  std::vector<std::string> names;
  for (const CustomSection& custom : module.customs) names.push_back(custom.name);
  return names;
}

TEST(flatten, producers_and_target_features_are_merged_and_come_last) {
  const Flattened result = flat(R"((module
      (@custom "producers" "\01\08language\01\01C\0299")
      (@custom "target_features" "\03+\01a-\01b=\01c")
      (module $M (@custom "other" "x") (@custom "target_features" "\04=\01c+\01b-\01a+\01d")
        (@custom "producers" "\02\08language\02\04Rust\011\01C\0211\03sdk\01\01E\013"))
      (module $N (@custom "producers" "broken"))
      (instance (instantiate $M)) (instance (instantiate $M)) (instance (instantiate $N))))");
  EXPECT_EQ(custom_names(result.module),
            (std::vector<std::string>{"other", "producers", "producers", "target_features"}));
  const auto content = [&](std::size_t i) {
    const KeptBytes& bytes = result.module.customs[i].bytes;
    return std::string(bytes.begin(), bytes.end());
  };
  EXPECT_EQ(content(1), "broken");
  EXPECT_EQ(content(2),
            "\2\10language\2\1C\2"
            "99\4Rust\1"
            "1\3sdk\1\1E\1"
            "3");
  EXPECT_EQ(content(3), "\4+\1a+\1b=\1c+\1d");
  EXPECT_EQ(result.report.feature_conflicts, (std::vector<std::string>{"a", "b"}));
  EXPECT_THAT(result.report.dropped_customs, testing::IsEmpty());
}

TEST(flatten, sections_with_indices_go_where_indices_change) {
  const std::string wat = R"((module (@custom "linking" "x") (@custom "metadata.code.y" "x") (@custom "other" "x")
      (func (export "f")) )";
  FlattenOptions options;
  options.remove_unused = true;
  const auto without_unused = [&](const std::string& text) {
    return flatten(*compile(text, std::make_shared<TypeStore>()), options);
  };
  EXPECT_EQ(custom_names(without_unused(wat + ")").module).size(), 3u);
  const Flattened result = without_unused(wat + "(func))");
  EXPECT_EQ(custom_names(result.module), (std::vector<std::string>{"other"}));
  EXPECT_EQ(result.report.dropped_customs, (std::vector<std::string>{"linking", "metadata.code.y"}));
}

// Names are kept apart, and so are branch hints, so that they do not depend on where they stood.
TEST(flatten, sections_of_names_and_hints_are_one_each) {
  const Flattened result = flat(R"((module $root
      (module $M (@custom "name" "") (@custom "last" "x")
        (func $f (param i32) (@metadata.code.branch_hint "\01") (if (local.get 0) (then)))
        (@custom "metadata.code.branch_hint" (before first) ""))
      (instance (instantiate $M))))");
  EXPECT_EQ(custom_names(result.module), (std::vector<std::string>{"last"}));
  EXPECT_THAT(result.report.dropped_customs, testing::IsEmpty());
  EXPECT_EQ(result.module.branch_hints.size(), 1u);
}

TEST(flatten, custom_sections_of_a_core_module_keep_their_places) {
  const char* wat = R"((module
      (@custom "1" (before first)) (@custom "2" (after type) "x") (@custom "3" (before import) "x")
      (@custom "4" (after import)) (@custom "5" (after func)) (@custom "6")
      (type (func)) (import "i" "j" (func (param i32))) (memory 1) (func)))";
  const Module written = compile(wat, std::make_shared<TypeStore>())->module;
  const Module result = flat(wat).module;
  ASSERT_EQ(result.customs, written.customs);
  EXPECT_EQ(text::custom_places(result), text::custom_places(written));
  EXPECT_EQ(encode_module(result), encode_module(written));
}

TEST(flatten, branch_hints_stay_with_their_functions) {
  const Flattened result = flat(R"((module
      (module $M (memory 1) (func) (func (param i32)
        (@metadata.code.branch_hint "\01") (if (local.get 0) (then (drop (i32.load (i32.const 0)))))))
      (instance (instantiate $M)) (instance (instantiate $M))))");
  ASSERT_EQ(result.module.funcs.size(), 3u);
  EXPECT_EQ(result.module.branch_hints.size(), 2u);
  EXPECT_EQ(result.module.branch_hints.count(1), 1u);
  EXPECT_EQ(result.module.branch_hints.count(2), 1u);
}

// More than one function has room for.
TEST(flatten, very_long_instantiations_are_cut_into_parts) {
  std::string wat =
      R"((module (import "out" "m" (memory $m 1)) (module $S (func $s) (start $s)) (instance (instantiate $S)))";
  wat += R"((module $W (import "m" (memory 1)))";
  for (int i = 0; i < 25'000; ++i) wat += "(data (i32.const " + std::to_string(i % 4) + R"() "\05"))";
  wat += R"() (instance (instantiate $W (import "m" (memory $m)))) (data (i32.const 2) "\06")))";
  const Flattened result = flat(wat);
  EXPECT_EQ(result.module.funcs.size(), 4u);
  EXPECT_OUTSIDE(wat, "done 84280581");
}

}  // namespace
}  // namespace modlink::transform
