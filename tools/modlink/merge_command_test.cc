// `modlink merge`, from the command line.
#include <gmock/gmock.h>

#include "tools/modlink/test_program.h"

namespace modlink::command {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class merge_command : public test::ProgramTest {
 protected:
  merge_command() {
    write("main.wat", R"((module (import "lib" "twice" (func $twice (param i32) (result i32)))
      (import "env" "log" (func $log (param i32)))
      (func (export "run") (result i32) (call $twice (i32.const 21)))
      (func (export "talk") (call $log (i32.const 1)))))");
    write("lib.wat", R"((module (func $twice (export "twice") (param i32) (result i32)
      (i32.add (local.get 0) (local.get 0))) (func (export "run"))))");
  }
};

TEST_F(merge_command, makes_one_core_module_and_lists_what_it_imports) {
  EXPECT_EQ(run("merge main=main.wat lib=lib.wat --hide lib.run -o app.wasm").output,
            "app.wasm: still imports:\n  func \"env\" \"log\"\n");
  EXPECT_EQ(run("validate --disable module-linking app.wasm").status, 0);
  EXPECT_EQ(run("merge main=main.wat lib=lib.wat --hide lib.run --hide talk -o app.wasm").status, 0);
  EXPECT_THAT(run("print app.wasm").output, HasSubstr("$lib.twice"));
}

TEST_F(merge_command, says_what_is_wrong) {
  EXPECT_THAT(run("merge main=main.wat lib=lib.wat -o app.wasm").output,
              HasSubstr("lib.wat:2:52: main and lib both export \"run\": --conflicts=rename"));
  EXPECT_THAT(run("merge main=main.wat main=lib.wat -o app.wasm").output, HasSubstr("two modules are named \"main\""));
  EXPECT_EQ(run("merge main.wat -o app.wasm").status, 2);
  EXPECT_EQ(run("merge main=main.wat").status, 2);
  EXPECT_EQ(run("merge main=no.wat -o app.wasm").status, 2);
  const test::Result imports = run("merge main=main.wat --no-imports -o app.wasm");
  EXPECT_EQ(imports.status, 1);
  EXPECT_THAT(imports.output, HasSubstr("imports remain:\n  func \"lib\" \"twice\"\n  func \"env\" \"log\""));
  EXPECT_EQ(run("validate app.wasm").status, 2);
}

TEST_F(merge_command, notes_what_happens_to_exports_and_imports) {
  const std::string merge = "merge main=main.wat lib=lib.wat -o app.wasm ";
  EXPECT_THAT(run(merge + "--conflicts=rename").output,
              HasSubstr("app.wasm: \"run\" of lib is exported as \"lib.run\"\n"));
  EXPECT_THAT(run(merge + "--conflicts=skip").output,
              HasSubstr("app.wasm: \"run\" of lib is not exported: another module exports \"run\"\n"));
  EXPECT_EQ(run(merge + "--export main.run").status, 0);
  EXPECT_EQ(run("types app.wasm").output.find("talk"), std::string::npos);
  EXPECT_EQ(run(merge + "--keep '^main.(run|talk)$' --rename-export main.run=go").status, 0);
  EXPECT_THAT(run("types app.wasm").output, AllOf(HasSubstr("\"go\""), HasSubstr("\"talk\""), Not(HasSubstr("twice"))));
  EXPECT_THAT(run(merge + "--keep '('").output, HasSubstr("--keep"));
  EXPECT_THAT(run(merge + "--conflicts=skip --rename-import env.log=host.print").output,
              HasSubstr("func \"host\" \"print\""));
  write("lib.wat", "(module)");
  EXPECT_THAT(run(merge).output, HasSubstr("app.wasm: main imports \"lib.twice\", which is not exported there"));
}

