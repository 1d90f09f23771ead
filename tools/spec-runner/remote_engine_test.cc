// Scripts on other engines: programs that speak the protocol, and such that do not.
#include "tools/spec-runner/remote_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "tools/files/files.h"
#include "tools/spec-runner/runner.h"

namespace modlink::runner {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string wabt_engine = MODLINK_BINARY_DIR "/bin/wabt-engine";
const std::string node = MODLINK_SOURCE_DIR "/third_party/node_modules/.bin/node";
const std::string adapters = MODLINK_SOURCE_DIR "/tools/engines/adapters/";

struct RemoteRun {
  Counts counts;
  std::string text;
};

const cli::Language& default_language() {
  static const cli::Language language;
  return language;
}

RemoteRun run_remote(const std::string& engine, std::string script, Verbosity verbosity = Verbosity::failures,
                     Settings settings = {}, std::chrono::nanoseconds timeout = std::chrono::seconds(20),
                     std::optional<Linking> linking = {}, const cli::Language& common = default_language()) {
  RemoteRun result;
  engines::ClientPool pool(engine, timeout);
  Report report({verbosity, {}}, {}, [&result](std::string_view text) { result.text += text; });
  Runner(std::make_unique<RemoteEngine>(settings, common, pool, linking), report)
      .run(std::make_shared<const Source>("test.wast", std::move(script), Source::Kind::text));
  report.finish();
  result.counts = report.counts();
  return result;
}

std::string conformance(const char* name) {
  return cli::read_file(std::string(MODLINK_SOURCE_DIR "/tools/engines/conformance/") + name);
}

// An engine that answers in turn what is given; `$id` stands for the number of the request.
std::string canned(const std::vector<std::string>& answers) {
  std::string command = "id=0; for answer in";
  for (const std::string& answer : answers) command += " '" + answer + "'";
  return command +
         R"(; do read -r line; id=$((id + 1)); printf '{"id": %s, %s}\n' $id "$answer"; done; cat >/dev/null)";
}

const std::string hello = R"("protocol": 1, "engine": "canned")";

TEST(remote_engine, wabt_conforms) {
  const RemoteRun core = run_remote(wabt_engine, conformance("core.wast"));
  EXPECT_EQ(core.counts.failed, 0u) << core.text;
  EXPECT_EQ(core.counts.skipped, 0u) << core.text;
}

TEST(remote_engine, node_conforms) {
  if (access(node.c_str(), X_OK) != 0) GTEST_SKIP() << "node is not there";
  for (const char* script : {"core.wast", "later.wast"}) {
    const RemoteRun run = run_remote(node + " " + adapters + "node.js", conformance(script), Verbosity::all);
    EXPECT_EQ(run.counts.failed, 0u) << run.text;
    EXPECT_EQ(run.counts.skipped, 0u) << run.text;
  }
}

// Whoever has no command in a variable is told so.
TEST(remote_engine, a_command_is_wanted) {
  const std::string command =
      std::string("'") + MODLINK_BINARY_DIR + "/bin/spec-runner' --engine '' - </dev/null 2>/dev/null";
  EXPECT_EQ(WEXITSTATUS(std::system(command.c_str())), 2);
}

// It takes modules that link as they are, and what is registered of them.
TEST(remote_engine, our_own_interpreter_conforms) {
  const std::string oracle = MODLINK_BINARY_DIR "/bin/modlink oracle --batch";
  for (const char* script : {"core.wast", "later.wast"}) {
    const RemoteRun run = run_remote(oracle, conformance(script), Verbosity::all);
    EXPECT_EQ(run.counts.failed, 0u) << run.text;
    EXPECT_EQ(run.counts.skipped, 0u) << run.text;
  }
  const RemoteRun linked = run_remote(oracle, R"((module definition $D (func (export "two") (result i32) (i32.const 2)))
(register "D" (module $D))
(module $P
  (module $C (func (export "one") (result i32) (i32.const 1)))
  (instance $c (instantiate $C))
  (export "c" (instance $c)))
(register "one" (func $P "c" "one"))
(register "c" (instance $P "c"))
(module (import "one" (func $one (result i32))) (import "c" (instance (export "one" (func (result i32)))))
  (import "D" (module $D (export "two" (func (result i32)))))
  (instance $d (instantiate $D))
  (func (export "f") (result i32) (i32.add (call $one) (call (func $d "two")))))
(assert_return (invoke "f") (i32.const 3)))");
  EXPECT_EQ(summary(linked.counts), "7 passed, 0 failed") << linked.text;
}

// Of modules that link it sees what flattening makes of them, or core instances one after the other.
TEST(remote_engine, modules_that_link_are_flattened_or_become_chains) {
  constexpr const char* script = R"((module $P
  (module $C (global $g (mut i32) (i32.const 0))
    (func (export "next") (result i32) (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g)))
  (instance $a (instantiate $C))
  (instance $b (instantiate $C))
  (export "a" (instance $a))
  (export "b" (instance $b)))
(assert_return (invoke "a" "next") (i32.const 1))
(assert_return (invoke "a" "next") (i32.const 2))
(assert_return (invoke $P "b" "next") (i32.const 1))
(register "next" (func $P "b" "next"))
(module (import "next" (func $next (result i32))) (func (export "f") (result i32) (call $next)))
(assert_return (invoke "f") (i32.const 2))
(register "P" (instance $P))
(module (import "P" (instance $p (export "a" (instance (export "next" (func (result i32)))))))
  (func (export "g") (result i32) (call (func $p "a" "next"))))
(assert_return (invoke "g") (i32.const 3)))";
  for (Linking linking : {Linking::flatten, Linking::instances}) {
    const RemoteRun run = run_remote(wabt_engine, script, Verbosity::failures, {}, std::chrono::seconds(20), linking);
    EXPECT_EQ(summary(run.counts), "10 passed, 0 failed") << run.text;
  }
}

