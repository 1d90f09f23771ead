// Sessions in which executions are stepped through, as JavaScript has them.
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "tools/npm/test_call.h"

namespace modlink::npm {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* sums = R"((module $SUMS
  (memory $m (export "memory") 1)
  (global $calls (mut i32) (i32.const 0))
  (data (i32.const 4) "\07")
  (func $add (param $x i32) (param $y i32) (result i32)
    (i32.add (local.get $x) (local.get $y)))
  (func (export "f") (param i64) (result i64)
    (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
    (i32.store offset=8 (i32.const 16) (call $add (i32.load (i32.const 4)) (i32.const 3)))
    (i64.add (local.get 0) (i64.const 9007199254740993)))))";

// A session, and what it says.
class Opened {
 public:
  explicit Opened(const Json& options) : answer(ask(sessions, "openStepping", options)) {
    EXPECT_EQ(answer["ok"], true) << answer;
  }
  Json go(const Json& to) { return ask(sessions, "goStepping", {{"session", answer["session"]}, {"to", to}})["state"]; }
  // To the next instruction of this text.
  Json go_to(const std::string& instruction) {
    Json state = go("step");
    while (state["kind"] != "end" && state.value("instruction", "") != instruction) state = go("step");
    return state;
  }
  Json read(Json which) {
    which["session"] = answer["session"];
    return ask(sessions, "readStepping", which);
  }

  Sessions sessions;
  Json answer;
};

Json sums_options() { return {{"module", sums}, {"calls", {{{"path", {"f"}}, {"args", {"i64.const 1"}}}}}}; }

TEST(npm_stepping, begins_before_everything) {
  Opened opened(sums_options());
  const Json& state = opened.answer["state"];
  EXPECT_EQ(state["step"], 0);
  EXPECT_EQ(state["kind"], "start");
  EXPECT_TRUE(state["frames"].empty());
  EXPECT_TRUE(state["instances"].empty());
  EXPECT_EQ(opened.answer["calls"], (Json{{{"path", {"f"}}, {"args", {"i64.const 1"}}}}));
  EXPECT_EQ(opened.answer["standIns"], Json::array());
  EXPECT_EQ(opened.answer["graph"]["json"]["nodes"].size(), 1u);
}

TEST(npm_stepping, tells_events_of_an_instantiation) {
  Opened opened(sums_options());
  const Json begin = opened.go("step");
  EXPECT_EQ(begin["kind"], "event");
  EXPECT_EQ(begin["event"], (Json{{"kind", "begin"}, {"text", "$SUMS: instantiate"}, {"instance", 0}}));
  const Json data = opened.go("instantiation");
  EXPECT_EQ(data["event"]["text"], "$SUMS: data segment 0 writes 1 byte at 4");
  EXPECT_EQ(data["event"]["address"], "4");
  EXPECT_EQ(data["at"]["line"], 4);
  EXPECT_EQ(data["access"],
            (Json{{{"kind", "write"}, {"instance", 0}, {"memory", 0}, {"address", "4"}, {"length", "1"}}}));
  EXPECT_EQ(data["instances"][0]["label"], "$SUMS");
  EXPECT_EQ(data["instances"][0]["node"], 0);
  EXPECT_EQ(data["instances"][0]["at"]["line"], 1);
  EXPECT_EQ(data["instances"][0]["memories"],
            (Json{{{"index", 0}, {"name", "$m"}, {"store", 0}, {"size", "65536"}, {"shared", false}}}));
}

