// All that can be asked for.
#include "tools/npm/operations.h"

#include <gmock/gmock.h>

#include "tools/npm/test_call.h"

namespace modlink::npm {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* one = "(module (func (export \"f\") (result i32) (i32.const 1)))";
// Imports a module and uses it.
constexpr const char* parent =
    R"((module (import "child" (module $C (export "f" (func (result i32))))) (instance $c (instantiate $C))
         (export "g" (func $c "f"))))";

std::string binary_of(const std::string& text) { return bytes_in(ask("parse", {{"module", text}})["binary"]); }

TEST(npm_validate, says_what_is_wrong_with_each_module) {
  EXPECT_EQ(ask("validate", {{"module", one}}), (Json{{"ok", true}, {"errors", Json::array()}}));
  const Json files = {{"a.wat", one}, {"b.wat", "(module (func (result i32)))"}, {"c.wat", "(module (fun))"}};
  const Json answer = ask("validate", {{"files", files}});
  EXPECT_EQ(answer["ok"], false);
  ASSERT_EQ(answer["errors"].size(), 2u);
  EXPECT_EQ(answer["errors"][0]["file"], "b.wat");
  EXPECT_EQ(answer["errors"][0]["stage"], "invalid");
  EXPECT_EQ(answer["errors"][1]["file"], "c.wat");
  EXPECT_EQ(answer["errors"][1]["stage"], "malformed");
}

TEST(npm_validate, has_offsets_of_binaries) {
  const Json error = error_of(ask_of_bytes("validate", {}, std::string("\0asm\1\0\0\0\x0d", 9)));
  EXPECT_EQ(error["file"], "module.wasm");
  EXPECT_EQ(error["stage"], "malformed");
  EXPECT_TRUE(error.contains("offset"));
  EXPECT_FALSE(error.contains("line"));
}

TEST(npm_validate, what_is_too_large_is_a_limit) {
  const Json error = error_of(ask("validate", {{"module", one}, {"limits", {{"source_bytes", 10}}}}));
  EXPECT_EQ(error["stage"], "limit");
  EXPECT_EQ(error["code"], "limit-source-bytes");
}

TEST(npm_parse, text_becomes_a_binary_and_back) {
  const std::string binary = binary_of(one);
  EXPECT_THAT(binary, StartsWith(std::string("\0asm", 4)));
  const Json answer = ask_of_bytes("print", {{"fold", true}, {"indices", false}}, binary);
  EXPECT_THAT(answer["text"].get<std::string>(), HasSubstr("(i32.const 1)"));
}

TEST(npm_parse, names_can_be_left_out) {
  const Json with = ask("parse", {{"module", "(module (func $f))"}});
  const Json without = ask("parse", {{"module", "(module (func $f))"}, {"names", false}});
  EXPECT_GT(bytes_in(with["binary"]).size(), bytes_in(without["binary"]).size());
}

TEST(npm_print, has_styles) {
  const auto text = [](const char* module, Json options) {
    options["module"] = module;
    return ask("print", options)["text"].get<std::string>();
  };
  EXPECT_THAT(text("(module (func))", {}), HasSubstr("(;0;)"));
  EXPECT_THAT(text("(module (func))", {{"names", true}}), HasSubstr("$func0"));
  EXPECT_THAT(text("(module (func nop))", {{"skeleton", true}}), HasSubstr("..."));
  EXPECT_THAT(text(R"((module (import "a" "f" (func))))", {{"desugar", true}}), HasSubstr("instance"));
  EXPECT_THAT(text("(module (tag) (func try catch 0 end))", {{"translateExceptions", true}}), HasSubstr("try_table"));
  EXPECT_EQ(error_of(ask("print", {{"module", "(module"}}))["stage"], "malformed");
}

TEST(npm_objdump, shows_bytes) {
  EXPECT_THAT(ask("objdump", {{"module", one}})["text"].get<std::string>(), HasSubstr("00 61 73 6d"));
  const std::string headers = ask("objdump", {{"module", one}, {"headers", true}})["text"];
  EXPECT_THAT(headers, HasSubstr("code"));
  EXPECT_LT(headers.size(), ask("objdump", {{"module", one}})["text"].get<std::string>().size());
}

