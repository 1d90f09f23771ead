// Every option of the program does something: with it, what the program prints or writes is other than without.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tools/spec-runner/options.h"
#include "tools/spec-runner/test_program.h"

namespace modlink::runner {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAreArray;

// Whether it does the same where another engine does what scripts say. What has to do with our own interpreter alone is
// refused there, see option_rules_test.cc.
enum class Elsewhere { same, refused, no_run };

struct Effect {
  std::string given;  // the option, with its value and what it is compared with
  std::string rest;   // of the line; then what may have been written to the file `o` is printed
  std::string with;   // what is printed only with the option; empty where it hides something
  std::string without = {};
  Elsewhere elsewhere = Elsewhere::same;
  std::string otherwise = {};  // in place of the option
};

const std::vector<std::pair<std::string, std::string>> files{
    {"two.wast", "(module)\n(module)\n"},
    {"bad.wast", "(assert_return (invoke \"none\"))\n(module)\n"},
    {"known", "bad.wast:1 # why\n"},
    {"loop.wast", "(module (func (export \"f\") (loop (br 0))))\n(invoke \"f\")\n"},
    {"wrong.wast",
     "(module (func (export \"f\") (result i32) (i32.const 1))) (assert_return (invoke \"f\") (i32.const 2))"},
    {"blessed.wast",
     "(module (func (export \"f\") (result i32) (i32.const 1))) (assert_return (invoke \"f\") (i32.const 2))"},
    {"output.wast", "(module $M) (output $M \"o\")"},
    {"below/input.wast", "(input \"two.wast\")"},
    {"linked.wast",
     "(module $P (module $C (func (export \"f\"))) (instance $c (instantiate $C)) (export \"c\" (instance $c)))"},
    {"importing.wast", "(module (import \"m\" \"f\" (func)))"},
    {"m.wat", "(module (func (export \"f\")))"},
    {"named.wast", "(module $M (func (export \"f\"))) (module (import \"M\" \"f\" (func)))"},
    {"headed.wast", ";; options: --messages ignore\n(assert_invalid (module (func (result i32))) \"another\")\n"},
    {"message.wast", "(assert_invalid (module (func (result i32))) \"another\")\n"},
    {"stage.wast", "(assert_malformed (module (func (result i32))) \"type mismatch\")\n"},
    {"unformatted.wast", "   (module   )\n"},
    {"call.wast", "(module (func (export \"f\"))) (invoke \"f\")"},
    {"plain.wast", "(module (func (result i32) (i32.eqz i32.const 0)))"},
    {"run_line.wast", ";; RUN: wast --features=mvp %\n(module (func (param v128)))\n"},
    {"simd.wast", "(module (func (param v128)))"},
    {"wide.wast",
     "(module (func (result i64 i64) (i64.add128 (i64.const 1) (i64.const 1) (i64.const 1) (i64.const 1))))"},
    {"types.wast", "(module (type (func)) (type (func (param i32))))"},
    {"order.wast", "(module (module $n) (instance (instantiate $n)) (import \"spectest\" \"print\" (func)))"},
    {"twice.wast", "(module (import \"spectest\" \"print\" (func)) (import \"spectest\" \"print\" (func)) (module))"},
    {"silent", R"(read -r line; echo '{"id": 1, "protocol": 1, "engine": "x"}'; cat >/dev/null)"},
    // Of modules the engine says whether there are two of it, for which it waits a while.
    {"engine", R"(echo x >>started; read -r line; echo '{"id": 1, "protocol": 1, "engine": "x"}'
id=1; while read -r line; do
  id=$((id + 1)); end=done
  case $line in *reset*) ;; *)
    for i in 1 2 3 4 5 6 7 8 9 10; do test $(wc -l <started) -ge 2 || sleep 0.1; done
    test $(wc -l <started) -ge 2 && end=limit || end=trap;;
  esac
  echo '{"id": '$id', "end": "'$end'"}'
done)"},
};

constexpr Elsewhere refused = Elsewhere::refused;
constexpr Elsewhere no_run = Elsewhere::no_run;

