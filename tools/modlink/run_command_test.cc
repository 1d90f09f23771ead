// `modlink run`, as a user runs it.
#include <gmock/gmock.h>

#include <sstream>

#include "tools/modlink/test_program.h"

namespace modlink::command {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class run_command : public test::ProgramTest {
 protected:
  std::string read(const std::string& name) const {
    std::ostringstream content;
    content << std::ifstream(path(name)).rdbuf();
    return content.str();
  }
  void make_directory(const std::string& name) const { std::filesystem::create_directories(path(name)); }
};

// The worked example, beside its data.
class worked_example : public run_command {
 protected:
  worked_example() {
    make_directory("data");
    for (const char* name : {"parent.wat", "virtualize.wat", "child.wat"}) {
      std::filesystem::copy_file(std::filesystem::path(MODLINK_SOURCE_DIR "/examples/link-time-virtualization") / name,
                                 path(name));
    }
  }
};

constexpr const char* compressed =
    "\x08"
    "C"
    "\x08"
    "G"
    "\x08"
    "A"
    "\x10"
    "G";
constexpr const char* plain = "CCCCCCCCGGGGGGGGAAAAAAAAGGGGGGGGGGGGGGGG";

TEST_F(worked_example, leaves_a_compressed_file) {
  const test::Result result = run("run parent.wat --dir data --invoke work");
  EXPECT_EQ(result.output, "work() => i32:1128481603\n");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(read("data/file1"), compressed);
}

TEST_F(worked_example, the_child_alone_does_not_compress) {
  EXPECT_EQ(run("run child.wat --dir data --invoke play").output, "play() =>\n");
  EXPECT_EQ(read("data/file1"), plain);
}

TEST_F(worked_example, an_instance_from_the_command_line_takes_the_parents_part) {
  EXPECT_EQ(run("run child.wat --instance wasi_file=virtualize.wat --dir data --invoke play").output, "play() =>\n");
  EXPECT_EQ(read("data/file1"), compressed);
}

TEST_F(worked_example, modules_are_found_by_path_and_by_name) {
  make_directory("other");
  std::filesystem::rename(path("virtualize.wat"), path("other/virtualize.wat"));
  const test::Result missing = run("run parent.wat --dir data --invoke work");
  EXPECT_EQ(missing.status, 1);
  EXPECT_THAT(missing.output, HasSubstr("module import \"virtualize\": no such file; searched:"));
  EXPECT_EQ(run("run parent.wat --path other --dir data --invoke work").status, 0);
  EXPECT_EQ(run("run parent.wat --module virtualize=other/virtualize.wat --dir data --invoke work").status, 0);
  EXPECT_EQ(read("data/file1"), std::string(compressed) + compressed);
}

TEST_F(worked_example, runs_as_its_bundle_does) {
  EXPECT_EQ(run("bundle parent.wat -o bundled.wasm").status, 0);
  EXPECT_EQ(run("run bundled.wasm --dir data --invoke work").output, "work() => i32:1128481603\n");
  EXPECT_EQ(read("data/file1"), compressed);
}

TEST_F(worked_example, without_a_directory) {
  const test::Result result = run("run parent.wat --invoke work");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.output, "work() => error: host trap: wasi_file: no directory: --dir gives one\n");
}

TEST_F(run_command, invoke_prints_as_wabt_does) {
  write("a.wat", R"((module
    (func (export "sum") (param i32 i64) (result i64 i32)
      (i64.add (i64.extend_i32_s (local.get 0)) (local.get 1)) (local.get 0))
    (func (export "none"))
    (func (export "fail") unreachable)))");
  EXPECT_EQ(run("run a.wat --invoke sum -1 0x10").output, "sum(i32:4294967295, i64:16) => i64:15, i32:4294967295\n");
  EXPECT_EQ(run("run --invoke sum a.wat -- -1 -1").output,
            "sum(i32:4294967295, i64:18446744073709551615) => i64:18446744073709551614, i32:4294967295\n");
  EXPECT_EQ(run("run a.wat --invoke none").output, "none() =>\n");
  const test::Result fail = run("run a.wat --invoke fail");
  EXPECT_EQ(fail.output, "fail() => error: unreachable\n");
  EXPECT_EQ(fail.status, 1);
}

// Nothing is run when the command line is wrong.
TEST_F(run_command, wrong_usage) {
  write("a.wat", R"((module (func $start unreachable) (start $start) (func (export "f") (param i32))))");
  const test::Result argument = run("run a.wat --invoke f x");
  EXPECT_EQ(argument.status, 2);
  EXPECT_THAT(argument.output, HasSubstr("argument 1: `x` is no i32"));
  EXPECT_THAT(run("run a.wat --invoke f").output, HasSubstr("1 arguments expected, 0 given: (func (param i32))"));
  EXPECT_THAT(run("run a.wat --invoke g").output, HasSubstr("no function `g` is exported, but f"));
  EXPECT_THAT(run("run a.wat x").output, HasSubstr("takes no arguments"));
  EXPECT_EQ(run("run").status, 2);
  EXPECT_EQ(run("run none.wat").status, 2);
  EXPECT_EQ(run("run a.wat --dir none").status, 2);
  EXPECT_EQ(run("run a.wat --env A").status, 2);
  EXPECT_EQ(run("run a.wat --instance x").status, 2);
  EXPECT_THAT(run("run --help").output, HasSubstr("modlink run parent.wat --dir data --invoke work"));
}

// Prints its second argument, and ends with 5.
constexpr const char* echo = R"((module
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1)
  (func (export "_start")
    (drop (call $args_get (i32.const 0) (i32.const 100)))
    (i32.store (i32.const 16) (i32.load (i32.const 4)))
    (i32.store (i32.const 20) (i32.const 3))
    (drop (call $fd_write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 24)))
    (call $proc_exit (i32.const 5))
    unreachable)))";