TEST(npm_objdump, shows_what_it_understands_of_a_malformed_binary) {
  const Json answer = ask_of_bytes("objdump", {}, binary_of(one) + "\xff");
  EXPECT_EQ(error_of(answer)["stage"], "malformed");
  EXPECT_THAT(answer["text"].get<std::string>(), HasSubstr("00 61 73 6d"));
}

TEST(npm_types, are_text_and_json) {
  const Json answer = ask("types", {{"module", one}});
  EXPECT_THAT(answer["text"].get<std::string>(), HasSubstr("(export \"f\" (func"));
  EXPECT_TRUE(answer["json"].contains("types"));
}

TEST(npm_subtype, gives_the_derivation) {
  EXPECT_EQ(ask("subtype", {{"found", one}, {"expected", one}})["matches"], true);
  const Json answer = ask("subtype", {{"found", "(module)"}, {"expected", one}});
  EXPECT_EQ(answer["ok"], true);
  EXPECT_EQ(answer["matches"], false);
  EXPECT_THAT(answer["derivation"].get<std::string>(), StartsWith("no\n"));
  EXPECT_EQ(error_of(ask("subtype", {{"found", "(module"}, {"expected", one}}))["file"], "found.wat");
}

TEST(npm_lint, has_findings_with_places) {
  const Json answer = ask("lint", {{"module", "(module\n  (import \"a\" (func)))"}});
  ASSERT_EQ(answer["findings"].size(), 1u);
  EXPECT_EQ(answer["findings"][0]["rule"], "unused-import");
  EXPECT_EQ(answer["findings"][0]["line"], 2);
}

TEST(npm_graph, is_a_picture_and_data) {
  const Json answer = ask("graph", {{"module", parent}, {"files", {{"child.wat", one}}}});
  EXPECT_THAT(answer["dot"].get<std::string>(), StartsWith("digraph"));
  EXPECT_THAT(answer["mermaid"].get<std::string>(), StartsWith("flowchart"));
  EXPECT_EQ(answer["json"]["nodes"].size(), 2u) << answer["json"];
  EXPECT_EQ(ask("graph", {{"module", parent}, {"before", true}})["ok"], true);
}

TEST(npm_bundle, nests_files) {
  const Json options = {{"module", parent}, {"files", {{"child.wat", one}}}, {"text", true}};
  const Json answer = ask("bundle", options);
  EXPECT_EQ(answer["ok"], true) << answer;
  EXPECT_THAT(answer["text"].get<std::string>(), HasSubstr("(module $C"));
  EXPECT_FALSE(answer["text"].get<std::string>().find("import") != std::string::npos);
  const Json missing = error_of(ask("bundle", {{"module", parent}}));
  EXPECT_EQ(missing["stage"], "refused");
  EXPECT_EQ(missing["line"], 1);
  EXPECT_THAT(missing["message"].get<std::string>(),
              StartsWith("module import \"child\": no such file; searched:\n  child"));
  EXPECT_EQ(ask("bundle", {{"module", parent}, {"leavesMissing", true}})["ok"], true);
}

TEST(npm_bundle, imports_mean_the_files_that_options_say) {
  const Json options = {{"module", parent}, {"files", {{"lib/a.wat", one}}}, {"modules", {{"child", "lib/a.wat"}}}};
  EXPECT_EQ(ask("bundle", options)["ok"], true);
}

TEST(npm_split, makes_files_and_gives_recorded_ones_back) {
  const Json options = {{"module", parent}, {"files", {{"child.wasm", one}}}, {"record", true}, {"name", "root.wat"}};
  const std::string bundle = bytes_in(ask("bundle", options)["binary"]);
  const Json parts = ask_of_bytes("split", {{"text", true}}, bundle);
  EXPECT_EQ(parts["files"].size(), 2u) << parts;
  EXPECT_EQ(parts["root"], "module.wat");
  const Json given_back = ask_of_bytes("split", {}, bundle);
  EXPECT_EQ(given_back["files"].size(), 2u) << given_back;
}

