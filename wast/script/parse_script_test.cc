// Parsing of scripts. spec: the official suite's script grammar, extended by D20
#include "wast/script/parse_script.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace modlink::script {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

Script parse(std::string text) {
  auto source = std::make_shared<const Source>("test.wast", std::move(text), Source::Kind::text);
  return parse_script(std::move(source), {}, {});
}

std::vector<std::string> keywords(const Script& script) {
  std::vector<std::string> result;
  for (const Directive& directive : script.directives) result.push_back(keyword(directive));
  return result;
}

// The only directive of a script.
template <class Kind>
Kind parse_one(std::string text) {
  Script script = parse(std::move(text));
  EXPECT_THAT(keywords(script), testing::SizeIs(1));
  const auto* bad = std::get_if<BadDirective>(&script.directives.at(0).directive);
  if (bad && !std::is_same_v<Kind, BadDirective>) ADD_FAILURE() << bad->error.message();
  return std::get<Kind>(std::move(script.directives.at(0).directive));
}

std::string error_of(std::string text) { return parse_one<BadDirective>(std::move(text)).error.message(); }

TEST(parse_script, knows_every_directive) {
  const Script script = parse(R"(
    (module) (module definition) (module instance) (register "m") (invoke "f") (get "g")
    (assert_return (invoke "f")) (assert_trap (invoke "f") "m") (assert_trap (module) "m")
    (assert_exhaustion (invoke "f") "m") (assert_exception (invoke "f")) (assert_malformed (module quote "") "m")
    (assert_invalid (module) "m") (assert_unlinkable (module) "m") (assert_malformed_custom (module quote "") "m")
    (assert_invalid_custom (module) "m") (assert_exception (module)) (assert_limit (module) "m")
    (assert_limit (invoke "f") "m") (script $s (module)) (input $s "file") (output $s "file") (output))");
  EXPECT_THAT(
      keywords(script),
      ElementsAre("module", "module definition", "module instance", "register", "invoke", "get", "assert_return",
                  "assert_trap", "assert_trap", "assert_exhaustion", "assert_exception", "assert_malformed",
                  "assert_invalid", "assert_unlinkable", "assert_malformed_custom", "assert_invalid_custom",
                  "assert_exception", "assert_limit", "assert_limit", "script", "input", "output", "output"));
}

TEST(parse_script, older_nan_assertions_accept_either_width) {
  for (const char* name : {"assert_return_canonical_nan", "assert_return_arithmetic_nan", "assert_return_nan"}) {
    const auto assertion = parse_one<AssertReturn>("(" + std::string(name) + " (invoke \"f\"))");
    ASSERT_EQ(assertion.results.size(), 1u);
    const auto& either = std::get<std::vector<Pattern>>(assertion.results[0].pattern);
    EXPECT_EQ(std::get<NumPattern>(either.at(0).pattern).type, ValKind::f32);
    EXPECT_EQ(std::get<NumPattern>(either.at(1).pattern).type, ValKind::f64);
  }
}

TEST(parse_script, no_directives) {
  EXPECT_TRUE(parse("").directives.empty());
  EXPECT_TRUE(parse(" ;; nothing\n").directives.empty());
}

TEST(parse_script, bare_fields_are_one_module) {
  const auto directive = parse_one<ModuleDirective>("(func (export \"f\")) (memory 1)");
  ASSERT_TRUE(directive.module.parsed);
  EXPECT_EQ((*directive.module.parsed)->funcs.size(), 1u);
  EXPECT_EQ((*directive.module.parsed)->memories.size(), 1u);
}

TEST(parse_script, module_forms_and_ids) {
  const auto text = parse_one<ModuleDirective>("(module $M (func))").module;
  EXPECT_EQ(text.id, "M");
  EXPECT_EQ(text.form, ScriptModule::Form::text);
  const auto binary = parse_one<DefinitionDirective>(R"((module definition $M binary "\00asm" "\01\00\00\00"))").module;
  EXPECT_EQ(binary.id, "M");
  EXPECT_EQ(binary.content->content(), std::string_view("\0asm\1\0\0\0", 8));
  const auto quote = parse_one<ModuleDirective>("(module quote \"(func\" \")\")").module;
  EXPECT_EQ(quote.form, ScriptModule::Form::quote);
  EXPECT_EQ(quote.content->content(), "(func)");
  EXPECT_FALSE(quote.id);
}

TEST(parse_script, module_definition_in_text) {
  const auto module = parse_one<DefinitionDirective>("(module definition $M (func))").module;
  EXPECT_EQ(module.id, "M");
  ASSERT_TRUE(module.parsed) << module.error->message();
  EXPECT_EQ((*module.parsed)->funcs.size(), 1u);
}