TEST(remote_engine, one_that_knows_linking_is_given_modules_as_they_are) {
  const std::string answers = R"("end": "valid")";
  const std::string script = "(module (import \"m\" (module)))";
  const RemoteRun without = run_remote(canned({hello, answers, R"("end": "instantiated")"}), script);
  EXPECT_EQ(summary(without.counts), "0 passed, 0 failed, 1 skipped") << without.text;
  const RemoteRun with =
      run_remote(canned({hello + R"(, "linking": true)", answers, R"("end": "instantiated")"}), script);
  EXPECT_EQ(summary(with.counts), "1 passed, 0 failed") << with.text;
}

// A chain imports what core instances export, whole or one by one.
TEST(remote_engine, chains_import_core_instances) {
  const RemoteRun run =
      run_remote(wabt_engine, R"((module $K (func (export "id") (param i32) (result i32) (local.get 0)))
(register "k" $K)
(register "id" (func $K "id"))
(module $x (import "k" (instance $i (export "id" (func (param i32) (result i32)))))
  (import "id" (func $id (param i32) (result i32)))
  (export "c" (instance $i))
  (func (export "f") (result i32) (call $id (call (func $i "id") (i32.const 3)))))
(assert_return (invoke $x "c" "id" (i32.const 4)) (i32.const 4))
(assert_return (invoke $x "f") (i32.const 3))
(register "c" (instance $x "c"))
(module (import "c" "id" (func $id (param i32) (result i32))) (func (export "g") (result i32) (call $id (i32.const 5))))
(assert_return (invoke "g") (i32.const 5)))",
                 Verbosity::all, {}, std::chrono::seconds(20), Linking::instances);
  EXPECT_EQ(summary(run.counts), "9 passed, 0 failed") << run.text;
}

constexpr const char* counter = R"((module $C (global $g (mut i32) (i32.const 0))
  (func (export "next") (result i32) (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g)))
(register "C" $C)
(module $D (func (export "one") (result i32) (i32.const 1)))
(register "D" $D)
)";

// Of what a module that it was not given would have done nobody knows.
TEST(remote_engine, state_that_may_have_changed_is_not_looked_at) {
  const RemoteRun run = run_remote(wabt_engine, std::string(counter) + R"(
(module $other (import "C" "next" (func $f (result i32))) (func (export "f") (result i32) (call $f)))
(module (import "m" (module)) (import "C" "next" (func $f (result i32))) (import "D" "one" (func (result i32)))
  (func $s (drop (call $f))) (start $s))
(assert_return (invoke $C "next") (i32.const 2))
(assert_return (invoke $other "f") (i32.const 2))
(assert_return (invoke $D "one") (i32.const 1)))",
                                   Verbosity::all);
  EXPECT_EQ(summary(run.counts), "6 passed, 0 failed, 3 skipped") << run.text;
  EXPECT_THAT(run.text, HasSubstr("assert_return skipped: what could not be tried may have changed the instance"));
}