TEST(npm_flatten, makes_one_core_module) {
  const Json files = {{"child.wat", one}};
  const Json answer = ask("flatten", {{"module", parent}, {"files", files}, {"loader", true}});
  EXPECT_EQ(answer["ok"], true) << answer;
  EXPECT_EQ(ask_of_bytes("validate", {{"features", {{"module-linking", false}}}}, bytes_in(answer["binary"]))["ok"],
            true);
  EXPECT_THAT(answer["loader"].get<std::string>(), HasSubstr("instantiate"));
  EXPECT_TRUE(answer["report"].contains("instances"));
  const Json text = ask("flatten", {{"module", parent}, {"files", files}, {"text", true}});
  EXPECT_THAT(text["text"].get<std::string>(), HasSubstr("(export \"g\""));
  EXPECT_THAT(error_of(ask("flatten", {{"module", parent}, {"exports", "x"}}))["message"].get<std::string>(),
              HasSubstr("option `exports`"));
}

TEST(npm_subtype, gives_steps) {
  const char* const found = "(module (import \"a\" (func)) (func (export \"f\")) (func (export \"g\") (param i32)))";
  const char* const expected = R"((module (import "a" (func)) (import "b" (func)) (func (export "f"))))";
  const Json yes = ask("subtype", {{"found", found}, {"expected", expected}})["steps"];
  EXPECT_EQ(yes["matches"], true);
  EXPECT_EQ(yes["rule"], "Subtyping.md, Module Subtyping");
  ASSERT_EQ(yes["premises"].size(), 2u) << yes;
  EXPECT_EQ(yes["premises"][0]["path"], Json{"import \"a\""});
  EXPECT_EQ(yes["premises"][1]["rule"], "matching/functions");
  const Json no = ask("subtype", {{"found", expected}, {"expected", found}})["steps"];
  EXPECT_EQ(no["matches"], false);
  ASSERT_EQ(no["premises"].size(), 2u) << no;
  EXPECT_EQ(no["premises"][1]["path"], Json{"import \"b\""});
  EXPECT_EQ(no["premises"][1]["found"], "nothing");
}

TEST(npm_graph, says_where_nodes_are_written) {
  const Json options = {{"module", parent}, {"files", {{"child.wat", one}}}};
  const Json after = ask("graph", options);
  ASSERT_EQ(after["places"].size(), after["json"]["nodes"].size());
  EXPECT_EQ(after["places"][0]["file"], "module.wat");
  Json before = options;
  before["before"] = true;
  const Json modules = ask("graph", before);
  ASSERT_EQ(modules["places"].size(), modules["json"]["nodes"].size());
  EXPECT_EQ(modules["places"][1]["file"], "child.wat") << modules;
}

TEST(npm_explain, has_what_there_is_to_say_about_a_code) {
  const Json answer = ask("explain", {{"code", "type_mismatch"}});
  EXPECT_EQ(answer["code"], "type-mismatch");
  EXPECT_FALSE(answer["places"].empty());
  EXPECT_EQ(error_of(ask("explain", {{"code", "type-mismatsch"}}))["message"],
            "there is no code `type-mismatsch`; is `type-mismatch` meant?");
}

TEST(npm_run_script, tells_of_each_directive) {
  const std::string script = std::string(one) + "\n(assert_return (invoke \"f\") (i32.const 1))\n" +
                             "  (assert_return (invoke \"f\") (i32.const 2))";
  const Json answer = ask("runScript", {{"script", script}});
  EXPECT_EQ(answer["ok"], false);
  EXPECT_EQ(answer["counts"], (Json{{"passed", 2}, {"failed", 1}, {"skipped", 0}}));
  ASSERT_EQ(answer["directives"].size(), 3u);
  const Json& passed = answer["directives"][1];
  EXPECT_EQ(passed["kind"], "assert_return");
  EXPECT_EQ(passed["status"], "passed");
  EXPECT_GE(passed["duration"].get<double>(), 0);
  const Json& failed = answer["directives"][2];
  EXPECT_EQ(failed["file"], "script.wast");
  EXPECT_EQ(failed["line"], 3);
  EXPECT_EQ(failed["column"], 3);
  EXPECT_EQ(failed["status"], "failed");
  EXPECT_EQ(failed["message"], "wrong result");
  EXPECT_EQ(failed["expected"], "i32:2");
  EXPECT_EQ(failed["found"], "i32:1");
  EXPECT_EQ(ask("runScript", {{"script", script}, {"onlyFailures", true}})["directives"].size(), 1u);
}

