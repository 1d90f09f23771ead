// `modlink oracle --shrink` and `--engine`, with commands of all sorts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iterator>
#include <utility>

#include "tools/modlink/test_program.h"

namespace modlink::command {
namespace {

using test::Result;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr char module_text[] = R"((module
  (memory (export "memory") 1)
  (global $g (mut i32) (i32.const 77))
  (func $helper (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
  (func (export "sum") (param $n i32) (result i32) (local $total i32)
    (loop $more
      (local.set $total (i32.add (local.get $total) (call $helper (local.get $n))))
      (i32.store (i32.const 16) (local.get $total))
      (br_if $more (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (i32.rotl (local.get $total) (global.get $g)))
  (func (export "other") (result f64) (f64.sqrt (f64.const 2)))))";

class shrink : public test::ProgramTest {
 protected:
  shrink() {
    write("m.wat", module_text);
    EXPECT_EQ(run("parse m.wat -o m.wasm").status, 0);
  }

  std::string read(const std::string& name) const {
    std::ifstream file(path(name));
    return {std::istreambuf_iterator<char>(file), {}};
  }
  bool is_there(const std::string& name) const { return std::filesystem::exists(path(name)); }
  // In a shell that finds this program as `modlink`.
  Result shrink_by(const std::string& command, const std::string& rest) const {
    return run("oracle --shrink '" + command + "' " + rest);
  }
};

TEST_F(shrink, by_a_command_that_gets_the_file) {
  const Result end = shrink_by("modlink print \"$1\" | grep -q i32.rotl", "m.wasm");
  EXPECT_EQ(end.status, 0) << end.output;
  EXPECT_THAT(end.output, HasSubstr("m.wasm: 178 → 27 bytes, "));
  EXPECT_EQ(run("print m.shrunken.wasm --plain").output, R"((module
  (type (func (result i32)))
  (func (type 0) (result i32)
    unreachable
    i32.rotl))
)");
}

// Texts stay texts, and the name of the file stands behind the command.
TEST_F(shrink, texts) {
  write("test.sh", "case $1 in */m.wat) grep -q f64.sqrt \"$1\";; *) exit 1;; esac\n");
  const Result end = shrink_by("sh test.sh", "m.wat -o small.wat");
  EXPECT_EQ(end.status, 0) << end.output;
  EXPECT_THAT(read("small.wat"), AllOf(HasSubstr("f64.sqrt"), Not(HasSubstr("memory"))));
  EXPECT_EQ(shrink_by("sh test.sh", "m.wat -o small.wasm").status, 0);
  EXPECT_EQ(read("small.wasm").substr(0, 4), std::string("\0asm", 4));
  EXPECT_THAT(shrink_by("sh test.sh", "m.wat -o -").output, AllOf(HasSubstr("f64.sqrt"), HasSubstr(" tries")));
}

TEST_F(shrink, several_files) {
  write("n.wat", "(module (func (nop)) (func (export \"n\") (drop (i32.const 5))))");
  const std::string both = "modlink print \"$1\" | grep -q i32.store && modlink print \"$2\" | grep -q drop";
  const Result end = shrink_by(both, "m.wasm n.wat -o small");
  EXPECT_EQ(end.status, 0) << end.output;
  EXPECT_THAT(end.output, AllOf(HasSubstr("m.wasm: 178 → "), HasSubstr("\nn.wat: ")));
  EXPECT_TRUE(is_there("small/m.wasm"));
  EXPECT_THAT(read("small/n.wat"), AllOf(HasSubstr("drop"), Not(HasSubstr("export"))));
}

TEST_F(shrink, what_is_not_interesting_is_an_error) {
  const Result never = shrink_by("false", "m.wasm");
  EXPECT_EQ(never.status, 1);
  EXPECT_EQ(never.output, "m.wasm: the command does not find it interesting: exit status 1\n");
  EXPECT_FALSE(is_there("m.shrunken.wasm"));
  const Result text = shrink_by("false", "m.wat");
  EXPECT_EQ(
      text.output,
      "m.wat: the command does not find it interesting, neither as it is nor printed anew, as candidates are: exit "
      "status 1\n");
  const Result as_it_is = shrink_by("grep -q \"(local.get 0) (i32.const 3)\"", "m.wat");
  EXPECT_EQ(as_it_is.status, 1);
  EXPECT_EQ(
      as_it_is.output,
      "m.wat: the command finds it interesting as it is, but not printed anew, as candidates are: exit status 1\n");
  const Result absent = shrink_by("no-such-command", "m.wasm");
  EXPECT_EQ(absent.status, 1);
  EXPECT_THAT(absent.output, AllOf(HasSubstr("not found"), HasSubstr("exit status 127")));
  EXPECT_THAT(shrink_by("kill -9 $$ #", "m.wasm").output, HasSubstr("interesting: signal 9 (Killed)"));
  write("bad.wasm", "x");
  EXPECT_EQ(shrink_by("true", "bad.wasm").status, 1);
}

// With all that it has started.
TEST_F(shrink, commands_that_hang_are_ended) {
  const Result end = shrink_by("sleep 98765 & sleep 98765 #", "m.wasm --timeout 0.3");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.output, HasSubstr("interesting: it did not end within 0.3 s"));
  EXPECT_EQ(cli::test::shell("pgrep -fx 'sleep 98765'").output, "");
  write("slow.sh", "cmp -s $1 m.wasm || sleep 1000\n");
  const Result kept = shrink_by("sh slow.sh", "m.wasm --timeout 2 --tries 2");
  EXPECT_EQ(kept.status, 0) << kept.output;
}

TEST_F(shrink, commands_that_change_their_mind) {
  write("test.sh", "n=$(cat n 2>/dev/null || echo 0); echo $((n + 1)) >n; test $n -lt 4\n");
  const Result end = shrink_by("sh test.sh", "m.wasm");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.output, HasSubstr("not each run is the same"));
  EXPECT_EQ(run("validate m.shrunken.wasm").status, 0);
}

TEST_F(shrink, commands_that_write_and_remove_what_they_are_given) {
  const Result end = shrink_by("echo x >$1; rm -r $(dirname $1)", "m.wasm");
  EXPECT_EQ(end.status, 0) << end.output;
  EXPECT_THAT(end.output, HasSubstr(" → 8 bytes"));
  EXPECT_EQ(run("validate m.shrunken.wasm").status, 0);
}

TEST_F(shrink, an_interruption_leaves_the_best_so_far) {
  write("test.sh",
        "n=$(cat n 2>/dev/null || echo 0); echo $((n + 1)) >n\n"
        "test $n -lt 10 || { kill $(cat signal) $(cat id); sleep 9; }\n"
        "modlink print $1 | grep -q i32.rotl\n");
  const std::string folder = path("tmp").string();
  const std::string before = "rm -f n; mkdir -p tmp; TMPDIR='" + folder + R"(' sh -c 'echo $$ >id; exec "$@"' -)";
  for (const auto& [signal, status] : {std::pair("-INT", 130), std::pair("-PIPE", 141)}) {
    write("signal", signal);
    const Result end = run("oracle --shrink 'sh test.sh' m.wasm", before);
    EXPECT_EQ(end.status, status) << end.output;
    EXPECT_THAT(end.output, HasSubstr(", interrupted\n"));
    EXPECT_LT(read("m.shrunken.wasm").size(), read("m.wasm").size());
    EXPECT_TRUE(std::filesystem::is_empty(path("tmp")));
  }
}

// Nobody reads what it has to say at the end.
TEST_F(shrink, a_closed_pipe_leaves_nothing_behind) {
  const std::string before = "mkdir tmp; TMPDIR='" + path("tmp").string() + "'";
  run("oracle --shrink 'true' m.wat -o - 2>&1 | true", before);
  EXPECT_TRUE(std::filesystem::is_empty(path("tmp")));
}

TEST_F(shrink, folders_for_candidates) {
  EXPECT_EQ(run("oracle --shrink true m.wasm", "TMPDIR=").status, 0);
  const Result end = run("oracle --shrink true m.wasm", "TMPDIR=/nonexist");
  EXPECT_EQ(end.status, 2);
  EXPECT_EQ(end.output, "TMPDIR: /nonexist: No such file or directory\n");
  EXPECT_EQ(run("oracle --shrink true m.wasm", "TMPDIR=m.wat").output, "TMPDIR: m.wat: Not a directory\n");
}

TEST_F(shrink, what_has_no_place_needs_an_output) {
  const Result end = shrink_by("true", "/dev/null");
  EXPECT_EQ(end.status, 2);
  EXPECT_EQ(end.output, "--output is required with /dev/null, which is a device\n");
  EXPECT_FALSE(std::filesystem::exists("/dev/null.shrunken"));
}

TEST_F(shrink, tries_are_bounded) {
  const Result end = shrink_by("test $(wc -c <$1) -eq 178 #", "m.wasm --tries 3");
  EXPECT_THAT(end.output, HasSubstr("m.wasm: 178 → 178 bytes, 3 tries, and no more were allowed\n"));
  EXPECT_EQ(read("m.shrunken.wasm"), read("m.wasm"));
}

TEST_F(shrink, input_is_not_overwritten) {
  EXPECT_EQ(shrink_by("true", "m.wasm -o m.wasm").status, 2);
  EXPECT_EQ(shrink_by("true", "m.wasm -o ./m.wasm").status, 2);
  EXPECT_EQ(shrink_by("true", "- < m.wasm").status, 2);
  EXPECT_EQ(run("validate m.wasm").status, 0);
}

TEST_F(shrink, options_that_mean_nothing_are_refused) {
  for (const char* line :
       {"--batch -o x", "--batch --tries 1", "--batch --timeout 1", "--batch --fuel 1", "--batch m.wasm",
        "--shrink true", "--shrink true m.wasm --fuel 1", "--shrink true m.wasm --jobs 2",
        "--shrink true --engine x m.wasm", "--engine x --batch", "m.wasm"}) {
    EXPECT_NE(run(std::string("oracle ") + line, "</dev/null").status, 0) << line;
  }
}

// A fault in an engine, found again in few instructions of one of the modules of a graph.
TEST_F(shrink, by_an_engine_with_a_fault) {
  write("engine.sh", "modlink oracle --batch | sed -u 's/\"value\":\"255\"/\"value\":\"254\"/'\n");
  write("graph.wat", R"((module
    (module $A (memory 1)
      (func (export "low") (param i32) (result i32) (local i32)
        (i32.store (i32.const 8) (local.get 0))
        (loop $more (br_if $more (i32.lt_u (local.tee 1 (i32.add (local.get 1) (i32.const 1))) (i32.const 9))))
        (i32.and (i32.load (i32.const 8)) (i32.const 255))))
    (module $B
      (import "a" (instance $a (export "low" (func (param i32) (result i32)))))
      (func (export "f") (param i32) (result i32) (call (func $a "low") (local.get 0))))
    (instance $a (instantiate $A))
    (instance $b (instantiate $B (import "a" (instance $a))))
    (export "b" (instance $b))))");
  const Result end = run("oracle --engine 'sh engine.sh' graph.wat -o small.wat");
  EXPECT_EQ(end.status, 0) << end.output;
  EXPECT_THAT(end.output, AllOf(HasSubstr("they differ at low()\n"), HasSubstr("\"value\":\"254\"")));
  EXPECT_EQ(read("small.wat"), R"((module
  (type (func (result i32)))
  (export "low" (func 0))
  (func (type 0) (result i32)
    i32.const 255))
)");
}