TEST(remote_engine, zero_level_exports_are_expanded) {
  const RemoteRun run = run_remote(wabt_engine, R"((module $m
  (type $I (instance (export "one" (func (result i32)))))
  (type (instance (alias outer $m $I (type $I)) (export $I)))
  (module $M (func (export "one") (result i32) (i32.const 1)))
  (instance $i (instantiate $M))
  (export $i))
(assert_return (invoke $m "one") (i32.const 1)))");
  EXPECT_EQ(summary(run.counts), "2 passed, 0 failed") << run.text;
}

TEST(remote_engine, rules_that_it_cannot_know_are_skipped) {
  for (const auto& [directive, why] : std::map<const char*, const char*>{
           {"(assert_unlinkable (module (import \"x\" (instance (export \"y\" (instance))))) \"unknown import\")",
            "it cannot look for instances without exports"},
           {"(assert_invalid (module (import \"m\" \"a\" (func)) (import \"m\" \"a\" (func))) \"duplicate\")",
            "only module linking makes it invalid"},
           {"(assert_limit (module (memory 1)) \"memory\")", "the engine has limits of its own"}}) {
    Settings settings;
    settings.language.features.dialect.duplicate_imports = DuplicateImports::forbid_linked;
    const RemoteRun run = run_remote(wabt_engine, directive, Verbosity::all, settings);
    EXPECT_EQ(summary(run.counts), "0 passed, 0 failed, 1 skipped") << run.text;
    EXPECT_THAT(run.text, HasSubstr(why));
  }
}

TEST(remote_engine, identifiers_are_names_of_imports_where_a_dialect_says_so) {
  Settings settings;
  settings.language.scripts.name_imports = true;
  const RemoteRun run = run_remote(wabt_engine, std::string(counter) + R"(
(module (import "D" "one" (func $f (result i32))) (func (export "f") (result i32) (call $f)))
(module $E (func (export "two") (result i32) (i32.const 2)))
(module (import "E" "two" (func $f (result i32))) (func (export "f") (result i32) (call $f)))
(assert_return (invoke "f") (i32.const 2)))",
                                   Verbosity::failures, settings);
  EXPECT_EQ(summary(run.counts), "8 passed, 0 failed") << run.text;
}

TEST(remote_engine, what_it_cannot_try_is_skipped_and_counted) {
  const RemoteRun run = run_remote(wabt_engine, R"((assert_malformed (module quote "(func") "unexpected")
(module (type $s (struct)) (func (export "f") (result (ref $s)) (struct.new $s)))
(assert_return (invoke "f") (ref.struct))
(thread $t))",
                                   Verbosity::all);
  EXPECT_THAT(run.text, HasSubstr("test.wast:1: assert_malformed skipped: text is read by modlink"));
  EXPECT_THAT(run.text, HasSubstr("test.wast:4: thread skipped: threads are for our own interpreter only"));
}

TEST(remote_engine, stages_are_told_apart_where_it_tells_them_apart) {
  const std::string script = "(assert_invalid (module (func (result i32))) \"type mismatch\")";
  EXPECT_EQ(run_remote(canned({hello, R"("end": "malformed", "message": "x")"}), script).counts.failed, 1u);
  EXPECT_EQ(run_remote(canned({hello, R"("end": "rejected")"}), script).counts.failed, 1u) << "another message";
  EXPECT_EQ(run_remote(canned({hello + R"(, "messages": false)", R"("end": "rejected")"}), script).counts.failed, 0u);
  EXPECT_EQ(run_remote(canned({hello + R"(, "messages": false)", R"("end": "malformed")"}), script).counts.failed, 1u);
  EXPECT_EQ(run_remote(canned({hello + R"(, "messages": false, "stages": false)", R"("end": "malformed")"}), script)
                .counts.failed,
            0u);
}