TEST(npm_stepping, tells_frames_with_locals_operands_and_places) {
  Opened opened(sums_options());
  const Json state = opened.go_to("i32.add");
  EXPECT_EQ(state["frames"][0]["func"], 1);
  const Json inner = opened.go_to("i32.add");
  EXPECT_EQ(inner["kind"], "instruction");
  EXPECT_EQ(inner["call"], 0);
  EXPECT_EQ(inner["depth"], 2);
  ASSERT_EQ(inner["frames"].size(), 2u) << inner;
  const Json& frame = inner["frames"][0];
  EXPECT_EQ(frame["name"], "$add");
  EXPECT_EQ(frame["path"], "$SUMS.$add");
  EXPECT_EQ(frame["at"]["line"], 6);
  EXPECT_EQ(frame["at"]["column"], 6);
  EXPECT_EQ(frame["locals"], (Json{{{"type", "i32"}, {"value", "i32.const 7"}, {"name", "$x"}},
                                   {{"type", "i32"}, {"value", "i32.const 3"}, {"name", "$y"}}}));
  EXPECT_EQ(frame["operands"],
            (Json{{{"type", "i32"}, {"value", "i32.const 7"}}, {{"type", "i32"}, {"value", "i32.const 3"}}}));
  EXPECT_EQ(inner["frames"][1]["instruction"], "call $add");
  EXPECT_EQ(inner["frames"][1]["operands"], (Json{{{"type", "i32"}, {"value", "i32.const 16"}}}));
  EXPECT_EQ(inner["globals"],
            (Json{{{"index", 0}, {"name", "$calls"}, {"type", "(mut i32)"}, {"value", "i32.const 1"}}}));
}

TEST(npm_stepping, tells_accesses_and_reads_memories) {
  Opened opened(sums_options());
  const Json before = opened.go_to("i32.store offset=8");
  const Json access = {{{"kind", "write"}, {"instance", 0}, {"memory", 0}, {"address", "24"}, {"length", "4"}}};
  EXPECT_EQ(before["access"], access);
  const Json which = {{"instance", 0}, {"address", "24"}, {"length", 4}};
  EXPECT_EQ(bytes_in(opened.read(which)["bytes"]), std::string(4, '\0'));
  const Json after = opened.go("step");
  EXPECT_EQ(after["accessed"], access);
  EXPECT_FALSE(after.contains("access"));
  EXPECT_EQ(bytes_in(opened.read(which)["bytes"]), std::string("\x0a\0\0\0", 4));
  EXPECT_EQ(opened.read(which)["size"], "65536");
  EXPECT_FALSE(opened.go("back").contains("accessed"));
  EXPECT_EQ(bytes_in(opened.read({{"instance", 0}, {"address", 65535}})["bytes"]).size(), 1u);
  EXPECT_EQ(bytes_in(opened.read({{"instance", 0}, {"address", "18446744073709551615"}})["bytes"]), "");
  EXPECT_THAT(error_of(opened.read({{"instance", 3}}))["message"].get<std::string>(), HasSubstr("no instance 3"));
  EXPECT_THAT(error_of(opened.read({{"instance", 0}, {"memory", 1}}))["message"].get<std::string>(),
              HasSubstr("no memory 1"));
  EXPECT_EQ(error_of(opened.read({{"instance", 0}, {"address", "0x1"}}))["stage"], "usage");
}

TEST(npm_stepping, comes_to_the_end_and_back) {
  Opened opened(sums_options());
  const Json end = opened.go("run");
  EXPECT_EQ(end["kind"], "end");
  EXPECT_EQ(end["outcome"],
            (Json{{"kind", "results"}, {"results", {{{"type", "i64"}, {"value", "i64.const 9007199254740994"}}}}}));
  EXPECT_EQ(end["last"], end["step"]);
  const Json before = opened.go("back");
  EXPECT_EQ(before["step"], end["step"].get<int>() - 1);
  EXPECT_EQ(before["kind"], "return");
  EXPECT_EQ(before["last"], end["step"]);
  EXPECT_EQ(opened.go("start"), [&] {
    Json start = opened.answer["state"];
    start["last"] = end["step"];
    return start;
  }());
  const Json fifth = opened.go(5);
  EXPECT_EQ(opened.go("end"), end);
  EXPECT_EQ(opened.go(5), fifth);
  EXPECT_EQ(opened.go(1'000'000), end);
}

