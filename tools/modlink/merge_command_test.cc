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
  constexpr const char* caller = R"((module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (memory (export "memory") 1) (func (export "f") (call $exit (i32.const 0)))))";
  write("a.wat", caller);
  write("b.wat", caller);
  EXPECT_THAT(
      run("merge a=a.wat b=b.wat --conflicts=rename -o app.wasm").output,
      HasSubstr("app.wasm: warning: wasi_snapshot_preview1 works on the memory of its caller, and finds that of a "
                "now: calls from b mean another memory\n"));
  EXPECT_THAT(run("merge a=a.wat --conflicts=skip -o app.wasm").output, Not(HasSubstr("warning")));
  EXPECT_THAT(run("merge a=a.wat b=b.wat --export a.f --export a.memory -o app.wasm").output,
              Not(HasSubstr("warning")));
  write("parent.wat", R"((module (import "wasi_snapshot_preview1" (instance $w (export "proc_exit" (func (param i32)))))
    (import "a" (module $A (import "wasi_snapshot_preview1" (instance (export "proc_exit" (func (param i32)))))
      (export "f" (func))))
    (instance $a (instantiate $A (import "wasi_snapshot_preview1" (instance $w))))
    (instance $b (instantiate $A (import "wasi_snapshot_preview1" (instance $w))))))");
  EXPECT_THAT(run("flatten parent.wat -o flat.wasm").output, HasSubstr("finds no caller's now: calls from a, b mean"));
}

TEST_F(merge_command, why_knows_the_names_of_all_exports) {
  const std::string merge = "merge main=main.wat lib=lib.wat --export main.run ";
  const test::Result result = run(merge + "--why lib.run --why nobody --why twice");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, AllOf(HasSubstr("nothing keeps it\n"), HasSubstr(" <- export \"run\"\n"),
                                   HasSubstr("no definition is called \"nobody\"")));
  EXPECT_EQ(run(merge + "--why twice --report r.json").status, 2);
  EXPECT_EQ(run(merge + "--why twice -o app.wasm").status, 2);
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