// Lines that are no requests are answered, and those behind them too.
TEST(remote_engine, adapters_answer_whatever_they_are_asked) {
  const bool has_node = access(node.c_str(), X_OK) == 0;
  std::vector<std::string> commands{wabt_engine, MODLINK_BINARY_DIR "/bin/modlink oracle --batch"};
  if (has_node) commands.push_back(node + " " + adapters + "node.js");
  if (has_node) commands.push_back(node + " " + adapters + "cli.js --as modlink " MODLINK_BINARY_DIR "/bin/modlink");
  for (const std::string& command : commands) {
    engines::Connection connection(command);
    for (const char* line :
         {"nonsense", "", "5", "null", "[]", "{}", "{\"do\": 5}", "{\"do\": \"invoke\", \"id\": \"x\"}"}) {
      const auto answer = nlohmann::json::parse(connection.ask(line, std::chrono::seconds(20)));
      EXPECT_EQ(answer.at("end"), "unsupported") << command << line;
      EXPECT_TRUE(answer.at("id").is_null()) << command << line;
    }
    const auto answer = nlohmann::json::parse(connection.ask(R"({"do": "reset", "id": 9})", std::chrono::seconds(20)));
    EXPECT_EQ(answer.at("end"), "done") << command;
    EXPECT_EQ(answer.at("id"), 9) << command;
  }
}

TEST(remote_engine, assertions_about_a_module_instance) {
  const RemoteRun run = run_remote(MODLINK_BINARY_DIR "/bin/modlink oracle --batch", R"(
      (module definition $T (func unreachable) (start 0))
      (module definition $U (import "no" "thing" (func)))
      (assert_trap (module instance $T) "unreachable")
      (assert_unlinkable (module instance $U) "unknown import")
      (assert_trap (module instance $U) "unreachable"))");
  EXPECT_EQ(run.counts.passed, 4u) << run.text;
  EXPECT_EQ(run.counts.failed, 1u) << run.text;
}

// Whatever is wrong with a script by itself is found whoever runs it, and nothing of it is taken for what an engine
// cannot do.
TEST(remote_engine, what_is_wrong_with_scripts_fails_as_without_it) {
  constexpr const char* linking =
      "(module $P (module $C (func (export \"f\"))) (instance $c (instantiate $C))"
      " (export \"c\" (instance $c)) (global (export \"g\") i32 (i32.const 1)))\n";
  for (const char* wrong : {
           "(module (func (i32.const)))",
           "(module definition (func)) (module instance $i $none)",
           "(module quote \"(func\")",
           "(module (func $f) (func $f))",
           "(module (import \"x\" (instance)) (func (result i32)))",
           "(module (import \"a\" \"b\" (func)) (import \"a\" \"b\" (func)))",
           "(assert_invalid (module quote \"(func\") \"unexpected\")",
           "(assert_malformed (module quote \"(func\") \"another message\")",
           "(assert_malformed (module quote \"(func)\") \"unexpected\")",
           "(assert_malformed (module (import \"x\" (instance)) (func (result i32))) \"type mismatch\")",
           "(assert_unlinkable (module quote \"(func\") \"unknown import\")",
           "(assert_trap (module quote \"(func\") \"unreachable\")",
           "(assert_limit (module quote \"(func\") \"limit\")",
           "(assert_invalid_custom (module quote \"(func\") \"@custom\")",
           "(assert_malformed_custom (module) \"@custom\")",
           "(invoke $P \"none\")",
           "(invoke $P \"c\" \"none\")",
           "(invoke $P \"g\")",
           "(get $P \"c\" \"f\")",
           "(assert_return (invoke $P \"c\" \"f\" (i32.const 1)))",
           "(register \"x\" (func $P \"c\"))",
           "(register \"x\" (func $P \"c\" \"none\"))",
           "(register \"x\" (instance $P \"none\"))",
           "(no-directive)",
       }) {
    const std::string script = std::string(linking) + wrong;
    Settings settings;
    settings.language.features.dialect.duplicate_imports = DuplicateImports::forbid_linked;
    Report report({Verbosity::failures, {}}, {}, [](std::string_view) {});
    Runner(settings, report).run(std::make_shared<const Source>("test.wast", script, Source::Kind::text));
    EXPECT_EQ(report.counts().failed, 1u) << wrong;
    const auto failed = [&](const std::string& engine, std::optional<Linking> linking) {
      const RemoteRun run = run_remote(engine, script, Verbosity::all, settings, std::chrono::seconds(20), linking);
      EXPECT_EQ(run.counts.skipped, 0u) << wrong << run.text;
      return run.counts.failed;
    };
    EXPECT_EQ(failed(MODLINK_BINARY_DIR "/bin/modlink oracle --batch", std::nullopt), 1u) << wrong;
    EXPECT_EQ(failed(wabt_engine, Linking::flatten), 1u) << wrong;
    EXPECT_EQ(failed(wabt_engine, Linking::instances), 1u) << wrong;
  }
}

