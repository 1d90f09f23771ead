// `modlink run`: what imports are given, and what can be invoked.
#include <gmock/gmock.h>

#include "tools/modlink/test_program.h"

namespace modlink::command {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class run_linking : public test::ProgramTest {
 protected:
  void make_directory(const std::string& name) const { std::filesystem::create_directories(path(name)); }
};

// Instances whose names have separators in them.
constexpr const char* nested = R"((module
  (module $M (func (export "main") (result i32) (i32.const 1)) (func (export "b.main")) (global (export "g") i32 (i32.const 0)))
  (module $N (func (export "main") (param i32) (result i32) (i32.const 2)))
  (module $O
    (module $M (func (export "main") (result i32) (i32.const 4)))
    (instance (export "in") (instantiate $M)))
  (instance $M1 (export "a") (instantiate $M))
  (instance $N1 (export "a.b") (instantiate $N))
  (instance $O1 (export "wasi:io/deep") (instantiate $O))
  (export "z.main" (func $z)) (func $z (result i32) (i32.const 3))
  (instance $Z (export "z") (instantiate $M))
  (func (export "a b"))
  (memory (export "memory") 1)))";

TEST_F(run_linking, invoke_reaches_exports_of_exported_instances) {
  write("a.wat", nested);
  EXPECT_EQ(run("run a.wat --invoke a.main").output, "a.main() => i32:1\n");
  EXPECT_EQ(run("run a.wat --invoke a/main").output, "a/main() => i32:1\n");
  EXPECT_EQ(run("run a.wat --invoke wasi:io/deep/in/main").output, "wasi:io/deep/in/main() => i32:4\n");
  EXPECT_EQ(run("run a.wat --invoke wasi:io/deep.in.main").output, "wasi:io/deep.in.main() => i32:4\n");
  EXPECT_EQ(run("run a.wat --invoke a/b.main").output, "a/b.main() =>\n");
}

TEST_F(run_linking, a_whole_name_comes_before_a_path_and_the_longest_instance_first) {
  write("a.wat", nested);
  EXPECT_EQ(run("run a.wat --invoke z.main").output, "z.main() => i32:3\n");
  EXPECT_EQ(run("run a.wat --invoke z/main").output, "z/main() => i32:1\n");
  EXPECT_EQ(run("run a.wat --invoke a.b.main 5").output, "a.b.main(i32:5) => i32:2\n");
}

TEST_F(run_linking, invoke_says_which_path_may_be_meant) {
  write("a.wat", nested);
  const test::Result result = run("run a.wat --invoke wasi:io/deep/in/mian");
  EXPECT_EQ(result.status, 2);
  EXPECT_EQ(result.output,
            "--invoke: no function \"wasi:io/deep/in/mian\" is exported, but \"a/main\", \"a/b.main\", "
            "\"a.b/main\", \"wasi:io/deep/in/main\", \"z.main\", \"z/main\", "
            "\"z/b.main\", \"a b\"; did you mean \"wasi:io/deep/in/main\"?\nRun with --help for more "
            "information.\n");
  EXPECT_EQ(run("run a.wat --invoke a.g").status, 2);
  EXPECT_EQ(run("run a.wat --invoke memory.main").status, 2);
  EXPECT_EQ(run("run a.wat --invoke .").status, 2);
}

TEST_F(run_linking, list_shows_what_can_be_invoked) {
  std::string trapping = nested;
  trapping.insert(trapping.rfind(')'), "(func $trap unreachable) (start $trap)");
  write("a.wat", trapping);
  const test::Result result = run("run a.wat --list");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.output,
            "a/main (func (result i32))\n"
            "a/b.main (func)\n"
            "a.b/main (func (param i32) (result i32))\n"
            "wasi:io/deep/in/main (func (result i32))\n"
            "z.main (func (result i32))\n"
            "z/main (func (result i32))\n"
            "z/b.main (func)\n"
            "\"a b\" (func)\n");
  write("b.wat", "(module)");
  EXPECT_EQ(run("run b.wat --list").output, "");
}

TEST_F(run_linking, list_calls_nothing) {
  write("a.wat", nested);
  EXPECT_THAT(run("run a.wat --list 1").output, StartsWith("--list: nothing is called, so there are no arguments\n"));
  const test::Result both = run("run a.wat --list --invoke z.main");
  EXPECT_EQ(both.status, 2);
  EXPECT_THAT(both.output, StartsWith("--invoke excludes --list\n"));
}

// 2^40 paths.
TEST_F(run_linking, list_has_an_end) {
  std::string outer = "(type $t0 (instance (export \"f\" (func))))";
  for (int i = 1; i <= 40; ++i) {
    const std::string n = std::to_string(i), before = std::to_string(i - 1);
    outer += "(type $t" + n + " (instance (export \"a\" (instance (type outer $P $t" + before +
             "))) (export \"b\" (instance (type outer $P $t" + before + ")))))\n";
  }
  write("a.wat", "(module $P " + outer + R"((import "x" (instance $x (type $t40))) (export "x" (instance $x))))");
  const test::Result result = run("run a.wat --list", "timeout 60");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.output, HasSubstr("too many copied bytes"));
}