// An engine that knows no linking is asked about what the module is when it is flat, with so much fuel.
TEST_F(shrink, by_an_engine_without_linking) {
  write("engine.sh", "modlink oracle --batch | sed -u 's/,\"linking\":true//; s/\"value\":\"9\"/\"value\":\"8\"/'\n");
  write("graph.wat", R"((module
    (module $A (func (export "nine") (result i32) (i32.const 9)) (func (export "nothing")))
    (instance $a (instantiate $A)) (export "nine" (func $a "nine"))
    (func (export "endless") (loop (br 0)))))");
  const Result end = run("oracle --engine 'sh engine.sh' graph.wat -o small.wat");
  EXPECT_EQ(end.status, 0) << end.output;
  EXPECT_THAT(read("small.wat"), AllOf(HasSubstr("i32.const 9"), Not(HasSubstr("nothing"))));
  const Result starved = run("oracle --engine 'sh engine.sh' graph.wat -o small.wat --fuel 0");
  EXPECT_EQ(starved.output, "graph.wat: the engine and modlink do not differ\n");
}

// Earlier files are what later ones import.
TEST_F(shrink, by_an_engine_on_files_that_import_each_other) {
  write("engine.sh", "modlink oracle --batch | sed -u 's/\"value\":\"9\"/\"value\":\"8\"/'\n");
  write("lib.wat", "(module (func $f (result i32) (i32.const 9)) (export \"f\" (func $f)) (memory 1))");
  write("user.wat", R"((module (import "lib" "f" (func $f (result i32))) (memory 1)
    (func (export "g") (param i32) (result i32) (i32.mul (call $f) (local.get 0)))))");
  const Result end = run("oracle --engine 'sh engine.sh' lib.wat user.wat -o small");
  EXPECT_EQ(end.status, 0) << end.output;
  EXPECT_THAT(end.output, HasSubstr("they differ at "));
  EXPECT_EQ(run("validate small/lib.wat").status, 0);
}