// The directive fails, and the next ones have another one.
TEST(remote_engine, one_that_dies_is_started_again) {
  const RemoteRun run = run_remote(
      "read -r line; printf '{\"id\": 1, \"protocol\": 1, \"engine\": \"dies\"}\\n'; read -r line; kill -ABRT $$",
      "(module $a) (module $b) (invoke $a \"f\")");
  EXPECT_EQ(run.counts.failed, 3u);
  EXPECT_THAT(run.text, HasSubstr("module failed: lost: the engine was ended by signal 6 (Aborted)"));
  EXPECT_THAT(run.text, HasSubstr("invoke failed: the instance could not be made"));
}

// As an engine of several programs says of one of them.
TEST(remote_engine, one_that_has_lost_what_it_made_is_started_again) {
  const std::string lost = R"("end": "lost", "message": "the engine ended with status 3")";
  const std::string said = "the engine has lost one of its programs: the engine ended with status 3";
  const RemoteRun run = run_remote(canned({hello, R"("end": "valid")", R"("end": "instantiated")", lost}),
                                   R"((module $a (func (export "f")))
(assert_return (invoke $a "f"))
(assert_return (invoke $a "f"))
(register "a" $a)
(module)
(assert_limit (invoke $a "f") "x"))",
                                   Verbosity::all);
  EXPECT_THAT(run.text, HasSubstr("test.wast:2:1: assert_return failed: no result\n"));
  EXPECT_THAT(run.text, HasSubstr("found:    lost \"" + said + "\""));
  EXPECT_THAT(run.text, HasSubstr("found:    lost \"the instance was lost with its engine\""));
  EXPECT_THAT(run.text, HasSubstr("test.wast:5: module passed"));
  EXPECT_EQ(summary(run.counts), "2 passed, 4 failed") << run.text;
  for (const char* directive : {"(module)", "(assert_limit (module) \"limit\")",
                                "(assert_invalid (module (func (result i32))) \"type mismatch\")"}) {
    const RemoteRun one = run_remote(canned({hello, lost}), directive, Verbosity::all);
    EXPECT_EQ(summary(one.counts), "0 passed, 1 failed") << one.text;
    EXPECT_THAT(one.text, HasSubstr(said)) << directive;
  }
}

// Whether there is something of that name the next program does not know.
TEST(remote_engine, names_of_what_was_lost_are_not_unknown_imports) {
  const std::string made = R"("end": "instantiated")";
  const std::string done = R"("end": "done")";
  for (const std::string lost : {R"("end": "lost")", R"("end": "nonsense")"}) {
    const RemoteRun run =
        run_remote(canned({hello, R"("end": "valid")", made, done, lost}), R"((module (func (export "f")))
(register "a")
(invoke "f")
(assert_unlinkable (module (import "a" "g" (func))) "unknown import")
(module (func (export "g")))
(register "a")
(module (import "a" "g" (func))))",
                   Verbosity::all);
    EXPECT_THAT(run.text, HasSubstr("found:    lost \"what it imports was lost with its engine\"")) << run.text;
    EXPECT_THAT(run.text, HasSubstr("test.wast:6: register passed")) << run.text;
    EXPECT_THAT(run.text, Not(HasSubstr("test.wast:7:1: module failed: lost: what it imports"))) << run.text;
  }
}

// One of which runs into the system's limit of time; the others go on.
TEST(remote_engine, our_own_interpreter_may_be_several_programs) {
  const std::string oracle = "ulimit -c 0; ulimit -S -t 1; exec " MODLINK_BINARY_DIR "/bin/modlink oracle --batch -j 2";
  const RemoteRun run = run_remote(oracle, R"((module (func (export "f") (loop (br 0))))
(invoke "f")
(invoke "f")
(module (func (export "g")))
(invoke "g"))",
                                   Verbosity::all);
  EXPECT_THAT(run.text, HasSubstr("test.wast:2:1: invoke failed: lost \"the engine has lost one of its programs: the "
                                  "engine was ended by signal 24"));
  EXPECT_EQ(summary(run.counts), "3 passed, 2 failed") << run.text;
}