TEST(parse_script, load_gives_the_module_or_throws_what_is_wrong) {
  auto good = parse_one<ModuleDirective>("(module (func) (func))").module;
  EXPECT_EQ(load(std::move(good), {}, {}).funcs.size(), 2u);
  auto bad = parse_one<ModuleDirective>("(module (func (foo)))").module;
  EXPECT_THROW(load(std::move(bad), {}, {}), Error);
  auto quoted = parse_one<ModuleDirective>("(module quote \"(func\")").module;
  EXPECT_THROW(load(std::move(quoted), {}, {}), Malformed);
  auto binary = parse_one<ModuleDirective>("(module binary \"\\00as\")").module;
  EXPECT_THROW(load(std::move(binary), {}, {}), Malformed);
}

TEST(parse_script, errors_in_quoted_modules_know_their_text) {
  auto quoted = parse_one<ModuleDirective>("(module quote \"(func (call $f))\")").module;
  try {
    load(std::move(quoted), {}, {});
    FAIL();
  } catch (const Malformed& error) {
    ASSERT_TRUE(error.source());
    EXPECT_EQ(error.source()->content(), "(func (call $f))");
  }
}

// Keywords of scripts are none of modules'.
TEST(parse_script, words_of_scripts_in_quoted_modules) {
  for (const char* word : {"thread", "wait", "invoke", "assert_malformed_custom"}) {
    auto quoted = parse_one<ModuleDirective>("(module quote \"(func " + std::string(word) + ")\")").module;
    try {
      load(std::move(quoted), {}, {});
      FAIL();
    } catch (const Malformed& error) {
      EXPECT_EQ(error.message().substr(0, 16), "unknown operator") << word;
    }
  }
}

// One name is the module's.
TEST(parse_script, module_instance_names) {
  const auto none = parse_one<InstanceDirective>("(module instance)");
  EXPECT_FALSE(none.id || none.module);
  const auto one = parse_one<InstanceDirective>("(module instance $M)");
  EXPECT_FALSE(one.id);
  EXPECT_EQ(one.module, "M");
  const auto two = parse_one<InstanceDirective>("(module instance $I $M)");
  EXPECT_EQ(two.id, "I");
  EXPECT_EQ(two.module, "M");
}

// spec: the official suite's script grammar, `<instance>`
TEST(parse_script, assertions_about_a_module_instance) {
  const auto trap = parse_one<AssertTrap>("(assert_trap (module instance $I $M) \"words\")");
  const auto& instance = std::get<InstanceDirective>(trap.what);
  EXPECT_EQ(instance.id, "I");
  EXPECT_EQ(instance.module, "M");
  EXPECT_EQ(trap.message, "words");
  const auto unlinkable = parse_one<AssertUnlinkable>("(assert_unlinkable (module instance $M) \"words\")");
  EXPECT_EQ(std::get<InstanceDirective>(unlinkable.what).module, "M");
}

TEST(parse_script, D20_register_forms) {
  EXPECT_FALSE(parse_one<RegisterDirective>("(register \"m\")").id);
  EXPECT_EQ(parse_one<RegisterDirective>("(register \"m\" $M)").id, "M");
  const auto module = parse_one<RegisterDirective>("(register \"m\" (module $M))");
  EXPECT_EQ(module.kind, ExternKind::module);
  EXPECT_EQ(module.id, "M");
  EXPECT_TRUE(module.path.empty());
  const auto item = parse_one<RegisterDirective>(R"((register "x" (func $I "a" "f")))");
  EXPECT_EQ(item.kind, ExternKind::func);
  EXPECT_THAT(item.path, ElementsAre("a", "f"));
  EXPECT_EQ(parse_one<RegisterDirective>(R"((register "x" (instance $I "a")))").kind, ExternKind::instance);
  EXPECT_THAT(error_of("(register \"x\" (func $I))"), StartsWith("unexpected token"));
  EXPECT_THAT(error_of("(register \"x\" (type $I \"t\"))"), StartsWith("unexpected token"));
}

TEST(parse_script, D20_paths_and_arguments_of_actions) {
  const auto action = parse_one<ActionDirective>(
                          R"((invoke $D "zipper" "run" (i32.const -1) (f32.const nan:0x200000) (ref.null func)
                              (ref.extern 3) (ref.host 4) (v128.const i32x4 1 2 3 4)))")
                          .action;
  EXPECT_EQ(action.instance, "D");
  EXPECT_THAT(action.path, ElementsAre("zipper", "run"));
  ASSERT_EQ(action.args.size(), 6u);
  EXPECT_EQ(std::get<std::uint64_t>(action.args[0].value), 0xffff'ffffu);
  EXPECT_EQ(std::get<std::uint64_t>(action.args[1].value), 0x7fa0'0000u);
  EXPECT_EQ(action.args[2].type, ValType(RefType{true, {HeapKind::nofunc, 0}}));
  EXPECT_EQ(action.args[3].type, ValType(RefType{false, {HeapKind::extern_, 0}}));
  EXPECT_EQ(std::get<RefConst>(action.args[4].value).number, 4u);
  EXPECT_EQ(std::get<V128>(action.args[5].value).bytes[4], 2);
}

TEST(parse_script, result_patterns) {
  const auto results = parse_one<AssertReturn>(R"((assert_return (get "g")
      (f32.const nan:canonical) (f64.const nan:arithmetic) (v128.const f32x4 1 nan:canonical 0 0)
      (either (i32.const 1) (ref.func)) (ref.null) (ref.null any) (ref.extern) (ref.extern 7) (ref) (ref.any)
      (ref.i31) (ref.struct) (ref.array) (ref.eq) (ref.exn) (ref.host 1) (ref.func 3)))")
                           .results;
  ASSERT_EQ(results.size(), 17u);
  EXPECT_EQ(std::get<NumPattern>(results[0].pattern).nan, NanPattern::canonical);
  EXPECT_EQ(std::get<NumPattern>(results[1].pattern).nan, NanPattern::arithmetic);
  const auto& vector = std::get<VecPattern>(results[2].pattern);
  EXPECT_EQ(vector.lane_bits, 32u);
  EXPECT_EQ(vector.lanes.at(1).nan, NanPattern::canonical);
  EXPECT_EQ(std::get<std::vector<Pattern>>(results[3].pattern).size(), 2u);
  EXPECT_FALSE(std::get<RefPattern>(results[4].pattern).heap);
  EXPECT_EQ(std::get<RefPattern>(results[5].pattern).heap->kind, HeapKind::any);
  EXPECT_EQ(std::get<RefPattern>(results[7].pattern).number, 7u);
  EXPECT_EQ(std::get<RefPattern>(results[9].pattern).kind, RefPattern::Kind::any_ref);
  EXPECT_EQ(std::get<RefPattern>(results[16].pattern).number, 3u);
}

