// What is counted of executions: instructions, ways of branches, lines, and rules.
#include "tools/coverage/collector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interpreter/embedding.h"
#include "tools/coverage/exports.h"
#include "tools/coverage/table.h"
#include "wast/text/parse_module.h"

namespace modlink::reach {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// Calls `f` of the module with each of the arguments.
Coverage covered(std::string module, const std::vector<std::uint32_t>& arguments) {
  Collector collector;
  const auto types = std::make_shared<TypeStore>();
  Store store(types, {}, {{}, true, collector.observation()});
  const Features features = with_all_features();
  const auto source = std::make_shared<const Source>("test.wat", std::move(module), Source::Kind::text);
  const ValidModulePtr code = validate(parse_module(source, features, {}), types, features, {});
  collector.add_valid(*code);
  const auto nothing = [](const Name&) -> std::optional<ExternVal> { return std::nullopt; };
  const Outcome made = module_instantiate(store, ModuleValue{code, nullptr}, nothing);
  if (!made.is_done()) return collector.coverage();
  const ExternVal* f = made.instance().exports->find("f");
  for (const std::uint32_t argument : arguments) {
    (void)func_invoke(store, *std::get<FuncInst*>(*f), {Value::i32(argument)});
  }
  return collector.coverage();
}

const CoveredFunc& only_func(const Coverage& coverage) { return coverage.sources.at("test.wat").funcs.begin()->second; }

std::vector<std::uint64_t> counts(const CoveredFunc& func) {
  std::vector<std::uint64_t> result;
  for (const CoveredInstr& instr : func.instrs) result.push_back(instr.count);
  return result;
}

std::vector<std::uint64_t> ways(const CoveredFunc& func, Opcode op) {
  for (const CoveredInstr& instr : func.instrs) {
    if (instr.op == op) return instr.ways;
  }
  return {};
}

TEST(collector, counts_instructions_and_calls) {
  const Coverage coverage = covered(R"((module (func $f (export "f") (param i32)
    (if (local.get 0) (then nop) (else unreachable)))))",
                                    {1, 2});
  const CoveredFunc& func = only_func(coverage);
  EXPECT_EQ(func.name, "$f");
  EXPECT_EQ(func.calls, 2u);
  EXPECT_THAT(counts(func), ElementsAre(2, 2, 2, 0)) << "local.get, if, nop, unreachable";
  EXPECT_THAT(ways(func, Opcode::if_), ElementsAre(2, 0));
}

TEST(collector, counts_the_ways_of_branches) {
  const Coverage coverage = covered(R"((module (func (export "f") (param i32)
    (block (block (block (br_table 0 1 2 (local.get 0)))))
    (block (br_if 0 (local.get 0)))))"
                                    ")",
                                    {0, 1, 1, 7});
  EXPECT_THAT(ways(only_func(coverage), Opcode::br_table), ElementsAre(1, 2, 1));
  EXPECT_THAT(ways(only_func(coverage), Opcode::br_if), ElementsAre(3, 1));
}

TEST(collector, counts_the_ways_of_branches_that_look_at_references) {
  const Coverage coverage = covered(R"((module (func (export "f") (param i32)
    (local $r anyref)
    (if (local.get 0) (then (local.set $r (ref.i31 (local.get 0)))))
    (block (result anyref) (br_on_cast 0 anyref i31ref (local.get $r)) (drop) (nop) (ref.null any))
    (drop)
    (block $null (br_on_null $null (local.get $r)) (drop)))))",
                                    {0, 1, 2});
  EXPECT_THAT(ways(only_func(coverage), Opcode::br_on_null), ElementsAre(1, 2));
  EXPECT_THAT(ways(only_func(coverage), Opcode::br_on_cast), ElementsAre(3, 0)) << "null is an i31ref";
}

TEST(collector, what_is_nested_counts_even_if_it_is_not_instantiated) {
  const Coverage coverage = covered(R"((module
  (module (func nop))
  (func (export "f") (param i32))))",
                                    {0});
  const Shares all = shares(coverage.sources.at("test.wat"));
  EXPECT_EQ(all.funcs.all, 2u);
  EXPECT_EQ(all.funcs.reached, 1u);
  EXPECT_EQ(all.instrs.all, 1u);
}

TEST(collector, instances_of_one_module_count_together) {
  const Coverage coverage = covered(R"((module
  (module $M (func $s nop) (start $s))
  (instance (instantiate $M)) (instance (instantiate $M))
  (func (export "f") (param i32))))",
                                    {});
  EXPECT_EQ(only_func(coverage).calls, 2u);
}