TEST(remote_engine, one_that_does_not_answer_is_ended) {
  EXPECT_THAT(run_remote(canned({hello}), "(module)", Verbosity::failures, {}, std::chrono::milliseconds(50)).text,
              HasSubstr("module failed: lost: the engine did not answer within 0.05 s"));
}

// The time of a directive is for what it asks.
TEST(remote_engine, starting_takes_its_own_time) {
  const RemoteRun run = run_remote("sleep 0.6; " + canned({hello, R"("end": "valid")", R"("end": "instantiated")"}),
                                   "(module)", Verbosity::failures, {}, std::chrono::milliseconds(500));
  EXPECT_EQ(summary(run.counts), "1 passed, 0 failed") << run.text;
}

// An import of an instance has become imports of its exports, one of which is unknown.
TEST(remote_engine, what_was_made_flat_is_unlinkable_in_other_words) {
  const std::string script = R"((module $empty)
(register "empty" $empty)
(assert_unlinkable (module (import "empty" (instance (export "f" (func))))) "incompatible import type")
(assert_unlinkable (module (import "empty" "f" (func))) "no such words"))";
  const std::string oracle = MODLINK_BINARY_DIR "/bin/modlink oracle --batch";
  for (const Linking linking : {Linking::flatten, Linking::instances}) {
    const RemoteRun run = run_remote(oracle, script, Verbosity::failures, {}, std::chrono::seconds(20), linking);
    EXPECT_EQ(summary(run.counts), "3 passed, 1 failed") << run.text;
    EXPECT_THAT(run.text, HasSubstr("test.wast:4:1: assert_unlinkable failed: wrong message"));
  }
}

TEST(remote_engine, answers_that_are_none_are_failures) {
  const auto text = [](const std::string& engine) { return run_remote(engine, "(module)").text; };
  EXPECT_THAT(text("echo nonsense; cat >/dev/null"), HasSubstr("lost: the engine's answer is no JSON"));
  EXPECT_THAT(text("echo '{\"id\": 7}'; cat >/dev/null"), HasSubstr("not the \"id\" that it was asked with"));
  EXPECT_THAT(text(canned({R"("protocol": 9, "engine": "new")"})), HasSubstr("its protocol is not 1"));
  EXPECT_THAT(text(canned({hello, R"("end": "done", "results": 3)"})), HasSubstr("\"results\" is no array"));
}

TEST(remote_engine, one_without_state_is_asked_once_about_what_changes) {
  const std::string without_state = hello + R"(, "state": false)";
  const std::string done = R"("end": "done", "results": [])";
  const std::string made = R"("end": "instantiated")";
  const auto skipped = [&](const std::string& module) {
    return run_remote(canned({without_state, R"("end": "valid")", made, done, done}),
                      module + "(assert_return (invoke \"f\")) (assert_return (invoke \"f\"))")
        .counts.skipped;
  };
  EXPECT_EQ(skipped("(module (func (export \"f\")))"), 0u);
  EXPECT_EQ(skipped("(module (global (mut i32) (i32.const 0)) (func (export \"f\")))"), 1u);
  EXPECT_EQ(skipped("(module (memory 1) (func (export \"f\")))"), 1u);
}

// What core modules import by two names, the first of them empty, has nothing to do with imports by one name.
TEST(remote_engine, imports_by_one_name_are_none_by_an_empty_one) {
  const std::string script = R"((module $A (func (export "x") (result i32) (i32.const 1)))
(register "x" (func $A "x"))
(module $B (func (export "x") (result i32) (i32.const 2)))
(assert_unlinkable (module (import "" "x" (func (result i32)))) "unknown import")
(register "" $B)
(module (import "" "x" (func $f (result i32))) (func (export "f") (result i32) (call $f)))
(assert_return (invoke "f") (i32.const 2))
(module (import "" (instance $b (export "x" (func (result i32)))))
  (func (export "f") (result i32) (call (func $b "x"))))
(assert_return (invoke "f") (i32.const 2))
(module (import "x" (func $f (result i32))) (func (export "f") (result i32) (call $f)))
(assert_return (invoke "f") (i32.const 1)))";
  for (const Linking linking : {Linking::flatten, Linking::instances}) {
    for (const std::string& engine : {wabt_engine, std::string(MODLINK_BINARY_DIR "/bin/modlink oracle --batch")}) {
      const RemoteRun result = run_remote(engine, script, {}, {}, std::chrono::seconds(20), linking);
      EXPECT_EQ(summary(result.counts), "11 passed, 0 failed") << engine << result.text;
    }
  }
}