const std::multimap<std::string, Effect> effects{
    // selection
    {"--filter", {"--filter :1", "two.wast", "1 passed, 0 failed, 1 skipped"}},
    {"--exclude", {"--exclude :1", "two.wast", "1 passed, 0 failed, 1 skipped"}},
    {"--line", {"--line 1", "two.wast", "1 passed, 0 failed, 1 skipped"}},
    {"--fail-fast", {"--fail-fast", "bad.wast", "1 not run"}},
    {"--shard", {"--shard 1/2", "two.wast bad.wast call.wast simd.wast", "", "6 passed, 1 failed"}},
    // what is told
    {"--report", {"--report tap=o", "two.wast", "TAP version 14"}},
    {"--report", {"--report json=o", "two.wast", "\"format\""}},
    {"--report", {"--report junit=o", "two.wast", "<testsuites"}},
    {"--report", {"--report html=o", "two.wast", "<html"}},
    {"--slowest", {"--slowest 1", "two.wast", "s  two.wast:"}},
    {"--verbose", {"-v", "two.wast", "two.wast:1: module passed"}},
    {"--verbose", {"--verbose", "two.wast", "two.wast:1: module passed"}},
    {"--quiet", {"-q", "bad.wast", "", "assert_return failed"}},
    {"--quiet", {"--quiet", "bad.wast", "", "assert_return failed"}},
    {"--color", {"--color always", "bad.wast", "\x1b["}},
    {"--trace", {"--trace", "wrong.wast", "i32.const 1 → i32:1", "", refused}},
    {"--trace", {"--trace=calls", "wrong.wast", "f returns i32:1", "", refused}},
    {"--coverage", {"--coverage lines", "wrong.wast", "1/1 100.0%", "", refused}},
    {"--coverage-report", {"--coverage-report lcov=o", "wrong.wast", "end_of_record", "", refused}},
    // other tasks
    {"--compare", {"--compare", "r.json r.json", "0 new failures", "", no_run}},
    {"--merge", {"--merge", "r.json", "1 passed, 1 failed", "", no_run}},
    {"--convert", {"--convert wast o", "two.wast", "(module)", "", no_run}},
    {"--json",
     {"--convert json o/ --json wasm-tools", "named.wast; cat o/named.json", "\"name\":\"M\"", "", no_run,
      "--convert json o/"}},
    {"--format", {"--format", "unformatted.wast; cat unformatted.wast", "(module)\n", "", no_run}},
    {"--list-features", {"--list-features", "", "simd", "", no_run}},
    {"--list-limits", {"--list-limits", "", "type_nesting", "", no_run}},
    {"--explain", {"--explain type-mismatch", "two.wast", "type-mismatch: ", "2 passed", no_run}},
    {"--help", {"--help", "two.wast", "Usage: ", "2 passed", no_run}},
    {"--man", {"--man .", "two.wast; cat spec-runner.1", ".TH", "2 passed", no_run}},
    {"--version", {"--version", "two.wast", "spec-runner ", "2 passed", no_run}},
    // expectations
    {"--expected-failures", {"--expected-failures known", "bad.wast", "2 passed, 0 failed"}},
    {"--write-expected", {"--write-expected o", "bad.wast", "bad.wast:1  # assert_return"}},
    {"--bless", {"--bless", "blessed.wast", "1 expectation blessed"}},
    // running
    {"--jobs", {"-j 2", "--engine 'sh engine' two.wast two.wast", "limit", "trap", no_run, "-j 1"}},
    {"--isolate", {"--isolate", "loop.wast two.wast", "the process was ended by SIGXCPU", "", no_run}},
    {"--fuel", {"--timeout 60 --fuel 100", "loop.wast", "out of fuel", "", Elsewhere::same, "--timeout 0.2"}},
    {"--timeout", {"--timeout 0.1", "loop.wast", "interrupted", "", no_run, "--fuel 100"}},
    {"--timeout", {"--engine 'sh silent' --timeout 0.1", "two.wast", "within 0.1 s", "", no_run, "--fuel 100"}},
    {"--allow-output", {"--allow-output", "output.wast", "2 passed, 0 failed"}},
    {"--allow-outside", {"--allow-outside", "below/input.wast", "3 passed, 0 failed"}},
    {"--roundtrip", {"--roundtrip text", "stage.wast -v", "(printed)", "", refused}},
    {"--engine", {"--engine wabt-engine", "linked.wast message.wast", "2 passed, 0 failed", "", no_run}},
    {"--linking",
     {"--engine wabt-engine --linking native", "linked.wast", "0 passed, 1 failed", "", no_run,
      "--engine wabt-engine"}},
    // scripts of other engines
    {"--dialect", {"--dialect wabt", "message.wast", "1 passed, 0 failed"}},
    {"--messages", {"--messages ignore", "message.wast", "1 passed, 0 failed"}},
    {"--stages", {"--stages lenient", "stage.wast", "1 passed, 0 failed"}},
    {"--modules", {"--modules validate", "call.wast", "1 passed, 1 failed"}},
    {"--actions", {"--actions skip", "call.wast", "1 passed, 0 failed, 1 skipped"}},
    {"--name-imports", {"--name-imports", "named.wast", "2 passed, 0 failed"}},
    {"--no-name-imports",
     {"--name-imports --no-name-imports", "named.wast", "1 passed, 1 failed", "", Elsewhere::same, "--name-imports"}},
    {"--plain-operands", {"--plain-operands", "plain.wast", "1 passed, 0 failed"}},
    {"--no-plain-operands",
     {"--plain-operands --no-plain-operands", "plain.wast", "0 passed, 1 failed", "", Elsewhere::same,
      "--plain-operands"}},
    {"--run-lines", {"--run-lines", "run_line.wast", "0 passed, 1 failed"}},
    {"--no-run-lines",
     {"--run-lines --no-run-lines", "run_line.wast", "1 passed, 0 failed", "", Elsewhere::same, "--run-lines"}},
    {"--register", {"--register m=m.wat", "importing.wast", "1 passed, 0 failed"}},
    {"--ignore-script-options", {"--ignore-script-options", "headed.wast", "0 passed, 1 failed"}},
    // the language
    {"--features", {"--features none", "simd.wast", "0 passed, 1 failed"}},
    {"--enable", {"--enable wide-arithmetic", "wide.wast", "1 passed, 0 failed"}},
    {"--disable", {"--disable simd", "simd.wast", "0 passed, 1 failed"}},
    {"--limit", {"--limit types=1", "types.wast", "too many types: more than 1"}},
    {"--compat", {"--compat 2021", "order.wast", "1 passed, 0 failed"}},
    {"--duplicate-imports", {"--duplicate-imports allow", "twice.wast", "1 passed, 0 failed"}},
    {"--import-order", {"--import-order any", "order.wast", "1 passed, 0 failed"}},
};