TEST(collector, rules_are_those_of_what_is_validated_and_of_what_is_executed) {
  const Coverage coverage = covered(R"((module (memory 1) (func (export "f") (param i32)
    (if (local.get 0) (then (drop (i32.load (i32.const -1)))) (else (drop (i64.clz (i64.const 0))))))))",
                                    {1});
  EXPECT_TRUE(coverage.rules.has_valid(Opcode::i64_clz));
  EXPECT_FALSE(coverage.rules.has_executed(Opcode::i64_clz));
  EXPECT_TRUE(coverage.rules.has_executed(Opcode::i32_load));
  EXPECT_TRUE(coverage.rules.has_trap(TrapCode::out_of_bounds_memory_access));
  EXPECT_FALSE(coverage.rules.has_trap(TrapCode::unreachable));
}

TEST(collector, errors_are_rules) {
  Collector collector;
  collector.add_error("type-mismatch");
  EXPECT_TRUE(collector.coverage().rules.has_error("type-mismatch"));
  EXPECT_THAT(rules_table(collector.coverage(), with_all_features()),
              HasSubstr("errors (docs/errors.md); not reached:"));
}

TEST(collector, definitions_are_rules) {
  const Coverage coverage = covered(R"((module
  (type (module (import "x" (func))))
  (module $M (global (export "g") i32 (i32.const 0)))
  (instance $i (instantiate $M))
  (alias $i "g" (global))
  (elem declare func) (data "")))",
                                    {});
  for (const char* name : {"module type", "nested module", "instance", "alias: global", "declarative element segment",
                           "passive data segment"}) {
    EXPECT_TRUE(coverage.rules.has_definition(name)) << name;
  }
  EXPECT_TRUE(coverage.rules.has_definition("exported global")) << "of the nested module";
  EXPECT_FALSE(coverage.rules.has_definition("outer alias: type"));
}

constexpr const char* half = R"((module
  (func $f (export "f") (param i32)
    (if (local.get 0)
      (then nop)
      (else
        nop
        nop)))
  (func $g
    nop)))";

TEST(table, says_how_much_of_what) {
  const Coverage coverage = covered(half, {1});
  EXPECT_EQ(instructions_table(coverage),
            "      functions      instructions  ways of branches\n"
            "      1/2  50.0%        3/6  50.0%        1/2  50.0%  test.wat\n"
            "      1/2  50.0%        3/6  50.0%        1/2  50.0%  all\n");
  EXPECT_EQ(lines_table(coverage),
            "          lines\n"
            "      2/5  40.0%  test.wat: not reached: 6-9\n"
            "      2/5  40.0%  all\n");
  const std::string rules = rules_table(coverage, with_all_features());
  EXPECT_THAT(rules, HasSubstr("execution (exec/instructions); not reached:\n    unreachable, block,"));
}

TEST(exports, lcov_has_functions_branches_and_lines) {
  EXPECT_EQ(to_lcov(covered(half, {1, 1})),
            "TN:\nSF:test.wat\n"
            "FN:2,$f@2:3\nFN:8,$g@8:3\nFNDA:2,$f@2:3\nFNDA:0,$g@8:3\nFNF:2\nFNH:1\n"
            "BRDA:3,0,0,2\nBRDA:3,0,1,0\nBRF:2\nBRH:1\n"
            "DA:3,2\nDA:4,2\nDA:6,0\nDA:7,0\nDA:9,0\nLF:5\nLH:2\n"
            "end_of_record\n");
}

TEST(exports, json_has_all_of_it) {
  const std::string json = to_json(covered(half, {0}), with_all_features());
  EXPECT_THAT(json, HasSubstr("\"instruction\": \"if\""));
  EXPECT_THAT(json, HasSubstr("\"place\": \"valid/instructions\""));
  EXPECT_THAT(json, Not(HasSubstr("\"instruction\": \"end\"")));
}

TEST(coverage, adds_up) {
  Coverage sum = covered(half, {1});
  sum.add(covered(half, {0, 0}));
  EXPECT_EQ(only_func(sum).calls, 3u);
  EXPECT_THAT(ways(only_func(sum), Opcode::if_), ElementsAre(1, 2));
}

TEST(rules, every_instruction_and_trap_that_a_feature_brings_has_one) {
  Features features = with_all_features();
  const auto all = rule_groups({}, features);
  features.set(Feature::gc, false);
  const auto without = rule_groups({}, features);
  EXPECT_LT(without[2].rules.size(), all[2].rules.size());
  for (const RuleGroup& group : all) EXPECT_EQ(group.reached(), 0u) << group.title;
}

}  // namespace
}  // namespace modlink::reach