TEST(npm_stepping, says_why_an_execution_ended) {
  Opened opened(
      {{"module", "(module $T (func (export \"t\") (result i32)\n  (i32.div_s (i32.const 1) (i32.const 0))))"},
       {"calls", {{{"path", {"t"}}}}}});
  const Json outcome = opened.go("run")["outcome"];
  EXPECT_EQ(outcome["kind"], "trap");
  EXPECT_THAT(outcome["message"].get<std::string>(), StartsWith("integer divide by zero"));
  EXPECT_EQ(outcome["at"]["line"], 2);
  EXPECT_THAT(outcome["stack"].get<std::string>(), HasSubstr("module.wat:2:4"));
  Opened endless({{"module", "(module (func $f (loop (br 0))) (start $f))"}, {"fuel", 100}});
  EXPECT_EQ(endless.go("run")["outcome"]["kind"], "out_of_fuel");
}

TEST(npm_stepping, links_files_and_knows_their_places) {
  const char* const parent = R"((module $P (import "child" (module $C (export "g" (func))))
    (import "lib" (instance $l (export "h" (func (result i32)))))
    (instance $c (instantiate $C)) (instance (instantiate $C))
    (func (export "go") (call (func $c "g")) (drop (call (func $l "h"))))))";
  Opened opened({{"module", parent},
                 {"name", "parent.wat"},
                 {"files",
                  {{"child.wat", "(module\n (func (export \"g\") nop))"},
                   {"lib.wat", "(module $LIB (func (export \"h\") (result i32) i32.const 4))"}}},
                 {"calls", {{{"path", {"go"}}}}}});
  EXPECT_EQ(opened.answer["standIns"], Json::array());
  Json state = opened.go("step");
  std::string seen;
  for (; state["kind"] == "event"; state = opened.go("step"))
    seen += state["event"]["text"].get<std::string>() + " " + state["at"].value("file", "") + "\n";
  EXPECT_THAT(seen, HasSubstr("$P/$c: instantiate parent.wat\n"));
  EXPECT_THAT(seen, HasSubstr("nested module is module $C child.wat\n")) << seen;
  ASSERT_EQ(state["instances"].size(), 4u) << state["instances"];
  EXPECT_EQ(state["instances"][0]["label"], "$LIB");
  EXPECT_FALSE(state["instances"][0].contains("node"));
  EXPECT_EQ(state["instances"][1]["node"], 0);
  EXPECT_EQ(state["instances"][2]["parent"], 1);
  const Json& nodes = opened.answer["graph"]["json"]["nodes"];
  EXPECT_EQ(nodes[state["instances"][2]["node"].get<std::size_t>()]["name"], "$c");
  EXPECT_EQ(opened.answer["graph"]["places"][state["instances"][3]["node"].get<std::size_t>()]["column"], 36);
  EXPECT_EQ(opened.go_to("nop")["at"]["file"], "child.wat");
  EXPECT_EQ(opened.go_to("i32.const 4")["at"]["file"], "lib.wat");
  EXPECT_EQ(opened.go("run")["outcome"]["kind"], "results");
}

TEST(npm_stepping, lets_something_stand_in_for_imports) {
  const char* const module = R"((module
    (import "env" "log" (func $log (param i32 i64) (result f64)))
    (import "env" "m" (memory 1))
    (import "spectest" "print_i32" (func $print (param i32)))
    (func (export "f") (result f64)
      (call $print (i32.const 5)) (call $log (i32.const 1) (i64.const 2)))))";
  Opened opened({{"module", module}, {"calls", {{{"path", {"f"}}}}}});
  ASSERT_EQ(opened.answer["standIns"].size(), 1u) << opened.answer;
  EXPECT_EQ(opened.answer["standIns"][0]["name"], "env");
  const Json end = opened.go("run");
  EXPECT_EQ(end["outcome"]["results"][0]["value"], "f64.const 0");
  EXPECT_EQ(end["output"], (Json{"spectest.print_i32(i32.const 5)", "env.log(i32.const 1, i64.const 2)"}));
  EXPECT_TRUE(opened.go("start")["output"].empty());
  EXPECT_EQ(opened.go("run")["output"], end["output"]);
}