// What engines with a command line alone can do: the program, as words of cli.js, and options of its own.
class command_lines : public testing::Test {
 protected:
  void SetUp() override {
    if (access(node.c_str(), X_OK) != 0) GTEST_SKIP() << "node is not there";
    write_program(wasmtime_, "like_wasmtime.js");
    write_program(wasm3_, "like_wasm3.js");
    std::filesystem::remove(asked_);
  }
  void write_program(const std::string& path, const std::string& script) const {
    const std::string line =
        "exec '" + node + "' '" + adapters + script + "' '" MODLINK_BINARY_DIR "/bin/modlink' \"$@\"\n";
    std::ofstream(path) << "#!/bin/sh\necho \"$@\" >>'" << asked_ << "'\n" << line;
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  }
  RemoteRun run(const std::string& words, const std::string& script) const {
    return run_remote(node + " " + adapters + "cli.js --as " + words, script, Verbosity::all);
  }

  const std::string modlink_ = "modlink " MODLINK_BINARY_DIR "/bin/modlink";
  const std::string wasmtime_ = testing::TempDir() + "/wasmtime." + std::to_string(getpid());
  const std::string wasm3_ = testing::TempDir() + "/wasm3." + std::to_string(getpid());
  const std::string asked_ = wasmtime_ + ".asked";
};

TEST_F(command_lines, are_engines_too) {
  for (const std::string& words : {modlink_, "wasmtime " + wasmtime_}) {
    const RemoteRun result = run(words, R"((module $A
  (func (export "add") (param i32 i64 f32 f64) (result f64)
    (f64.add (f64.add (f64.convert_i32_s (local.get 0)) (f64.convert_i64_s (local.get 1)))
             (f64.add (f64.promote_f32 (local.get 2)) (local.get 3))))
  (func (export "two") (result i32 f32) (i32.const -1) (f32.const -inf))
  (func (export "large") (result f32 f64 f64) (f32.const 0x1.fffffep+127) (f64.const 1e-300) (f64.const -0))
  (func (export "none"))
  (func (export "trap") unreachable)
  (func $deep (export "deep") (call $deep))
  (func (export "uncaught exception") (result i32) (i32.div_s (i32.const 1) (i32.const 0))))
(assert_return (invoke "add" (i32.const -1) (i64.const -2) (f32.const 0.5) (f64.const -0)) (f64.const -2.5))
(assert_return (invoke "two") (i32.const -1) (f32.const -inf))
(assert_return (invoke "large") (f32.const 0x1.fffffep+127) (f64.const 1e-300) (f64.const -0))
(assert_return (invoke "none"))
(assert_trap (invoke "trap") "unreachable")
(assert_trap (invoke "uncaught exception") "integer divide by zero")
(assert_exhaustion (invoke "deep") "call stack exhausted")
(register "A" $A)
(module (import "A" "two" (func $two (result i32 f32))) (func (export "f") (result i32) (call $two) drop))
(assert_return (invoke "f") (i32.const -1))
(assert_unlinkable (module (import "A" "none" (global i32))) "incompatible import type")
(assert_unlinkable (module (import "A" "three" (func))) "unknown import")
(assert_trap (module (func $s unreachable) (start $s)) "unreachable")
(assert_invalid (module (func (result i32))) "type mismatch")
(module (tag $e) (func (export "throw") (throw $e)))
(assert_exception (invoke "throw")))");
    EXPECT_EQ(summary(result.counts), "17 passed, 0 failed") << words << result.text;
  }
}