// All sorts of exports, in an instance too, and who counts calls.
constexpr const char* library = R"((module $L
  (global $calls (mut i32) (i32.const 0))
  (func $f (export "f") (result i32) (global.set $calls (i32.add (global.get $calls) (i32.const 1))) (global.get $calls))
  (global (export "g") i32 (i32.const 7))
  (module $M (export "M") (func (export "f") (result i32) (i32.const 5)))
  (instance (export "in") (instantiate $M))))";

TEST_F(run_linking, imports_are_exports_of_files) {
  write("lib.wat", library);
  write("a.wat", R"((module
    (import "x" (func $x (result i32))) (import "y" (global $y i32)) (import "z" "f" (func $z (result i32)))
    (import "w" (func $w (result i32)))
    (import "m" (module $M (export "f" (func (result i32))))) (instance $m (instantiate $M))
    (func (export "f") (result i32 i32 i32 i32 i32)
      (call $x) (global.get $y) (call $z) (call (func $m "f")) (call $w))))");
  const std::string imports =
      " --import y=lib.wat:g --import z=lib.wat:in --import m=lib.wat:M --import w=lib.wat:in/f";
  EXPECT_EQ(run("run a.wat --invoke f --import x=lib.wat:f" + imports).output,
            "f() => i32:1, i32:7, i32:5, i32:5, i32:5\n");
  EXPECT_THAT(run("run a.wat --invoke f" + imports).output,
              StartsWith("a.wat:2:5: unlinkable: unknown import \"x\" (the host has wasi_file, "
                         "wasi_snapshot_preview1 and wasi_unstable; --instance names a file, --import what a file "
                         "exports) [unknown-import]\n"));
  const test::Result mismatch = run("run a.wat --invoke f --import x=lib.wat:g" + imports);
  EXPECT_EQ(mismatch.status, 1);
  EXPECT_THAT(mismatch.output, StartsWith("a.wat:2:5: unlinkable: incompatible import type"));
}

// Each call changes what the next one returns.
TEST_F(run_linking, imports_from_one_file_are_of_one_instance) {
  write("lib.wat", library);
  write("a.wat", R"((module (import "x" (func $x (result i32))) (import "y" (func $y (result i32)))
    (import "lib" "f" (func $z (result i32)))
    (func (export "f") (result i32 i32 i32) (call $x) (call $y) (call $z))))");
  const std::string imports = " --invoke f --import x=lib.wat:f --import y=lib.wat:f";
  EXPECT_EQ(run("run a.wat" + imports).output, "f() => i32:1, i32:2, i32:3\n");
  EXPECT_EQ(run("run a.wat --instance lib=lib.wat" + imports).output, "f() => i32:1, i32:2, i32:3\n");
  EXPECT_EQ(run("run a.wat --instance none=lib.wat --instance lib=lib.wat" + imports).output,
            "f() => i32:1, i32:2, i32:1\n");
}

TEST_F(run_linking, imports_and_instances_are_put_in_order) {
  write("lib.wat", library);
  write("b.wat", R"((module (import "x" (func $x (result i32))) (export "g" (func $x))))");
  write("c.wat", R"((module (import "b" "g" (func $g (result i32))) (export "h" (func $g))))");
  write("a.wat", R"((module (import "y" (func $y (result i32))) (export "f" (func $y))))");
  EXPECT_EQ(run("run a.wat --invoke f --import y=c.wat:h --instance b=b.wat --import x=lib.wat:f").output,
            "f() => i32:1\n");
  const test::Result circle = run("run a.wat --import y=c.wat:h --instance b=b.wat --import x=c.wat:h");
  EXPECT_EQ(circle.status, 1);
  EXPECT_THAT(circle.output, StartsWith("c.wat:1:9: unlinkable: instances in a circle: \"b\" imports \"c.wat\" "
                                        "imports \"b\"\n"));
}

