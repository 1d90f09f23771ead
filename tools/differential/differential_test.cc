// The same modules as they are and flattened, on several engines.
#include "tools/differential/differential.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>

#include "tools/differential/merged.h"
#include "tools/differential/our_engine.h"
#include "tools/differential/script_steps.h"
#include "tools/files/files.h"
#include "tools/files/test_suite.h"
#include "tools/generate/chain.h"
#include "tools/generate/graph.h"
#include "tools/transform/test_round_trip.h"
#include "wast/text/parse_module.h"

namespace modlink::differential {
namespace {

using testing::IsEmpty;
namespace fs = std::filesystem;

Module parsed(const std::string& wat) {
  return parse_module(std::make_shared<Source>("test.wat", wat, Source::Kind::text), {}, {});
}

class differential : public testing::Test {
 protected:
  differential() {
    if (const auto command = find_v8()) v8_.emplace(*command);
    options_.flatten.boundary = transform::FlattenOptions::Boundary::flat;
    options_.wabt = &wabt_;
    options_.v8 = v8_ ? &*v8_ : nullptr;
  }

  void print(const char* what, const Counts& counts) const {
    fmt::print("{}: {} modules were instantiated, {} of them flattened; {} results\n", what, counts.instances,
               counts.flattened, counts.results);
    for (const auto& [engine, count] : counts.compared) fmt::print("  {} comparisons with {}\n", count, engine);
    for (const auto& [why, count] : counts.refused) fmt::print("  left out {}: {}\n", count, why);
    for (const auto& [kind, count] : counts.explained) fmt::print("  explained {}: {}\n", count, kind);
    if (!v8_) fmt::print("  V8 was not asked: no node, see tools/install-packages --tests or set MODLINK_NODE\n");
  }

  OtherEngine wabt_{MODLINK_BINARY_DIR "/bin/wabt-engine"};
  std::optional<OtherEngine> v8_;
  Options options_;
};

constexpr const char* two_counters = R"((module
    (module $M (memory 1) (global $g (mut i32) (i32.const 0)) (data (i32.const 4) "\05")
      (func (export "next") (result i32)
        (global.set $g (i32.add (global.get $g) (i32.load8_u (i32.const 4))))
        (i32.store (i32.const 8) (global.get $g))
        (global.get $g))
      (func (export "trap") (result i32) (i32.load (i32.const -1))))
    (instance $a (instantiate $M))
    (instance $b (instantiate $M))
    (export "a" (instance $a))
    (export "b" (instance $b))))";

TEST_F(differential, results_traps_and_state_are_compared_on_every_engine) {
  const Comparison result = compare(parsed(two_counters), 2, options_);
  EXPECT_THAT(result.differences, IsEmpty());
  EXPECT_EQ(result.counts.results, 9u);
  // The instantiation, 8 calls, 2 memories, 2 globals; on our interpreter what is inside once more.
  EXPECT_EQ(result.counts.compared.at("flat"), 13u);
  EXPECT_EQ(result.counts.compared.at("wabt"), 13u);
  if (v8_) {
    EXPECT_EQ(result.counts.compared.at("V8"), 13u);
  }
}

TEST_F(differential, what_is_known_of_an_engine_is_counted_by_itself) {
  const Comparison result = compare(parsed(R"((module
    (type $a (array (mut i32)))
    (func (export "both") (array.copy $a $a
      (array.new_default $a (i32.const 1)) (i32.const 5) (ref.null $a) (i32.const 0) (i32.const 1)))
    (func (export "null") (array.copy $a $a
      (ref.null $a) (i32.const 5) (array.new_default $a (i32.const 1)) (i32.const 5) (i32.const 1)))))"),
                                    1, options_);
  EXPECT_THAT(result.differences, IsEmpty());
  EXPECT_EQ(result.counts.explained.size(), v8_ ? 1u : 0u);
  for (const auto& [kind, count] : result.counts.explained) EXPECT_EQ(count, 1u) << kind;
}

TEST_F(differential, an_engine_that_goes_wrong_is_found) {
  FlatScript script(2);
  script[0].kind = FlatStep::Kind::instantiate;
  script[0].bytes = std::string("\0asm\1\0\0\0", 8);
  script[1].kind = FlatStep::Kind::instantiate;
  script[1].bytes = "nonsense";
  const Trace trace = wabt_.run(script);
  EXPECT_EQ(trace.steps[0], "done");
  EXPECT_EQ(trace.steps[1].substr(0, 8), "rejected");
  if (!v8_) return;
  const Trace other = v8_->run(script);
  EXPECT_EQ(other.steps[0], "done");
  EXPECT_EQ(other.steps[1].substr(0, 8), "rejected");
}