TEST_F(run_command, programs_have_arguments_and_an_exit_status) {
  write("echo.wat", echo);
  for (const char* arguments : {"echo.wat one", "echo.wat -- one", "- one < echo.wat"}) {
    const test::Result result = run(std::string("run ") + arguments);
    EXPECT_EQ(result.output, "one");
    EXPECT_EQ(result.status, 5);
  }
  EXPECT_EQ(run("run echo.wat -- --x").output, "--x");
}

std::string exiting(const std::string& code, const std::string& name = "_start") {
  return R"((module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32))) (memory 1)
    (func (export ")" +
         name + R"(") (call $exit (i32.const )" + code + "))))";
}

TEST_F(run_command, an_exit_code_that_is_not_0_is_no_success) {
  for (const auto& [code, status] : {std::pair{"0", 0}, {"255", 255}, {"256", 1}, {"-1", 255}, {"257", 1}}) {
    write("a.wat", exiting(code));
    EXPECT_EQ(run("run a.wat").status, status) << code;
  }
  write("a.wat", exiting("3", "f"));
  EXPECT_EQ(run("run a.wat --invoke f").status, 3);
}

TEST_F(run_command, libraries_are_initialized) {
  write("a.wat", R"((module (global $g (mut i32) (i32.const 0))
    (func (export "_initialize") (global.set $g (i32.const 7)))
    (func (export "get") (result i32) (global.get $g))))");
  write("b.wat", R"((module (import "a" "get" (func $get (result i32))) (export "get" (func $get))))");
  EXPECT_EQ(run("run a.wat --invoke get").output, "get() => i32:7\n");
  EXPECT_EQ(run("run b.wat --instance a=a.wat --invoke get").output, "get() => i32:7\n");
}

TEST_F(run_command, instances_import_those_before_them) {
  write("a.wat", R"((module (func (export "f") (result i32) (i32.const 1))))");
  write("b.wat", R"((module (import "a" "f" (func $f (result i32))) (export "g" (func $f))))");
  write("c.wat", R"((module (import "b" (instance $b (export "g" (func (result i32)))))
    (func (export "h") (result i32) (call (func $b "g")))))");
  EXPECT_EQ(run("run c.wat --instance a=a.wat --instance b=b.wat --invoke h").output, "h() => i32:1\n");
  const test::Result result = run("run c.wat --instance b=b.wat --instance a=a.wat --invoke h");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.output, StartsWith("b.wat:1:9: unlinkable: unknown import \"a\" \"f\""));
}

TEST_F(run_command, a_module_brings_the_modules_that_it_imports) {
  make_directory("lib");
  write("lib/deep.wat", R"((module (func (export "f") (result i32) (i32.const 8))))");
  write("lib/middle.wat", R"((module (import "deep" (module $D (export "f" (func (result i32)))))
    (instance $d (instantiate $D)) (export "f" (func $d "f"))))");
  write("root.wat", R"((module (import "lib/middle" (module $M (export "f" (func (result i32)))))
    (instance $m (instantiate $M)) (export "f" (func $m "f"))))");
  EXPECT_EQ(run("run root.wat --invoke f").output, "f() => i32:8\n");
}

TEST_F(run_command, what_cannot_be_linked) {
  write("a.wat", R"((module (import "x" (func))))");
  EXPECT_THAT(run("run a.wat").output, StartsWith("a.wat:1:9: unlinkable: unknown import \"x\" (the host has"));
  write("a.wat", R"((module (import "wasi_file" (instance (export "read" (func))))))");
  const test::Result result = run("run a.wat");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.output, StartsWith("a.wat:1:9: unlinkable: incompatible import type"));
}

TEST_F(run_command, traps_of_programs_are_errors) {
  write("a.wat", R"((module (func (export "_start") unreachable)))");
  EXPECT_EQ(run("run a.wat").output, "a.wat: error: unreachable\n");
  EXPECT_EQ(run("run a.wat").status, 1);
  write("a.wat", R"((module (func $f unreachable) (start $f)))");
  EXPECT_THAT(run("run a.wat").output, StartsWith("a.wat: error: while instantiating: unreachable"));
  write("a.wat", R"((module (memory 2)))");
  EXPECT_THAT(run("run a.wat --limit memory_bytes=65536").output,
              StartsWith("a.wat: error: while instantiating: limit: memory of 2 pages"));
}

// Two instances with memories of their own, in one program: each write comes from its caller's memory.
TEST_F(run_command, each_instance_writes_from_its_own_memory) {
  write("a.wat", R"((module $P
    (type $Wasi (instance (export "fd_write" (func (param i32 i32 i32 i32) (result i32)))))
    (import "wasi_snapshot_preview1" (instance $wasi (type $Wasi)))
    (module $A (import "w" (instance $w (type outer $P $Wasi)))
      (memory 1) (data (i32.const 0) "\10\00\00\00\01\00\00\00") (data (i32.const 16) "A")
      (func (export "f") (drop (call (func $w "fd_write") (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
    (module $B (import "w" (instance $w (type outer $P $Wasi)))
      (memory 1) (data (i32.const 0) "\10\00\00\00\01\00\00\00") (data (i32.const 16) "B")
      (func (export "f") (drop (call (func $w "fd_write") (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
    (instance $a (instantiate $A (import "w" (instance $wasi))))
    (instance $b (instantiate $B (import "w" (instance $wasi))))
    (func (export "_start") (call (func $a "f")) (call (func $b "f")) (call (func $a "f")))))");
  EXPECT_EQ(run("run a.wat").output, "ABA");
}

}  // namespace
}  // namespace modlink::command