TEST(npm_stepping, refuses_what_nothing_can_stand_in_for) {
  Sessions sessions;
  const Json missing = error_of(ask(sessions, "openStepping", {{"module", "(module\n (import \"m\" (module)))"}}));
  EXPECT_EQ(missing["stage"], "refused");
  EXPECT_EQ(missing["line"], 2);
  // Each instance type has the one before it twice.
  std::string types = "(type $t0 (instance (export \"f\" (func))))";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "(instance (type $t" + std::to_string(i - 1) + "))";
    types += "(type $t" + std::to_string(i) + " (instance (alias outer 0 $t" + std::to_string(i - 1) + " (type $u)) " +
             "(export \"a\" (instance (type $u))) (export \"b\" (instance (type $u)))))";
  }
  const Json large = error_of(
      ask(sessions, "openStepping", {{"module", "(module " + types + " (import \"i\" (instance (type $t29))))"}}));
  EXPECT_THAT(large["message"].get<std::string>(), HasSubstr("nothing can stand in for")) << large;
}

TEST(npm_stepping, refuses_calls_that_cannot_be) {
  Sessions sessions;
  const auto message = [&](const Json& call) {
    Json options = sums_options();
    options["calls"] = Json::array({call});
    return error_of(ask(sessions, "openStepping", options))["message"].get<std::string>();
  };
  EXPECT_EQ(message({{"path", {"g"}}}), "call of \"g\": nothing is exported there");
  EXPECT_EQ(message({{"path", {"memory"}}}), "call of \"memory\": this is no function");
  EXPECT_EQ(message({{"path", {"f", "g"}}}), "call of \"f\" \"g\": nothing is exported there");
  EXPECT_EQ(message({{"path", Json::array()}}), "call of nothing: this is no function");
  EXPECT_THAT(message({{"path", {"f"}}}), StartsWith("wrong number of arguments: expected 1, found 0"));
  EXPECT_THAT(message({{"path", {"f"}}, {"args", {"i32.const 1"}}}), StartsWith("wrong type of argument 1"));
  for (const char* word :
       {"", "i64.const", "i64.const 1) (i64.const 2", "i64.const 1)) (invoke \"g\"", "(", "nop", ";;"})
    EXPECT_THAT(message({{"path", {"f"}}, {"args", {word}}}), HasSubstr("is no constant")) << word;
  EXPECT_THAT(message({{"path", {"f"}}, {"arg", {"i64.const 1"}}}), HasSubstr("is `args` meant?"));
}

TEST(npm_stepping, takes_and_gives_values_of_all_types) {
  const char* const module = R"((module (type $s (struct))
    (func (export "f") (param v128 f32 f64 externref funcref anyref i64) (nop))
    (func $g (export "g") (result funcref (ref $s) i31ref) (ref.func $g) (struct.new $s) (ref.i31 (i32.const -3)))))";
  const Json words = {"v128.const i32x4 1 2 3 4",
                      "f32.const nan:0x200000",
                      "f64.const -0.5",
                      "(ref.extern 7)",
                      "ref.null func",
                      "ref.host 2",
                      "i64.const -9223372036854775808"};
  Opened opened({{"module", module}, {"calls", {{{"path", {"f"}}, {"args", words}}, {{"path", {"g"}}}}}});
  const Json locals = opened.go_to("nop")["frames"][0]["locals"];
  for (std::size_t i = 0; i < words.size(); ++i)
    EXPECT_EQ(locals[i]["value"], i == 3 ? Json("ref.extern 7") : words[i]) << locals;
  const Json results = opened.go("run")["outcome"]["results"];
  EXPECT_EQ(results[0]["value"], "ref.func");
  EXPECT_EQ(results[1]["value"], "ref.struct");
  EXPECT_EQ(results[2]["value"], "ref.i31 -3");
}