TEST(differential_texts, values_and_bytes_look_the_same_everywhere) {
  EXPECT_EQ(number_text('i', 0xffffffff, 0), "i:4294967295");
  EXPECT_EQ(number_text('f', 0x7fc00001, 0), "f:nan");
  EXPECT_EQ(number_text('F', 0x8000000000000000, 0), "F:9223372036854775808");
  const unsigned char bytes[] = {1, 2, 3, 4, 5};
  EXPECT_EQ(bytes_text(bytes, 5), "5 bytes 00a3eaab");
  EXPECT_EQ(trap_class("out of bounds memory access: access at 3+4 >= max value 2"), "memory");
  EXPECT_EQ(trap_class("null function or function signature mismatch"), "call");
  EXPECT_EQ(trap_class("Atomics.wait cannot be called in this context"), trap_class("expected shared memory"));
  EXPECT_EQ(trap_class("something new"), "something new");
}

// Every module of the project's own scripts that can be flattened.
class scripts : public differential, public testing::WithParamInterface<bool> {};

TEST_P(scripts, spec_tests) {
  options_.flatten.remove_unused = GetParam();
  Counts counts;
  std::uint64_t left_out = 0;
  for (const auto& entry : fs::recursive_directory_iterator(MODLINK_SOURCE_DIR "/spec-tests")) {
    if (entry.path().extension() != ".wast") continue;
    SCOPED_TRACE(entry.path().string());
    const ScriptSteps script =
        read_script(cli::read_source(entry.path().string(), {}), options_.features, options_.limits);
    // Other engines have limits of their own.
    Options options = options_;
    options.limits.copied_bytes = 1'000'000'000;  // a script goes to the limits of imports, which bring this one
    if (entry.path().stem() == "limits") options.wabt = options.v8 = nullptr;
    // WABT's interpreter ends here with an assertion about its own stack.
    if (entry.path().stem() == "legacy-exceptions") options.wabt = nullptr;
    const Comparison result = compare(script.steps, options);
    EXPECT_THAT(result.differences, IsEmpty());
    counts.add(result.counts);
    left_out += script.left_out;
  }
  print("spec-tests", counts);
  fmt::print("  {} directives were left out: registered modules, threads\n", left_out);
  EXPECT_GT(counts.flattened, 100u);
}

// Those of the official suite, if it is there: what engines make of it is no matter here.
TEST_P(scripts, official_suite) {
  const auto suite = cli::test::official_suite();
  if (!suite) GTEST_SKIP() << "the official suite is not there";
  options_.flatten.remove_unused = GetParam();
  options_.wabt = nullptr;
  options_.v8 = nullptr;
  options_.features.set(Feature::module_linking, false);
  Counts counts;
  for (const auto& entry : fs::directory_iterator(*suite)) {
    if (entry.path().extension() != ".wast") continue;
    SCOPED_TRACE(entry.path().string());
    const ScriptSteps script =
        read_script(cli::read_source(entry.path().string(), {}), options_.features, options_.limits);
    const Comparison result = compare(script.steps, options_);
    EXPECT_THAT(result.differences, IsEmpty());
    counts.add(result.counts);
  }
  print("official suite", counts);
  EXPECT_GT(counts.flattened, 1000u);
}

INSTANTIATE_TEST_SUITE_P(differential_scripts, scripts, testing::Bool(),
                         [](const auto& info) { return info.param ? "without_unused" : "whole"; });

// MODLINK_GRAPHS says how many; tools/test asks for thousands.
std::uint64_t wanted_graphs() {
  const char* const wanted = std::getenv("MODLINK_GRAPHS");
  return wanted ? std::strtoull(wanted, nullptr, 10) : 100;
}

// As they are, flattened, flattened without what is not used, and split into files that are bundled again.
TEST_F(differential, random_graphs) {
  Counts counts;
  const auto trace = [&](const Module& module, bool remove_unused) {
    options_.flatten.remove_unused = remove_unused;
    const Comparison result = compare(module, 2, options_);
    EXPECT_THAT(result.differences, IsEmpty());
    counts.add(result.counts);
    return result.natively;
  };
  for (std::uint64_t seed = 0; seed < wanted_graphs() && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    const Module module = parsed(generate::generate_graph(seed));
    const std::vector<std::string> natively = trace(module, false);
    trace(module, true);
    EXPECT_EQ(trace(transform::split_and_bundled(module, seed % 2 == 1), seed % 4 >= 2), natively);
  }
  print("random graphs", counts);
}

NamedModules parsed(const std::vector<generate::ChainedModule>& modules) {
  NamedModules result;
  for (const auto& [name, text] : modules) result.emplace_back(name, parsed(text));
  return result;
}

// Merging means instantiating one after the other.
TEST_F(differential, random_chains_are_merged) {
  const std::uint64_t count = wanted_graphs();
  Counts counts;
  for (std::uint64_t seed = 0; seed < count && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    const generate::Chain chain = generate::generate_chain(seed);
    options_.flatten.remove_unused = seed % 2 == 1;
    const Comparison result = compare_merged(parsed(chain.modules), parsed(chain.in_turn), 2, options_);
    EXPECT_THAT(result.differences, IsEmpty());
    counts.add(result.counts);
  }
  print("random chains", counts);
  EXPECT_GT(counts.compared["merged"], count);
}

}  // namespace
}  // namespace modlink::differential