// What an engine that crashes was asked last.
TEST_F(shrink, by_an_engine_that_crashes) {
  write("engine.sh", R"(while read -r line; do
  id=${line#*\"id\":}; id=${id%%[,\}]*}
  case $line in
    *\"hello\"*) echo "{\"id\":$id,\"protocol\":1,\"engine\":\"fake\",\"linking\":true}";;
    *\"invoke\"*) kill -9 $$;;
    *\"instantiate\"*) echo "{\"id\":$id,\"end\":\"instantiated\"}";;
    *\"module\"*) echo "{\"id\":$id,\"end\":\"valid\"}";;
    *) echo "{\"id\":$id,\"end\":\"done\",\"results\":[]}";;
  esac
done
)");
  const Result end = run("oracle --engine 'exec sh engine.sh' m.wasm -o small.wat");
  EXPECT_EQ(end.status, 0) << end.output;
  EXPECT_THAT(end.output, AllOf(HasSubstr("they differ at "), HasSubstr("signal 9")));
  EXPECT_THAT(read("small.wat"), AllOf(HasSubstr("(export"), Not(HasSubstr("local.get")), Not(HasSubstr("memory"))));
}

// An engine that does what commands of the shell say at calls of the first module that it is given, at those of others,
// and at each reset.
std::string fake_engine(const std::string& first, const std::string& others, const std::string& reset) {
  return R"sh(while read -r line; do
  id=${line#*\"id\":}; id=${id%%[,\}]*}
  case $line in
    *\"hello\"*) echo "{\"id\":$id,\"protocol\":1,\"engine\":\"fake\",\"linking\":true}";;
    *\"invoke\"*) if [ "$bytes" = "$(cat first)" ]; then )sh" +
         first + "; else " + others + R"sh(; fi;;
    *\"instantiate\"*) echo "{\"id\":$id,\"end\":\"instantiated\"}";;
    *\"module\"*) bytes=${line%%\",*}; [ -e first ] || echo "$bytes" >first
      echo "{\"id\":$id,\"end\":\"valid\"}";;
    *) )sh" +
         reset + R"sh(; echo "{\"id\":$id,\"end\":\"done\",\"results\":[]}";;
  esac
done
)sh";
}

constexpr char two_exports[] = R"((module (func (export "a") (nop)) (func (export "b") (param i32) (nop))))";
constexpr char trap[] = R"(echo "{\"id\":$id,\"end\":\"trap\"}")";

// What crashes does not become what takes long.
TEST_F(shrink, an_engine_stays_lost_in_the_same_way) {
  write("engine.sh", fake_engine("kill -9 $$", "sleep 100", "true"));
  write("two.wat", two_exports);
  const Result end = run("oracle --engine 'exec sh engine.sh' two.wat -o small.wat --timeout 1 --tries 2");
  EXPECT_EQ(end.status, 0) << end.output;
  EXPECT_THAT(end.output, AllOf(HasSubstr("two.wat: 45 → 45 bytes"), HasSubstr("signal 9")));
}

// A candidate of which calls are left out until its time is over, between two of them, is of no interest.
TEST_F(shrink, an_engine_that_has_no_time_for_all_calls) {
  write("engine.sh", fake_engine(trap, R"(echo "{\"id\":$id,\"end\":\"unsupported\"}")", "sleep 0.6"));
  write("two.wat", two_exports);
  const Result end = run("oracle --engine 'exec sh engine.sh' two.wat -o small.wat --timeout 1 --tries 2");
  EXPECT_EQ(end.status, 0) << end.output;
  EXPECT_THAT(end.output, AllOf(HasSubstr("two.wat: 45 → 45 bytes"), HasSubstr("they differ at a()")));
}

TEST_F(shrink, an_engine_that_ends_between_two_candidates_is_started_again) {
  write("engine.sh", fake_engine(trap, trap, "exit 3"));
  write("two.wat", two_exports);
  const Result end = run("oracle --engine 'exec sh engine.sh' two.wat -o small.wat");
  EXPECT_EQ(end.status, 0) << end.output;
  EXPECT_THAT(end.output, AllOf(HasSubstr("two.wat: 45 → 31 bytes"), HasSubstr("they differ at a()")));
}

TEST_F(shrink, engines_that_are_right_or_not_there) {
  const Result right = run("oracle --engine 'modlink oracle --batch' m.wasm");
  EXPECT_EQ(right.status, 1);
  EXPECT_EQ(right.output, "m.wasm: the engine and modlink do not differ\n");
  EXPECT_EQ(run("oracle --engine no-such-engine m.wasm").status, 2);
}

}  // namespace
}  // namespace modlink::command