// These two change nothing that is printed: one chooses how instructions are executed, the other how names are hashed.
const std::set<std::string> unseen{"--no-fusion", "--hash-seed"};

// The language is the engine's own as well.
const std::string our_engine =
    "modlink oracle --batch --enable wide-arithmetic --duplicate-imports allow --import-order any";

class option_effects : public testing::Test {
 protected:
  // In a folder as if nothing had been run before.
  std::string printed(const std::string& options, const Effect& effect) const {
    for (const auto& [name, content] : files) folder_.write(name, content);
    std::filesystem::remove_all(folder_.path("o"));
    for (const char* name : {"started", "spec-runner.1"}) std::filesystem::remove(folder_.path(name));
    return folder_.run("ulimit -c 0; ulimit -S -t 1; spec-runner " + options + " " + effect.rest + "; cat o").output;
  }
  void expect_effect(const Effect& effect, const std::string& more) const {
    const std::string with = printed(effect.given + more, effect);
    const std::string without = printed(effect.otherwise + more, effect);
    const std::string lines = "\n" + effect.given + more + " " + effect.rest + "\n" + with + "---\n" + without;
    if (!effect.with.empty()) {
      EXPECT_THAT(with, HasSubstr(effect.with)) << lines;
      EXPECT_THAT(without, Not(HasSubstr(effect.with))) << lines;
    }
    if (!effect.without.empty()) {
      EXPECT_THAT(with, Not(HasSubstr(effect.without))) << lines;
      EXPECT_THAT(without, HasSubstr(effect.without)) << lines;
    }
  }

  TestFolder folder_;
};

TEST_F(option_effects, each_option_has_one) {
  std::set<std::string> names = unseen;
  for (const auto& [option, effect] : effects) {
    names.insert(option);
    EXPECT_TRUE(effect.with + effect.without != "") << option;
  }
  names.insert("--isolated-script");  // by which `--isolate` has its effect
  EXPECT_THAT(names, UnorderedElementsAreArray(option_names()));
}

TEST_F(option_effects, each_is_seen) {
  folder_.run("printf '(assert_return (invoke \"f\"))(module)' >a.wast; spec-runner a.wast --report json=r.json");
  for (const auto& [option, effect] : effects) expect_effect(effect, "");
}

TEST_F(option_effects, each_is_seen_with_another_engine) {
  for (const auto& [option, effect] : effects) {
    if (effect.elsewhere == Elsewhere::no_run) continue;
    const std::string more = " --engine '" + our_engine + "'";
    if (effect.elsewhere == Elsewhere::same) expect_effect(effect, more);
    if (effect.elsewhere == Elsewhere::refused) {
      EXPECT_THAT(printed(effect.given + more, effect), HasSubstr("other engines (--engine)")) << option;
    }
  }
}

TEST_F(option_effects, a_folder_of_pages_has_to_be_one) {
  folder_.write("file", "");
  const ProgramEnd end = folder_.run("spec-runner --man file");
  EXPECT_EQ(end.output, "--man: file: File exists\nRun with --help for more information.\n");
  EXPECT_EQ(end.status, 2);
}

TEST_F(option_effects, those_that_nobody_sees_are_heeded) {
  const auto fuses = [](std::vector<const char*> words) {
    words.insert(words.begin(), "spec-runner");
    const auto line = parse_command_line(static_cast<int>(words.size()), words.data());
    return std::get<CommandLine>(line).suite.settings.fuses;
  };
  EXPECT_TRUE(fuses({"a.wast"}));
  EXPECT_FALSE(fuses({"--no-fusion", "a.wast"}));
  EXPECT_THAT(folder_.run("spec-runner --hash-seed x a.wast").output, HasSubstr("`x` is no natural number"));
}

}  // namespace
}  // namespace modlink::runner