// spec: WASI preview 1: its functions work on the memory that the calling instance exports
TEST_F(merge_command, warns_of_hosts_that_look_at_their_callers_memory) {
  constexpr const char* caller = R"((module
    (import "wasi_snapshot_preview1" "random_get" (func $get (param i32 i32) (result i32)))
    (memory (export "memory") 1) (func (export "f") (drop (call $get (i32.const 0) (i32.const 1))))))";
  write("a.wat", caller);
  write("b.wat", caller);
  EXPECT_THAT(
      run("merge a=a.wat b=b.wat --conflicts=rename -o app.wasm").output,
      HasSubstr("app.wasm: warning: wasi_snapshot_preview1 works on the memory of its caller, and finds that of a "
                "now: calls from b mean another memory\n"));
  EXPECT_THAT(run("merge a=a.wat --conflicts=skip -o app.wasm").output, Not(HasSubstr("warning")));
  EXPECT_THAT(run("merge a=a.wat b=b.wat --export a.f --export a.memory -o app.wasm").output,
              Not(HasSubstr("warning")));
  EXPECT_THAT(
      run("merge a=a.wat b=b.wat --export a.f --export b.f --conflicts=rename -o app.wasm").output,
      HasSubstr("app.wasm: warning: wasi_snapshot_preview1 works on the memory of its caller, and finds the one "
                "exported as \"memory\"; there is none that calls from a, b mean; --export a.memory exports one\n"));
  write("parent.wat", R"((module
    (import "wasi_snapshot_preview1" (instance $w (export "random_get" (func (param i32 i32) (result i32)))))
    (import "a" (module $A
      (import "wasi_snapshot_preview1" (instance (export "random_get" (func (param i32 i32) (result i32)))))
      (export "f" (func))))
    (instance $a (instantiate $A (import "wasi_snapshot_preview1" (instance $w))))
    (instance $b (instantiate $A (import "wasi_snapshot_preview1" (instance $w))))))");
  EXPECT_THAT(run("flatten parent.wat -o flat.wasm").output, HasSubstr("there is none that calls from a, b mean\n"));
}

// spec: WASI preview 1: some of its functions take no pointers
TEST_F(merge_command, hosts_need_no_memory_to_exit) {
  constexpr const char* caller = R"((module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (memory (export "memory") 1) (func (export "f") (call $exit (i32.const 0)))))";
  write("a.wat", caller);
  write("b.wat", caller);
  EXPECT_THAT(run("merge a=a.wat b=b.wat --conflicts=rename -o app.wasm").output, Not(HasSubstr("warning")));
}

TEST_F(merge_command, why_knows_the_names_of_all_exports) {
  const std::string merge = "merge main=main.wat lib=lib.wat --export main.run ";
  const test::Result result = run(merge + "--why lib.run --why nobody --why twice");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, AllOf(HasSubstr("nothing keeps it\n"), HasSubstr(" <- export \"run\"\n"),
                                   HasSubstr("no definition is called \"nobody\"")));
  EXPECT_EQ(run("merge main=main.wat lib=lib.wat --export talk --why env.log").output,
            "function $log <- function 4 <- export \"talk\"\n");
  EXPECT_EQ(run("merge main=main.wat lib=lib.wat --why twice").status, 0);  // both export `run`
  EXPECT_EQ(run(merge + "--why twice --report r.json").status, 2);
  EXPECT_EQ(run(merge + "--why twice -o app.wasm").status, 2);
}

constexpr const char* reactor = R"((module (global $g (mut i32) (i32.const 1))
  (func (export "_initialize") (global.set $g (i32.mul (global.get $g) (i32.const 7))))
  (func (export "get") (result i32) (global.get $g))))";

// As `modlink run` does of files that are not merged. spec: WASI, "Application ABI"
TEST_F(merge_command, libraries_are_initialized) {
  write("set.wat", reactor);
  write("user.wat", R"((module (import "a" "get" (func $a (result i32))) (import "b" "get" (func $b (result i32)))
    (func (export "run") (result i32) (i32.add (call $a) (call $b)))))");
  const auto result = [this](const std::string& options) {
    EXPECT_EQ(run("merge user=user.wat a=set.wat b=set.wat --export run -o app.wasm " + options).status, 0);
    return run("run app.wasm --invoke run").output;
  };
  EXPECT_EQ(run("run user.wat --instance a=set.wat --instance b=set.wat --invoke run").output, "run() => i32:14\n");
  EXPECT_EQ(result(""), "run() => i32:14\n");
  EXPECT_EQ(result("--hide a._initialize"), "run() => i32:8\n");
  EXPECT_EQ(result("--hide _initialize"), "run() => i32:2\n");
  EXPECT_EQ(result("--export a._initialize --rename-export a._initialize=init"), "run() => i32:8\n");
  EXPECT_THAT(run("types app.wasm").output, AllOf(HasSubstr("\"init\""), HasSubstr("\"_initialize\"")));
  EXPECT_EQ(run("merge user=user.wat a=set.wat b=set.wat --export run -o app.wasm").output,
            "app.wasm: \"_initialize\" is exported, to be called before all else: it initializes a, b\n");
}

