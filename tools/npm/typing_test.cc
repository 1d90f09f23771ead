// What validation knows, and where bytes come from, as JavaScript has it.
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tools/npm/test_call.h"
#include "tools/npm/validation_rule.h"

namespace modlink::npm {
namespace {

using ::testing::HasSubstr;

// Labels of the core specification, if it is there.
std::string specification_of_instructions() {
  const char* const folder = std::getenv("MODLINK_SPECIFICATIONS");
  std::ifstream file(folder ? std::string(folder) + "/core/valid/instructions.rst" : std::string());
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

TEST(npm_typing, names_a_rule_for_each_instruction) {
  EXPECT_EQ(validation_rule(Opcode::i32_add), "valid/instructions, Numeric Instructions, valid-binop");
  EXPECT_EQ(validation_rule(Opcode::i32_lt_s), "valid/instructions, Numeric Instructions, valid-relop");
  EXPECT_EQ(validation_rule(Opcode::i64_eqz), "valid/instructions, Numeric Instructions, valid-testop");
  EXPECT_EQ(validation_rule(Opcode::i32_wrap_i64), "valid/instructions, Numeric Instructions, valid-cvtop");
  EXPECT_EQ(validation_rule(Opcode::f32_nearest), "valid/instructions, Numeric Instructions, valid-unop");
  EXPECT_EQ(validation_rule(Opcode::i64_load8_s), "valid/instructions, Memory Instructions, valid-loadn");
  EXPECT_EQ(validation_rule(Opcode::i32_atomic_load), "the threads proposal, Validation");
  const std::string specification = specification_of_instructions();
  if (specification.empty()) GTEST_SKIP() << "MODLINK_SPECIFICATIONS does not say where the specification is";
  for (std::size_t i = 0; i < opcode_count; ++i) {
    const std::string rule = validation_rule(static_cast<Opcode>(i));
    if (rule.rfind("the ", 0) == 0) continue;
    const std::size_t section = rule.find(", ") + 2, label = rule.rfind(", ") + 2;
    EXPECT_THAT(specification, HasSubstr(".. _" + rule.substr(label) + ":\n")) << rule;
    EXPECT_THAT(specification, HasSubstr("\n" + rule.substr(section, label - 2 - section) + "\n~~~")) << rule;
  }
}

constexpr const char* typed = R"((module $M (memory 1)
  (global $g i32 (i32.const 7))
  (func $f (export "f") (param $x i32) (result i64)
    (block $b (result i64)
      (br $b (i64.const 1))
      (drop (i32.const 0)))
    (i64.extend_i32_s (local.get $x))
    (i64.add))
  (module (func $inner (nop)))))";

std::string typed_binary() { return bytes_in(ask("parse", {{"module", typed}})["binary"]); }

TEST(npm_typing, tells_what_validation_knows_of_a_function) {
  const Json answer = ask("typing", {{"module", typed}, {"func", "f"}});
  ASSERT_EQ(answer["ok"], true) << answer;
  EXPECT_EQ(answer["func"]["name"], "$f");
  EXPECT_EQ(answer["func"]["type"], "(func (param i32) (result i64))");
  EXPECT_EQ(answer["locals"], (Json{{{"name", "$x"}, {"type", "i32"}}}));
  const Json& steps = answer["steps"];
  ASSERT_EQ(steps.size(), 10u) << steps;
  EXPECT_EQ(steps[0]["text"], "block (result i64)");
  EXPECT_EQ(steps[0]["at"]["line"], 4);
  const Json& branch = steps[2];
  EXPECT_EQ(branch["mnemonic"], "br");
  EXPECT_EQ(branch["depth"], 1);
  EXPECT_EQ(branch["before"], Json{"i64"});
  EXPECT_EQ(branch["after"], Json::array());
  EXPECT_EQ(branch["takes"], 1);
  EXPECT_EQ(branch["rule"], "valid/instructions, Control Instructions, valid-br");
  ASSERT_EQ(branch["labels"].size(), 2u);
  EXPECT_EQ(
      branch["labels"][0],
      (Json{
          {"kind", "block"}, {"params", Json::array()}, {"results", {"i64"}}, {"height", 0}, {"unreachable", false}}));
  EXPECT_EQ(branch["labels"][1]["kind"], "func");
  EXPECT_EQ(steps[3]["unreachable"], true);
  EXPECT_EQ(steps[8]["text"], "i64.add");
  EXPECT_EQ(steps[8]["before"], (Json{"i64", "i64"}));
  EXPECT_EQ(steps[8]["gives"], 1);
  EXPECT_EQ(steps[9]["mnemonic"], "end");
  EXPECT_EQ(ask("typing", {{"module", typed}, {"func", 0}}), answer);
  EXPECT_EQ(ask("typing", {{"module", typed}, {"func", "$f"}}), answer);
  EXPECT_EQ(ask("typing", {{"module", typed}}), answer);
}

TEST(npm_typing, finds_what_is_at_a_position) {
  const auto at = [](const Json& position) { return ask("typing", {{"module", typed}, {"position", position}}); };
  EXPECT_EQ(at({{"line", 5}, {"column", 8}})["func"]["name"], "$f");
  EXPECT_EQ(at({{"line", 8}, {"column", 6}})["func"]["name"], "$f");
  EXPECT_EQ(at({{"line", 9}, {"column", 24}})["func"]["name"], "$inner");
  const Json constant = at({{"line", 2}, {"column", 20}});
  EXPECT_FALSE(constant.contains("func"));
  EXPECT_EQ(constant["steps"][0]["labels"][0]["kind"], "constant");
  EXPECT_EQ(at({{"offset", std::string(typed).find("nop")}})["func"]["name"], "$inner");
  EXPECT_THAT(error_of(at({{"line", 1}, {"column", 3}}))["message"].get<std::string>(), HasSubstr("at this position"));
  EXPECT_EQ(error_of(at({{"lin", 1}}))["stage"], "usage");
  const std::string binary = typed_binary();
  const std::size_t offset = binary.find("\x20\x00\xac");  // local.get 0, i64.extend_i32_s
  EXPECT_EQ(ask_of_bytes("typing", {{"position", {{"offset", offset}}}}, binary)["func"]["index"], 0);
}

TEST(npm_typing, refuses_what_there_is_not) {
  EXPECT_EQ(error_of(ask("typing", {{"module", typed}, {"func", "g"}}))["message"], "the module defines no function g");
  EXPECT_EQ(error_of(ask("typing", {{"module", typed}, {"func", 1}}))["message"], "the module defines no function 1");
  EXPECT_EQ(error_of(ask("typing", {{"module", "(module)"}}))["message"], "the module defines no function");
  EXPECT_EQ(error_of(ask("typing", {{"module", "(module (func) (start 1))"}}))["stage"], "invalid");
}

TEST(npm_typing, goes_as_far_as_a_function_is_valid) {
  const Json answer = ask("typing", {{"module", "(module (func (param i64)\n (nop) (i32.eqz (local.get 0)) (drop)))"}});
  ASSERT_EQ(answer["ok"], true) << answer;
  ASSERT_EQ(answer["steps"].size(), 3u);
  EXPECT_EQ(answer["steps"][2]["text"], "i32.eqz");
  EXPECT_EQ(answer["steps"][2]["before"], Json{"i64"});
  EXPECT_FALSE(answer["steps"][2].contains("after"));
  EXPECT_EQ(answer["error"]["stage"], "invalid");
  EXPECT_EQ(answer["error"]["line"], 2);
  EXPECT_EQ(answer["error"]["message"], "type mismatch: instruction requires [i32] but stack has [i64]");
  EXPECT_EQ(answer["locals"].size(), 1u);
  const Json other = ask("typing", {{"module", "(module (func (nop)) (func (drop)))"}});
  EXPECT_FALSE(other.contains("error"));
  EXPECT_EQ(other["steps"].size(), 2u);
  const Json local = ask("typing", {{"module", "(module (func (local (ref 9)) (nop)))"}});
  EXPECT_EQ(local["error"]["message"], "unknown type 9");
  EXPECT_EQ(local["steps"], Json::array());
}

TEST(npm_typing, is_bounded) {
  std::string many = "(module (func ";
  for (int i = 0; i < 20'000; ++i) many += "(drop (i32.const 0))";
  const Json answer = ask("typing", {{"module", many + "))"}});
  EXPECT_EQ(answer["steps"].size(), 10'000u);
  EXPECT_EQ(answer["moreSteps"], 30'001);
}

TEST(npm_bytes, lead_to_the_text_and_back) {
  const Json answer = ask("bytes", {{"module", typed}});
  ASSERT_EQ(answer["ok"], true) << answer;
  const std::string binary = bytes_in(answer["binary"]);
  EXPECT_EQ(binary, typed_binary());
  EXPECT_EQ(answer["map"][0]["text"], "module $M");
  EXPECT_EQ(answer["map"][0]["begin"], 0);
  EXPECT_EQ(answer["map"][0]["endAt"], binary.size());
  const auto item = [&](const std::string& text) {
    for (const Json& span : answer["map"]) {
      if (span["text"] == text) return span;
    }
    return Json();
  };
  const Json add = item("i64.add");
  ASSERT_FALSE(add.is_null()) << answer["map"];
  EXPECT_EQ(binary.substr(add["begin"], add["endAt"].get<std::size_t>() - add["begin"].get<std::size_t>()), "\x7c");
  EXPECT_EQ(add["line"], 8);
  EXPECT_EQ(add["column"], 6);
  EXPECT_EQ(item("function $inner")["line"], 9);
  EXPECT_EQ(item("function $f")["line"], 3);
}

// What each thing of a text is in its binary: sections, what they begin with, and definitions.
TEST(npm_bytes, have_sections_and_definitions) {
  const std::string text = R"((module
  (type $I (instance (export "f" (func))))
  (import "a" (instance $a (type $I)))
  (import "m" (module $M (export "x" (func))))
  (instance $i (instantiate $M (import "b" (instance $a))))
  (alias $i "x" (func $x))
  (module (memory 1))
  (global i32 (i32.const 7))
  (export "g" (func $x))
  (start $x)
  (func)
  (data "hi"))
)";
  const Json answer = ask("bytes", {{"module", text}});
  ASSERT_EQ(answer["ok"], true) << answer;
  const std::string binary = bytes_in(answer["binary"]);
  const auto line_of = [&](const std::string& what, char first) {
    for (const Json& span : answer["map"]) {
      if (span["text"] == what && binary[span["begin"]] == first) return span["line"].get<int>();
    }
    return 0;
  };
  EXPECT_EQ(line_of("type section", 1), 2);
  EXPECT_EQ(line_of("type", 0x62), 2);
  EXPECT_EQ(line_of("export", 7), 2);
  EXPECT_EQ(line_of("import section", 2), 3);
  EXPECT_EQ(line_of("import", 1), 3);
  EXPECT_EQ(line_of("instance section", 15), 5);
  EXPECT_EQ(line_of("instance", 0), 5);
  EXPECT_EQ(line_of("argument", 1), 5);
  EXPECT_EQ(line_of("alias", 0), 6);
  EXPECT_EQ(line_of("memory section", 5), 7);
  EXPECT_EQ(line_of("global", 0x7f), 8);
  EXPECT_EQ(line_of("i32.const 7", 0x41), 8);
  EXPECT_EQ(line_of("export section", 7), 9);
  EXPECT_EQ(line_of("start section", 8), 10);
  EXPECT_EQ(line_of("function section", 3), 11);
  EXPECT_EQ(line_of("code section", 10), 11);
  EXPECT_EQ(line_of("data segment", 1), 12);
}

}  // namespace
}  // namespace modlink::npm