TEST_F(run_linking, imports_that_cannot_be_given) {
  write("lib.wat", library);
  write("a.wat", R"((module (import "x" (func $x (result i32))) (export "f" (func $x))))");
  const auto refuses = [this](const std::string& options, const std::string& message) {
    const test::Result result = run("run a.wat " + options);
    EXPECT_EQ(result.status, 2) << options;
    EXPECT_THAT(result.output, StartsWith(message)) << options;
  };
  for (const char* text : {"x", "x=lib.wat", "x=:f", "lib.wat:f"})
    refuses(std::string("--import ") + text, "--import: expected NAME=FILE:EXPORT\n");
  refuses("--import x=none.wat:f", "none.wat: No such file or directory\n");
  refuses("--import x=lib.wat:in/k",
          "--import: \"x\" is to be \"in/k\" of lib.wat, which does not export that, but \"f\", \"g\", \"M\", "
          "\"in\", \"in/f\"; did you mean \"in/f\"?\n");
  refuses("--import x=lib.wat:f --import x=lib.wat:in/f", "--import: \"x\" is both lib.wat:f and lib.wat:in/f\n");
  refuses("--instance x=lib.wat --import x=lib.wat:f", "--import: \"x\" is both lib.wat and lib.wat:f\n");
  EXPECT_EQ(run("run a.wat --import x=lib.wat:f --import y=lib.wat:f --invoke f").output,
            "a.wat: warning: --import \"y\": no import has this name\nf() => i32:1\n");
}

// Of one level and of two; found as modules are.
TEST_F(run_linking, imports_of_instances_are_those_of_files) {
  make_directory("lib");
  write("libc.wat", library);
  write("lib/libc.wat", R"((module (func (export "f") (result i32) (i32.const 9))))");
  write("a.wat", R"((module (import "./libc.wat" (instance $l (export "f" (func (result i32)))))
    (import "libc" "f" (func $g (result i32)))
    (func (export "f") (result i32 i32) (call (func $l "f")) (call $g))))");
  EXPECT_EQ(run("run a.wat --invoke f").output, "f() => i32:1, i32:2\n");
  EXPECT_EQ(run("run a.wat --invoke f --module libc=lib/libc.wat").output, "f() => i32:1, i32:9\n");
  EXPECT_EQ(run("run a.wat --invoke f --instance libc=lib/libc.wat").output, "f() => i32:1, i32:9\n");
  write("b.wat", R"((module (import "libc.wat" "f" (func $g (result i32))) (export "f" (func $g))))");
  std::filesystem::rename(path("libc.wat"), path("other.wat"));
  EXPECT_THAT(run("run b.wat --invoke f").output, StartsWith("b.wat:1:9: unlinkable: unknown import \"libc.wat\""));
  EXPECT_EQ(run("run b.wat --invoke f --path lib").output, "f() => i32:9\n");
}

TEST_F(run_linking, imports_of_instances_mean_files_beside_their_importer) {
  make_directory("lib");
  write("libc.wat", library);
  write("lib/libc.wat", R"((module (func (export "f") (result i32) (i32.const 9))))");
  write("lib/b.wat", R"((module (import "libc" "f" (func $f (result i32))) (export "g" (func $f))))");
  write("a.wat", R"((module (import "libc" "f" (func $f (result i32))) (import "lib/b" "g" (func $g (result i32)))
    (func (export "f") (result i32 i32) (call $f) (call $g))))");
  EXPECT_EQ(run("run a.wat --invoke f").output, "f() => i32:1, i32:9\n");
}

TEST_F(run_linking, files_do_not_take_the_place_of_the_host_or_of_options) {
  write("exit.wat", R"((module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32))) (memory 1)
    (func (export "_start") (call $exit (i32.const 3)))))");
  write("wasi_snapshot_preview1.wat", "no module");
  EXPECT_EQ(run("run exit.wat").status, 3);
  write("x.wat", "no module");
  write("lib.wat", library);
  write("a.wat", R"((module (import "x" "f" (func $x (result i32))) (export "f" (func $x))))");
  EXPECT_EQ(run("run a.wat --invoke f --import x=lib.wat:in").output, "f() => i32:5\n");
  const test::Result bad = run("run a.wat --invoke f");
  EXPECT_EQ(bad.status, 1);
  EXPECT_THAT(bad.output, StartsWith("a.wat:1:9: instance import \"x\": x.wat is no module that can be used\n"));
}

TEST_F(run_linking, files_whose_instances_cannot_be_imported) {
  make_directory("main");
  write("up.wat", library);
  write("main/a.wat", R"((module (import "../up" "f" (func $f (result i32))) (export "f" (func $f))))");
  const test::Result outside = run("run main/a.wat --invoke f");
  EXPECT_EQ(outside.status, 1);
  EXPECT_THAT(outside.output,
              HasSubstr("; there is a file, which needs --allow-outside, or a --path that has it) [unknown-import]\n"));
  EXPECT_EQ(run("run main/a.wat --invoke f --allow-outside").output, "f() => i32:1\n");
  write("b.wat", R"((module (import "c" (instance)) (import "b" "f" (func))))");
  EXPECT_THAT(run("run b.wat").output, HasSubstr("unknown import \"c\""));
  write("c.wat", R"((module (import "b" (instance))))");
  EXPECT_THAT(run("run b.wat").output, StartsWith("c.wat:1:9: unlinkable: instances in a circle: b.wat imports \"c\" "
                                                  "imports b.wat\n"));
}

}  // namespace
}  // namespace modlink::command