TEST(parse_script, what_is_wrong_with_a_module_stays_with_it) {
  const Script script = parse("(module (func (foo))) (assert_malformed (module (bar)) \"m\") (module)");
  EXPECT_THAT(keywords(script), ElementsAre("module", "assert_malformed", "module"));
  const auto& module = std::get<ModuleDirective>(script.directives[0].directive).module;
  ASSERT_TRUE(module.error);
  EXPECT_EQ(module.error->stage(), Stage::malformed);
}

TEST(parse_script, goes_on_behind_what_it_does_not_understand) {
  const Script script = parse("(foo (bar)) junk 1 $x ) (invoke) (invoke \"f\") (assert_return (baz)) (get \"g\")");
  EXPECT_THAT(keywords(script),
              ElementsAre("bad directive", "bad directive", "bad directive", "invoke", "bad directive", "get"));
}

TEST(parse_script, says_what_it_does_not_understand) {
  EXPECT_THAT(error_of("(assert_retrun (invoke \"f\"))"), StartsWith("unknown directive assert_retrun"));
  EXPECT_THAT(error_of("(invoke 1)"), HasSubstr("expected a string"));
  EXPECT_THAT(error_of("(assert_return (call \"f\"))"), StartsWith("unexpected token call, expected an action"));
  EXPECT_THAT(error_of("(invoke \"f\" (i32.add))"), HasSubstr("expected a constant"));
  EXPECT_THAT(error_of("(invoke \"f\" (ref.null 0))"), HasSubstr("a type index in a script"));
  EXPECT_THAT(error_of("(assert_trap (invoke \"f\"))"), HasSubstr("expected a string"));
  EXPECT_THAT(error_of("(invoke \"f\""), HasSubstr("end of text"));
  EXPECT_THAT(error_of("(register \"\\ff\")"), StartsWith("malformed UTF-8 encoding"));
}

TEST(parse_script, an_unknown_directive_is_shown_at_its_word) {
  EXPECT_EQ(parse_one<BadDirective>("\n (foo)").error.pos(), 3u);
}

TEST(parse_script, errors_inside_a_meta_script_stay_inside) {
  const Script script = parse("(script (foo) junk (invoke \"f\")) (get \"g\")");
  EXPECT_THAT(keywords(script), ElementsAre("script", "get"));
  EXPECT_EQ(std::get<ScriptDirective>(script.directives[0].directive).directives.size(), 3u);
}

std::string repeat(std::string_view text, std::size_t count) {
  std::string result;
  while (count-- > 0) result += text;
  return result;
}

TEST(parse_script, deep_nesting_is_refused) {
  EXPECT_THAT(keywords(parse(repeat("(script ", 100'000))), ElementsAre("bad directive"));
  EXPECT_THAT(error_of("(assert_return (get \"g\") " + repeat("(either ", 100'000) + repeat(")", 100'001)),
              HasSubstr("results nested too deeply: more than 100 (--limit script_nesting)"));
  EXPECT_THAT(keywords(parse(repeat("(", 100'000))), ElementsAre("bad directive"));
}

TEST(parse_script, garbage_ends_after_many_errors) {
  EXPECT_EQ(parse(repeat("(x)", 100'000)).directives.size(), std::size_t{ScriptParser::max_bad_directives});
  EXPECT_EQ(parse(repeat(")", 100'000)).directives.size(), 1u);
}

TEST(parse_script, its_keywords_are_known_in_it) {
  EXPECT_THAT(error_of("(assert_return (thread))"), StartsWith("unexpected token thread"));
  EXPECT_THAT(error_of("(assert_return (threat))"), StartsWith("unknown operator threat"));
}

}  // namespace
}  // namespace modlink::script