// wasm3 links nothing, prints six digits of a number, and starts a module as soon as it has it.
TEST_F(command_lines, wasm3_is_asked_only_what_it_can_say) {
  const RemoteRun result = run("wasm3 " + wasm3_, R"((module $A
  (func (export "two") (param i32) (result i32 f32) (local.get 0) (f32.const -inf))
  (func (export "tiny") (result f64) (f64.const 1e-300))
  (func (export "none"))
  (func (export "trap") unreachable)
  (func $deep (export "deep") (call $deep))
  (func (export "ref") (result funcref) (ref.null func)))
(assert_return (invoke "two" (i32.const -1)) (i32.const -1) (f32.const -inf))
(assert_return (invoke "tiny") (f64.const 1e-300))
(assert_return (invoke "none"))
(assert_trap (invoke "trap") "unreachable")
(assert_exhaustion (invoke "deep") "call stack exhausted")
(assert_return (invoke "ref") (ref.null func))
(assert_trap (module (func $s unreachable) (start $s)) "unreachable")
(assert_trap (module (memory 0) (data (i32.const 65536) "x")) "out of bounds memory access")
(assert_invalid (module (func (result i32))) "type mismatch")
(register "A" $A)
(module (import "A" "none" (func)))
(module (import "spectest" "memory" (memory 1)))
(assert_unlinkable (module (import "A" "three" (func))) "unknown import"))");
  EXPECT_EQ(summary(result.counts), "9 passed, 0 failed, 5 skipped") << result.text;
}

TEST_F(command_lines, forget_what_was_done_to_others) {
  for (const std::string& words : {modlink_, "wasmtime " + wasmtime_}) {
    const RemoteRun result = run(words, R"((module $C (global $g (mut i32) (i32.const 0))
  (func (export "next") (result i32) (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g)))
(register "C" $C)
(module $early (import "C" "next" (func $next (result i32))) (func (export "again") (result i32) (call $next)))
(assert_return (invoke $C "next") (i32.const 1))
(assert_return (invoke $early "again") (i32.const 2))
(module (import "C" "next" (func $next (result i32))) (func (export "again") (result i32) (call $next)))
(assert_return (invoke "again") (i32.const 3))
(module $M (memory (export "m") 1) (func (export "load") (result i32) (i32.load8_u (i32.const 0))))
(register "M" $M)
(module (import "M" "m" (memory 1)) (data (i32.const 0) "\07"))
(assert_return (invoke $M "load") (i32.const 7)))");
    EXPECT_EQ(summary(result.counts), "8 passed, 0 failed, 3 skipped") << words << result.text;
  }
  const RemoteRun core = run_remote(node + " " + adapters + "cli.js --as " + modlink_, conformance("core.wast"));
  EXPECT_EQ(core.counts.failed, 0u) << core.text;
}

TEST_F(command_lines, have_no_words_for_some_values) {
  for (const std::string& words : {modlink_, "wasmtime " + wasmtime_}) {
    const RemoteRun result = run(words, R"((module (func (export "id") (param f32) (result f32) (local.get 0))
  (func (export "nan") (result f64) (f64.const nan)) (func (export "ref") (result funcref) (ref.null func)))
(assert_return (invoke "id" (f32.const nan)) (f32.const nan:canonical))
(assert_return (invoke "nan") (f64.const nan:canonical))
(assert_return (invoke "ref") (ref.null func)))");
    EXPECT_EQ(summary(result.counts), "1 passed, 0 failed, 3 skipped") << words << result.text;
  }
}

// wasmtime takes its options behind the names of its commands, and none before.
TEST_F(command_lines, options_of_programs_are_those_of_their_commands) {
  const RemoteRun result = run("wasmtime " + wasmtime_ + " -W gc=y", R"((module (func (export "f")))
(assert_return (invoke "f")))");
  EXPECT_EQ(summary(result.counts), "2 passed, 0 failed") << result.text;
  const std::string asked = cli::read_file(asked_);
  EXPECT_THAT(asked, HasSubstr("compile -W gc=y -o /dev/null "));
  EXPECT_THAT(asked, HasSubstr("run -W gc=y --invoke f "));
  const RemoteRun ours = run(modlink_ + " --disable simd", "(module (func (result v128) (v128.const i32x4 0 0 0 0)))");
  EXPECT_EQ(summary(ours.counts), "0 passed, 1 failed") << ours.text;
}

}  // namespace
}  // namespace modlink::runner