TEST_F(merge_command, programs_initialize_their_libraries) {
  write("set.wat", reactor);
  write("program.wat", R"((module (import "a" "get" (func $a (result i32)))
    (func (export "_start") (if (i32.ne (call $a) (i32.const 7)) (then unreachable)))))");
  EXPECT_EQ(run("merge program=program.wat a=set.wat -o app.wasm").output,
            "app.wasm: \"_start\" initializes a first\n");
  EXPECT_EQ(run("run app.wasm").status, 0);
  EXPECT_THAT(run("types app.wasm").output, Not(HasSubstr("_initialize")));
}

TEST_F(merge_command, whoever_imports_what_initializes_calls_it) {
  write("set.wat", reactor);
  write("user.wat", R"((module (import "a" "_initialize" (func $i)) (import "a" "get" (func $a (result i32)))
    (func (export "run") (result i32) (call $i) (call $a))))");
  EXPECT_EQ(run("merge user=user.wat a=set.wat --export run -o app.wasm").output, "");
  EXPECT_EQ(run("run app.wasm --invoke run").output, "run() => i32:7\n");
}

TEST_F(merge_command, names_with_dots_and_signs_of_equality) {
  EXPECT_THAT(run("merge main=main.wat --rename-import '\"env\".\"log\"=\"a=\".\"b.c\"' -o app.wasm").output,
              HasSubstr("func \"a=\" \"b.c\"\n"));
  EXPECT_THAT(run("merge main=main.wat --rename-import env.log=a.b.c -o app.wasm").output,
              HasSubstr("app.wasm: --rename-import: \"a.b.c\" is \"a.b\" \"c\"\n"));
  EXPECT_EQ(run("merge main=main.wat --rename-import '\"env\".\"log\"' -o app.wasm").status, 2);
  write("host.wat", R"((module (func (export "log") (param i32))))");
  EXPECT_EQ(
      run("merge main=main.wat =host.wat lib=lib.wat --rename-import env.log=.log --export main.run --export talk "
          "-o app.wasm")
          .output,
      "");
}

TEST_F(merge_command, says_what_start_functions_may_call_too_early) {
  write("first.wat", R"((module (import "second" "f" (func $f)) (func $s (call $f)) (start $s) (func (export "g"))))");
  write("second.wat", R"((module (import "first" "g" (func)) (func (export "f"))))");
  EXPECT_EQ(run("merge first=first.wat second=second.wat -o app.wasm").output,
            "app.wasm: what start functions call may call \"f\" of second before that has been instantiated: then it "
            "traps\n");
  EXPECT_EQ(run("merge second=second.wat first=first.wat -o app.wasm").output, "");
}

TEST_F(merge_command, patterns_add_up) {
  EXPECT_EQ(run("merge main=main.wat lib=lib.wat --keep '^talk$' --keep '^main.run$' -o app.wasm").status, 0);
  EXPECT_THAT(run("types app.wasm").output, AllOf(HasSubstr("\"run\""), HasSubstr("\"talk\"")));
}

TEST_F(merge_command, names_are_shown_without_controls) {
  EXPECT_THAT(run("merge 'a\x1b[31m=lib.wat' 'b\x1b[31m=lib.wat' -o app.wasm").output,
              AllOf(HasSubstr("a\\1b[31m and b\\1b[31m both export"), Not(HasSubstr("\x1b"))));
}

TEST_F(merge_command, writes_over_no_module_that_it_reads) {
  EXPECT_THAT(run("merge main=main.wat lib=lib.wat --export main.run -o lib.wat").output, HasSubstr("lib.wat"));
  EXPECT_EQ(run("validate lib.wat").status, 0);
  EXPECT_THAT(run("types lib.wat").output, HasSubstr("twice"));
  EXPECT_NE(run("merge main=main.wat --export run -o app.wasm --report main.wat").status, 0);
}

TEST_F(merge_command, warns_of_imports_of_several_kinds) {
  write("a.wat", R"((module (import "a" "f" (func $f)) (import "b" "f" (global $g i32))
    (func (export "x") (call $f) (drop (global.get $g)))))");
  EXPECT_THAT(run("merge m=a.wat --rename-import b=a -o app.wasm").output,
              HasSubstr("warning: \"a\" \"f\" is imported as a func and as a global"));
}

}  // namespace
}  // namespace modlink::command