TEST(npm_run_script, knows_the_place_within_a_directive) {
  const Json answer = ask("runScript", {{"script", "(module\n  (func (result i32)\n    (f64.const 1)))"}});
  const Json& failed = answer["directives"][0];
  EXPECT_EQ(failed["line"], 1);
  EXPECT_EQ(failed["code"], "type-mismatch");
  EXPECT_EQ(failed["errorLine"], 3) << failed;
  EXPECT_EQ(failed["errorColumn"], 18) << failed;
}

TEST(npm_run_script, reads_the_files_that_are_given) {
  const Json files = {{"a.wast", one}, {"b.wasm", one}};
  const std::string bytes = binary_of(one);
  const Json options = {{"script", R"((input "lib/a.wast") (invoke "f") (input $b "b.wasm") (invoke $b "f"))"},
                        {"files", {{"lib/a.wast", one}, {"b.wasm", {{"$bytes", {0, bytes.size()}}}}}}};
  EXPECT_EQ(ask("runScript", options, bytes)["counts"]["failed"], 0) << ask("runScript", options, bytes);
  EXPECT_EQ(ask("runScript", {{"script", R"((input "none.wast"))"}})["counts"]["failed"], 1);
  EXPECT_EQ(ask("runScript", {{"script", R"((input "/etc/hostname"))"}})["counts"]["failed"], 1);
}

TEST(npm_run_script, registers_modules) {
  const Json options = {{"script", R"((module (import "m" "f" (func (result i32)))))"},
                        {"files", {{"m.wat", one}}},
                        {"register", {{"m", "m.wat"}}}};
  EXPECT_EQ(ask("runScript", options)["ok"], true) << ask("runScript", options);
  Json missing = options;
  missing["register"]["m"] = "n.wat";
  EXPECT_EQ(error_of(ask("runScript", missing))["stage"], "usage");
}

TEST(npm_run_script, has_an_end) {
  const std::string script = R"((module (func (export "f") (loop (br 0)))) (invoke "f"))";
  const Json answer = ask("runScript", {{"script", script}, {"fuel", 1000}});
  EXPECT_EQ(answer["counts"]["failed"], 1);
  EXPECT_EQ(answer["directives"][1]["code"], "out-of-fuel");
  const std::string short_one = R"((module (func (export "f"))) (invoke "f"))";
  EXPECT_EQ(ask("runScript", {{"script", short_one}, {"fuel", "unlimited"}})["ok"], true);
}

TEST(npm_run_script, prints_what_is_to_be_printed) {
  const Json answer = ask("runScript", {{"script", "(module) (output)"}});
  EXPECT_EQ(answer["ok"], true) << answer;
  ASSERT_EQ(answer["output"].size(), 1u);
  EXPECT_THAT(answer["output"][0].get<std::string>(), StartsWith("(module"));
}

TEST(npm_run_script, what_is_no_directive_is_an_error) {
  const Json answer = ask("runScript", {{"script", "(module)\n(modul)"}});
  EXPECT_EQ(answer["ok"], false);
  EXPECT_EQ(answer["directives"][1]["status"], "error");
  EXPECT_TRUE(answer["output"].empty()) << answer["output"];
}

TEST(npm_run_script, understands_scripts_as_spec_runner_does) {
  const std::string twice = R"((module (import "a" "f" (func)) (import "a" "f" (func))))";
  EXPECT_EQ(ask("runScript", {{"script", "(assert_invalid " + twice + " \"duplicate import name\")"}})["ok"], true);
  EXPECT_EQ(ask("validate", {{"module", twice}})["ok"], true);
}

TEST(npm_run_script, speaks_dialects_and_heeds_headers) {
  const std::string script = "(assert_invalid (module (func (result i32))) \"some other words\")";
  EXPECT_EQ(ask("runScript", {{"script", script}})["ok"], false);
  EXPECT_EQ(ask("runScript", {{"script", script}, {"dialect", "wabt"}})["ok"], true);
  EXPECT_EQ(ask("runScript", {{"script", ";; options: --messages ignore\n" + script}})["ok"], true);
  EXPECT_EQ(
      ask("runScript", {{"script", "(module (import \"a\" (func)) (import \"a\" (func)))"}, {"compat", 2021}})["ok"],
      false);
  EXPECT_EQ(error_of(ask("runScript", {{"script", ";; options: --fly\n"}}))["stage"], "usage");
  EXPECT_EQ(error_of(ask("runScript", {{"script", binary_of(one)}}))["stage"], "usage");
}

}  // namespace
}  // namespace modlink::npm