TEST(npm_stepping, has_few_sessions_and_closes_them) {
  Sessions sessions;
  std::vector<Json> open;
  for (std::size_t i = 0; i < Sessions::most; ++i)
    open.push_back(ask(sessions, "openStepping", {{"module", "(module)"}})["session"]);
  const Json refused = error_of(ask(sessions, "openStepping", {{"module", "(module)"}}));
  EXPECT_EQ(refused["message"], "8 sessions are open: one has to be closed first");
  EXPECT_EQ(ask(sessions, "closeStepping", {{"session", open[3]}})["ok"], true);
  const Json again = ask(sessions, "openStepping", {{"module", "(module)"}})["session"];
  EXPECT_EQ(again, 8);
  EXPECT_EQ(error_of(ask(sessions, "goStepping", {{"session", open[3]}, {"to", "step"}}))["message"],
            "this session is closed");
  EXPECT_EQ(ask(sessions, "goStepping", {{"session", open[4]}, {"to", "step"}})["ok"], true);
}

TEST(npm_stepping, opens_nothing_for_options_that_there_are_not) {
  Sessions sessions;
  for (std::size_t i = 0; i < 2 * Sessions::most; ++i)
    EXPECT_EQ(error_of(ask(sessions, "openStepping", {{"module", "(module)"}, {"cals", 1}}))["stage"], "usage");
  EXPECT_EQ(ask(sessions, "openStepping", {{"module", "(module)"}})["session"], 0);
  EXPECT_EQ(error_of(ask(sessions, "goStepping", {{"session", 0}, {"to", "sideways"}}))["message"],
            "option `to`: there is no command `sideways`");
  EXPECT_EQ(error_of(ask(sessions, "goStepping", {{"session", 0}}))["stage"], "usage");
  EXPECT_EQ(error_of(ask(sessions, "goStepping", {{"to", "step"}}))["stage"], "usage");
}

TEST(npm_stepping, bounds_what_a_state_has) {
  const char* const module = R"((module (func $f (export "f") (param i32) (local i64)
    (if (local.get 0) (then (call $f (i32.sub (local.get 0) (i32.const 1))))))))";
  Opened opened({{"module", module}, {"calls", {{{"path", {"f"}}, {"args", {"i32.const 2000"}}}}}});
  const Json middle = opened.go(8000);
  EXPECT_EQ(middle["frames"].size(), 100u);
  EXPECT_GT(middle["depth"].get<int>(), 1000);
  std::string locals;
  for (int i = 0; i < 2000; ++i) locals += " i32";
  Opened wide({{"module", "(module (func (export \"f\") (local" + locals + ") nop))"}, {"calls", {{{"path", {"f"}}}}}});
  const Json frame = wide.go_to("nop")["frames"][0];
  EXPECT_EQ(frame["locals"].size(), 1000u);
  EXPECT_EQ(frame["moreLocals"], 1000);
}

// Scripts.

constexpr const char* script = R"((module $A (global $g (export "g") (mut i32) (i32.const 1))
  (func (export "inc") (global.set $g (i32.add (global.get $g) (i32.const 1)))))
(register "a" $A)
(invoke $A "inc")
(module definition $B (import "a" "g" (global $g (mut i32)))
  (func (export "get") (result i32) (global.get $g))
  (func (export "div") (param i32) (result i32) (i32.div_u (global.get $g) (local.get 0))))
(assert_invalid (module (func (result i32))) "type mismatch")
(module instance $b $B)
(assert_return (invoke $b "get") (i32.const 2))
(invoke $A "inc")
(assert_trap (invoke $b "div" (i32.const 0)) "integer divide by zero")
(assert_return (invoke $b "get") (i32.const 3)))";

TEST(npm_stepping, steps_through_an_instance_of_a_script) {
  Opened opened({{"module", script}, {"script", true}, {"scriptModule", "$b"}});
  EXPECT_EQ(opened.answer["calls"].size(), 2u) << opened.answer["calls"];
  EXPECT_EQ(opened.answer["calls"][1]["at"]["line"], 12);
  EXPECT_EQ(opened.answer["modules"].size(), 2u);
  EXPECT_EQ(opened.answer["modules"][1]["name"], "$b");
  EXPECT_EQ(opened.answer["modules"][1]["at"]["line"], 9);
  const Json get = opened.go_to("global.get $g");
  EXPECT_EQ(get["globals"][0]["value"], "i32.const 2");
  EXPECT_EQ(get["at"]["line"], 6);
  EXPECT_EQ(get["at"]["file"], "script.wast");
  EXPECT_EQ(get["instances"][1]["label"], "$b");
  EXPECT_EQ(get["instances"][1]["node"], 0);
  EXPECT_FALSE(get["instances"][0].contains("node"));
  EXPECT_EQ(opened.go("run")["outcome"]["kind"], "trap");
  Opened first({{"module", script}, {"script", true}, {"scriptModule", 0}, {"files", {{"other.wat", "(module)"}}}});
  EXPECT_EQ(first.answer["calls"].size(), 2u);
}

TEST(npm_stepping, says_what_a_script_lacks) {
  const auto message = [](const std::string& text, const Json& which) {
    return error_of(ask("openStepping", {{"module", text}, {"script", true}, {"scriptModule", which}}))["message"]
        .get<std::string>();
  };
  EXPECT_EQ(message(script, "$c"), "option `scriptModule`: the script makes no such instance: $A, $b");
  EXPECT_EQ(message("(register \"a\" $b)", nullptr), "the script makes no instance");
  EXPECT_THAT(message("(module (func (result i32)))", nullptr), StartsWith("type mismatch"));
  EXPECT_EQ(message("(module instance $M)", nullptr), "the module of this instance is not there");
  EXPECT_EQ(message("(input \"a.wast\")", nullptr), "scripts with `input` are not stepped through");
  EXPECT_NE(message("(modul)", nullptr), "");
}

std::string file_of(const std::string& path) {
  std::ifstream file(MODLINK_SOURCE_DIR "/" + path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

TEST(npm_stepping, steps_through_the_worked_examples) {
  for (const char* name : {"link-time-virtualization", "shared-everything"}) {
    const Json options = {{"module", file_of(std::string("spec-tests/examples/") + name + ".wast")}, {"script", true}};
    const std::size_t count = Opened(options).answer["modules"].size();
    for (std::size_t i = 0; i < count; ++i) {
      Json chosen = options;
      chosen["scriptModule"] = i;
      Opened opened(chosen);
      const Json end = opened.go("run");
      EXPECT_EQ(end["kind"], "end");
      EXPECT_THAT(end["outcome"]["kind"].get<std::string>(), ::testing::AnyOf("results", "instance", "trap"));
      EXPECT_EQ(opened.go("back")["step"], end["step"].get<int>() - 1);
    }
  }
}

TEST(npm_stepping, steps_through_the_examples_as_files) {
  Json files;
  for (const char* name : {"child", "virtualize"})
    files[std::string(name) + ".wat"] = file_of(std::string("examples/link-time-virtualization/") + name + ".wat");
  Opened parent({{"module", file_of("examples/link-time-virtualization/parent.wat")},
                 {"files", files},
                 {"calls", {{{"path", {"work"}}}}}});
  const Json end = parent.go("run");
  EXPECT_EQ(end["outcome"]["results"], (Json{{{"type", "i32"}, {"value", "i32.const 1128481603"}}})) << end["output"];
  EXPECT_EQ(end["output"][0], "wasi_file.write(i32.const 1, i32.const 17160, i32.const 2) = i32.const 2");
}

}  // namespace
}  // namespace modlink::npm
