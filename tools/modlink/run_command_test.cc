// `modlink run`, as a user runs it.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <algorithm>
#include <sstream>

#include "tools/modlink/test_program.h"

namespace modlink::command {
namespace {

using testing::HasSubstr;
using testing::Not;
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
  EXPECT_EQ(result.output,
            "work() => error: host trap: wasi_file: no directory: --dir gives one\n"
            "  at function 5 $flush, virtualize.wat:25:16, instance $virt-wasi\n"
            "  at function 6 $put, virtualize.wat:40:14, instance $virt-wasi\n"
            "  at function 9 (export \"write\"), virtualize.wat:84:10, instance $virt-wasi\n"
            "  at function 2 $write_tune, child.wat:22:14, instance $child\n"
            "  at function 5 $play, child.wat:49:6, instance $child\n"
            "  at function 2 (export \"work\"), parent.wat:33:6\n");
}

TEST_F(run_command, invoke_prints_arguments_and_results) {
  write("a.wat", R"((module
    (func (export "sum") (param i32 i64) (result i64 i32)
      (i64.add (i64.extend_i32_s (local.get 0)) (local.get 1)) (local.get 0))
    (func (export "none"))
    (func (export "fail") unreachable)))");
  EXPECT_EQ(run("run a.wat --invoke sum -1 0x10").output, "sum(i32:-1, i64:16) => i64:15, i32:-1\n");
  EXPECT_EQ(run("run --unsigned --invoke sum a.wat -- -1 -1").output,
            "sum(i32:4294967295, i64:18446744073709551615) => i64:18446744073709551614, i32:4294967295\n");
  EXPECT_EQ(run("run a.wat --invoke none").output, "none() =>\n");
  const test::Result fail = run("run a.wat --invoke fail");
  EXPECT_EQ(fail.output, "fail() => error: unreachable\n  at function 2 (export \"fail\"), a.wat:5:27\n");
  EXPECT_EQ(fail.status, 1);
}

TEST_F(run_command, invoke_takes_numbers_that_look_like_options) {
  write("a.wat", R"((module (func (export "f") (param f32 f64) (result f64 f32) (local.get 1) (local.get 0))))");
  EXPECT_EQ(run("run a.wat --invoke f -inf -nan:0x1").output, "f(f32:-inf, f64:-nan:0x1) => f64:-nan:0x1, f32:-inf\n");
  EXPECT_EQ(run("run --invoke f a.wat -nan -1e-3").output, "f(f32:-nan, f64:-0.001) => f64:-0.001, f32:-nan\n");
  EXPECT_EQ(run("run a.wat --invoke f -infinity 1").status, 2);
}

TEST_F(run_command, invoke_says_how_vectors_are_written) {
  write("a.wat", R"((module (func (export "f") (param v128) (result v128) (local.get 0))))");
  const std::string result =
      "f(v128 i32x4:0x00000001 0x00000002 0x00000003 0xffffffff) => "
      "v128 i32x4:0x00000001 0x00000002 0x00000003 0xffffffff\n";
  EXPECT_EQ(run("run a.wat --invoke f i32x4:1,2,3,-1").output, result);
  EXPECT_EQ(run("run a.wat --invoke f 'i32x4 1 2 3 -1'").output, result);
  EXPECT_THAT(run("run a.wat --invoke f i32x4 1 2 3 4").output,
              HasSubstr("a v128 is one word, its shape and its lanes"));
  EXPECT_THAT(run("run a.wat --invoke f 1").output, HasSubstr("its lanes: i32x4:1,2,3,4"));
  EXPECT_THAT(run("run --help").output, HasSubstr("i32x4:1,2,3,4"));
}

TEST_F(run_command, invoke_says_how_references_are_written) {
  write("a.wat", R"((module (func (export "f") (param externref) (result externref) (local.get 0))))");
  EXPECT_EQ(run("run a.wat --invoke f null").output, "f(externref:null) => externref:null\n");
  EXPECT_EQ(run("run a.wat --invoke f 1").output, "f(externref:1) => externref:1\n");
  const test::Result result = run("run a.wat --invoke f 0");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, StartsWith("--invoke f: argument 1: `0` is no externref: it is null or the number of a "
                                        "host reference, from 1\n"));
  EXPECT_THAT(run("run --help").output, HasSubstr("references as null, those to the host (externref) also as a\n"));
}

TEST_F(run_command, invoke_of_what_is_not_exported) {
  write("a.wat", R"((module (func (export "f")) (func (export "\1b[0m"))))");
  EXPECT_THAT(run("run a.wat --invoke g").output, HasSubstr(R"(no function "g" is exported, but "f", "\1b[0m")"));
  write("b.wat", "(module)");
  EXPECT_THAT(run("run b.wat --invoke g").output, HasSubstr("no function \"g\" is exported\n"));
}

// Nothing is run when the command line is wrong.
TEST_F(run_command, wrong_usage) {
  write("a.wat", R"((module (func $start unreachable) (start $start) (func (export "f") (param i32))))");
  const test::Result argument = run("run a.wat --invoke f x");
  EXPECT_EQ(argument.status, 2);
  EXPECT_THAT(argument.output, HasSubstr("argument 1: `x` is no i32"));
  EXPECT_THAT(run("run a.wat --invoke f").output, HasSubstr("1 argument expected, 0 given: (func (param i32))"));
  EXPECT_THAT(run("run a.wat --invoke g").output, HasSubstr("no function \"g\" is exported, but \"f\""));
  EXPECT_THAT(run("run a.wat x").output, StartsWith("a.wat: it takes no arguments, as it exports no `_start`; "
                                                    "--invoke NAME calls another function: \"f\"\n"));
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

TEST_F(run_command, a_program_is_called_what_argv0_says) {
  write("args.wat", R"((module
    (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (func (export "_start")
      (drop (call $args_get (i32.const 0) (i32.const 100)))
      (i32.store (i32.const 16) (i32.const 100))
      (i32.store (i32.const 20) (i32.const 8))
      (drop (call $fd_write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 24))))))");
  EXPECT_EQ(run("run args.wat").output, "args.wat");
  EXPECT_EQ(run("run args.wat --argv0 programs").output, "programs");
}

// Prints its environment, with zeros behind the variables.
constexpr const char* print_environment = R"((module
  (import "wasi_unstable" "environ_sizes_get" (func $sizes (param i32 i32) (result i32)))
  (import "wasi_unstable" "environ_get" (func $get (param i32 i32) (result i32)))
  (import "wasi_unstable" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 4)
  (func (export "_start")
    (drop (call $sizes (i32.const 0) (i32.const 20)))
    (drop (call $get (i32.const 1000) (i32.const 100000)))
    (i32.store (i32.const 16) (i32.const 100000))
    (drop (call $fd_write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 24))))))";

TEST_F(run_command, the_environment_is_empty_unless_it_is_inherited) {
  write("env.wat", print_environment);
  const auto variables = [this](const std::string& options) {
    return run("run env.wat " + options, "env -i A=1 B=2").output;
  };
  const auto zeros = [](std::string text) {
    std::replace(text.begin(), text.end(), ' ', '\0');
    return text;
  };
  EXPECT_EQ(variables(""), "");
  EXPECT_EQ(variables("--env C=3 --env D=4 --env C=5"), zeros("D=4 C=5 "));
  EXPECT_EQ(variables("--env-inherit"), zeros("A=1 B=2 "));
  EXPECT_EQ(variables("--env-inherit --env A=3 --env AB="), zeros("B=2 A=3 AB= "));
}

TEST_F(run_command, random_seeds_are_natural_numbers) {
  write("a.wat", R"((module (func (export "f"))))");
  EXPECT_EQ(run("run a.wat --invoke f --random-seed 0x10").status, 0);
  EXPECT_EQ(run("run a.wat --invoke f --random-seed 18446744073709551615").status, 0);
  for (const std::string seed : {"-1", "1.5", "x", "0x", "''", "' -1'"}) {
    const test::Result result = run("run a.wat --invoke f --random-seed " + seed);
    EXPECT_EQ(result.status, 2) << seed;
    EXPECT_THAT(result.output, HasSubstr("is no natural number"));
  }
  EXPECT_EQ(run("run a.wat --fuel 18446744073709551616").output,
            "--fuel: `18446744073709551616` is too large: at most 18446744073709551615\nRun with --help for more "
            "information.\n");
  EXPECT_EQ(run("run a.wat --fuel 1 --fuel 2").output, "--fuel: given twice\nRun with --help for more information.\n");
}

// Opens the file "new", writes to standard output and standard error, and leaves the file open.
constexpr const char* opening = R"((module
  (import "wasi_snapshot_preview1" "path_open"
    (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\10\00\00\00\03\00\00\00") (data (i32.const 16) "new")
  (func $f (export "f") (result i32 i32 i32 i32)
    (call $open (i32.const 3) (i32.const 0) (i32.const 16) (i32.const 3) (i32.const 1) (i64.const 66) (i64.const 0)
                (i32.const 0) (i32.const 32))
    (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 32))
    (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 32))
    (call $write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 32)))))";

TEST_F(run_command, closed_standard_streams_stay_closed) {
  write("a.wat", opening);
  make_directory("data");
  EXPECT_EQ(run("run a.wat --dir data --invoke f <&-").output, "newnewf() => i32:0, i32:8, i32:0, i32:0\n");
  EXPECT_EQ(read("data/new"), "");
  const std::string status = "; status=$?; cat err; exit $status";
  const test::Result no_output = run("run a.wat --dir data --invoke f < /dev/null >&- 2> err" + status);
  EXPECT_EQ(no_output.output, "newmodlink: standard output cannot be written\n");
  EXPECT_EQ(no_output.status, 2);
  EXPECT_EQ(read("data/new"), "");
  EXPECT_EQ(run("run a.wat --dir data --invoke f <&- >&- 2>&-" + status).status, 2);
  EXPECT_EQ(read("data/new"), "");
  std::string trapping = opening;
  trapping.insert(trapping.rfind(')'), R"((func (export "_start") (call $f) unreachable))");
  write("a.wat", trapping);
  EXPECT_EQ(run("run a.wat --dir data <&- >&- 2>&-" + status).status, 1);
  EXPECT_EQ(read("data/new"), "");
  EXPECT_EQ(run("run - --dir data --invoke f <&-").output, "<stdin>: Bad file descriptor\n");
}

TEST_F(run_command, a_fifo_is_not_waited_for) {
  make_directory("data");
  ASSERT_EQ(mkfifo(path("data/new").c_str(), 0600), 0);
  write("a.wat", opening);
  EXPECT_EQ(run("run a.wat --dir data --invoke f < /dev/null", "timeout 60").output,
            "newnewf() => i32:0, i32:0, i32:0, i32:0\n");
  const test::Result module = run("run data/new", "timeout 60");
  EXPECT_EQ(module.status, 2);
  EXPECT_EQ(module.output, "data/new: a FIFO that no program writes to\n");
  write("b.wat", R"((module (import "x" (module))))");
  EXPECT_THAT(run("run b.wat --module x=data/new", "timeout 60").output, HasSubstr("a FIFO that no program writes to"));
}

TEST_F(run_command, pipes_of_the_user_are_read) {
  write("a.wat", R"((module (func (export "f"))))");
  EXPECT_EQ(run("run /dev/stdin --invoke f", "cat a.wat |").output, "f() =>\n");
  EXPECT_EQ(run("run /dev/fd/5 --invoke f 5<&0 < /dev/null", "cat a.wat |").output, "f() =>\n");
  write("b.wat", R"((module (import "a" (module $A (export "f" (func)))) (instance $a (instantiate $A))
    (func (export "f") (call (func $a "f")))))");
  EXPECT_EQ(run("run b.wat --module a=/dev/fd/5 --invoke f 5<&0 < /dev/null", "cat a.wat |").output, "f() =>\n");
}

TEST_F(run_command, imports_from_outside_need_leave) {
  make_directory("main");
  write("a.wat", R"((module (func (export "f"))))");
  write("main/b.wat", R"((module (import "../a" (module $A (export "f" (func)))) (instance $a (instantiate $A))
    (func (export "f") (call (func $a "f")))))");
  for (const std::string command :
       {"run main/b.wat --invoke f", "bundle main/b.wat -o out.wasm", "flatten main/b.wat -o out.wasm"}) {
    const test::Result result = run(command);
    EXPECT_EQ(result.status, 1) << command;
    EXPECT_THAT(result.output, HasSubstr("module import \"../a\": what is outside of the modules' folders needs "
                                         "--allow-outside, or a --path that has it"));
    for (const std::string option : {" --allow-outside", " --path .", " --module ../a=a.wat"}) {
      EXPECT_EQ(run(command + option).status, 0) << command << option;
    }
  }
}

TEST_F(run_command, links_to_outside_need_leave) {
  make_directory("main");
  write("a.wat", R"((module (func (export "f"))))");
  std::filesystem::create_symlink("../a.wat", path("main/a.wat"));
  write("main/b.wat", R"((module (import "a" (module $A (export "f" (func)))) (instance $a (instantiate $A))
    (func (export "f") (call (func $a "f")))))");
  const test::Result result = run("run main/b.wat --invoke f");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.output, HasSubstr("\n  main/a\n  main/a.wasm\nwhat is outside of the modules' folders needs "
                                       "--allow-outside, or a --path that has it"));
  for (const std::string option : {" --allow-outside", " --path ."}) {
    EXPECT_EQ(run("run main/b.wat --invoke f" + option).status, 0) << option;
  }
}

TEST_F(run_command, a_path_is_a_folder) {
  write("a.wat", R"((module (func (export "f"))))");
  for (const std::string command : {"run a.wat --invoke f", "bundle a.wat -o b.wat", "flatten a.wat -o b.wasm"}) {
    const auto says = [&](const std::string& folder, const std::string& why) {
      const test::Result result = run(command + " --path . --path " + folder);
      EXPECT_EQ(result.status, 2) << command;
      EXPECT_THAT(result.output, StartsWith("--path: " + folder + ": " + why)) << command;
    };
    says("none", "No such file or directory");
    says("a.wat", "Not a directory");
    EXPECT_EQ(run(command + " --path . --path ..").status, 0) << command;
  }
}

TEST_F(run_command, a_module_that_nobody_imports_is_told) {
  write("a.wat", R"((module (func (export "f"))))");
  write("b.wat", R"((module (import "a" (module $A (export "f" (func)))) (instance $a (instantiate $A))
    (func (export "f") (call (func $a "f")))))");
  for (const std::string command : {"run b.wat --invoke f", "bundle b.wat -o c.wat", "flatten b.wat -o c.wasm"}) {
    EXPECT_THAT(run(command + " --module a=a.wat").output, Not(HasSubstr("warning"))) << command;
    const test::Result result = run(command + " --module A=a.wat --module a=a.wat");
    EXPECT_EQ(result.status, 0) << command;
    EXPECT_THAT(result.output, StartsWith("b.wat: warning: --module \"A\": no module import has this name\n"))
        << command;
  }
}

TEST_F(run_command, what_programs_write_is_limited) {
  make_directory("data");
  write("a.wat", opening);
  const std::string command = "run a.wat --dir data --invoke f < /dev/null --dir-limit ";
  EXPECT_THAT(run(command + "4095").output, HasSubstr("f() => i32:19, "));
  EXPECT_THAT(run(command + "4096").output, HasSubstr("f() => i32:0, "));
  EXPECT_EQ(run(command + "-1").status, 2);
}

TEST_F(run_command, signals_end_it_as_they_end_others) {
  write("a.wat", R"((module (func (export "_start") (loop $l (br $l)))))");
  for (const auto& [signal, status] : {std::pair{"INT", 130}, {"TERM", 143}, {"HUP", 129}}) {
    EXPECT_EQ(run("run a.wat", std::string("timeout --preserve-status -s ") + signal + " 0.5").status, status);
  }
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

TEST_F(run_command, instances_import_each_other_in_any_order) {
  write("a.wat", R"((module (func (export "f") (result i32) (i32.const 1))))");
  write("b.wat", R"((module (import "a" "f" (func $f (result i32))) (export "g" (func $f))))");
  write("c.wat", R"((module (import "b" (instance $b (export "g" (func (result i32)))))
    (func (export "h") (result i32) (call (func $b "g")))))");
  EXPECT_EQ(run("run c.wat --instance a=a.wat --instance b=b.wat --invoke h").output, "h() => i32:1\n");
  EXPECT_EQ(run("run c.wat --instance b=b.wat --instance a=a.wat --invoke h").output, "h() => i32:1\n");
}

TEST_F(run_command, instances_that_cannot_be_put_in_order) {
  write("a.wat", R"((module (import "b" "f" (func $f)) (export "f" (func $f))))");
  write("b.wat", R"((module (import "c" "f" (func $f)) (export "f" (func $f))))");
  write("c.wat", R"((module (import "a" (instance $a (export "f" (func)))) (export "f" (func $a "f"))))");
  write("d.wat", R"((module (import "a" "f" (func))))");
  const std::string instances = " --instance d=d.wat --instance a=a.wat --instance b=b.wat --instance c=c.wat";
  const test::Result circle = run("run d.wat" + instances);
  EXPECT_EQ(circle.status, 1);
  EXPECT_THAT(circle.output, StartsWith("c.wat:1:9: unlinkable: instances in a circle: \"a\" imports \"b\" imports "
                                        "\"c\" imports \"a\"\n"));
  write("e.wat", R"((module (import "e" "f" (func)) (func (export "f"))))");
  write("f.wat", "(module)");
  const test::Result itself = run("run f.wat --instance e=e.wat");
  EXPECT_EQ(itself.status, 1);
  EXPECT_THAT(itself.output,
              StartsWith("e.wat:1:9: unlinkable: unknown import \"e\" \"f\" (instance \"e\" needs itself; "
                         "the host has wasi_file, wasi_snapshot_preview1 and wasi_unstable) [unknown-import]\n"));
  const test::Result twice = run("run d.wat --instance a=a.wat --instance a=c.wat");
  EXPECT_EQ(twice.status, 2);
  EXPECT_EQ(twice.output, "--instance: \"a\" is both a.wat and c.wat\n");
}

// Which needs the host's.
TEST_F(worked_example, an_instance_takes_the_hosts_place_for_all_others) {
  write("between.wat",
        R"((module (import "wasi_file" (instance $file (export "write" (func (param i32 i32 i32) (result i32)))))
    (export "write" (func $file "write"))
    (export "read" (func $read)) (func $read (param i32 i32 i32) (result i32) (i32.const 0))))");
  write("root.wat", R"((module (import "between" (instance $b (export "write" (func (param i32 i32 i32) (result i32)))))
    (func (export "f") (result i32) (call (func $b "write") (i32.const 1) (i32.const 0x41414141) (i32.const 4)))))");
  const std::string command = "run root.wat --dir data --invoke f --instance ";
  EXPECT_EQ(run(command + "between=between.wat --instance wasi_file=virtualize.wat").status, 0);
  const std::string written = read("data/file1");
  EXPECT_NE(written, "AAAA");
  EXPECT_EQ(run(command + "wasi_file=virtualize.wat --instance between=between.wat").status, 0);
  EXPECT_EQ(read("data/file1"), written + written);
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
  EXPECT_EQ(run("run a.wat").output, "a.wat: error: unreachable\n  at function 0 (export \"_start\"), a.wat:1:33\n");
  EXPECT_EQ(run("run a.wat").status, 1);
  write("a.wat", R"((module (func $f unreachable) (start $f)))");
  EXPECT_THAT(run("run a.wat").output, StartsWith("a.wat: error: while instantiating: unreachable"));
  write("a.wat", R"((module (memory 2)))");
  EXPECT_THAT(run("run a.wat --limit memory_bytes=65536").output,
              StartsWith("a.wat: error: while instantiating: limit: memory of 2 pages"));
  write("a.wat", R"((module (memory 1) (data $greeting (i32.const 65534) "hello")))");
  EXPECT_EQ(run("run a.wat").output,
            "a.wat: error: while instantiating: out of bounds memory access: 5 bytes at 65534 of 65536 "
            "(in data segment $greeting)\n  at data segment 0 $greeting, a.wat:1:20\n");
}

TEST_F(run_command, stacks_say_which_instance_of_the_command_line) {
  write("a.wat", R"((module (func (export "f") unreachable)))");
  write("b.wat", R"((module (import "a" "f" (func $f)) (func (export "_start") (call $f))))");
  EXPECT_EQ(run("run b.wat --instance a=a.wat").output,
            "b.wat: error: unreachable\n  at function 0 (export \"f\"), a.wat:1:28, instance \"a\"\n"
            "  at function 1 (export \"_start\"), b.wat:1:61\n");
  write("a.wat", R"((module (module $M (memory 0) (data (i32.const 1) "")) (instance $m (instantiate $M))))");
  EXPECT_THAT(run("run b.wat --instance a=a.wat").output,
              HasSubstr("  at data segment 0, a.wat:1:31, instance \"a\"/$m\n"));
}

TEST_F(run_command, uncaught_exceptions_say_what_was_thrown) {
  write("a.wat", R"((module (tag (param i32)) (tag $e (param i32 f64)) (tag $none)
    (func (export "f") (throw $e (i32.const -1) (f64.const 0.5)))
    (func (export "g") (throw 0 (i32.const 7)))
    (func (export "_start") (throw $none))))");
  EXPECT_EQ(
      run("run a.wat --invoke f").output,
      "f() => error: uncaught exception: tag 1 $e (i32:-1, f64:0.5)\n  at function 0 (export \"f\"), a.wat:2:25\n");
  EXPECT_EQ(run("run a.wat --invoke g").output,
            "g() => error: uncaught exception: tag 0 (i32:7)\n  at function 1 (export \"g\"), a.wat:3:25\n");
  EXPECT_EQ(run("run a.wat").output,
            "a.wat: error: uncaught exception: tag 2 $none\n  at function 2 (export \"_start\"), a.wat:4:30\n");
  write("b.wat", R"((module (tag $e (param i32)) (func $f (throw $e (i32.const 1))) (start $f)))");
  EXPECT_EQ(run("run b.wat").output,
            "b.wat: error: while instantiating: uncaught exception (in function $f): tag 0 $e (i32:1)\n"
            "  at function 0 $f, b.wat:1:40\n");
}

// Where the reference is thrown again, the tag has no name.
TEST_F(run_command, exceptions_of_other_modules) {
  write("a.wat", R"((module
    (module $A (tag $e (param i32)) (func (export "f") (result exnref)
      (block $h (result exnref) (try_table (catch_all_ref $h) (throw $e (i32.const 1))) unreachable)))
    (instance $a (instantiate $A))
    (func (export "g") (throw_ref (call (func $a "f"))))))");
  EXPECT_THAT(run("run a.wat --invoke g").output,
              StartsWith("g() => error: uncaught exception: a tag of another module (i32:1)\n"));
}

// Of binaries, the position is that in the file.
TEST_F(run_command, accesses_out_of_bounds_say_where_and_what) {
  write("a.wat",
        "(module $m (memory 1) (func $f (export \"f\") (i32.store offset=2 (i32.const 65534) (i32.const 1))))");
  EXPECT_EQ(run("parse a.wat -o a.wasm").status, 0);
  EXPECT_EQ(run("run a.wasm --invoke f").output,
            "f() => error: out of bounds memory access: 4 bytes at 65536 of 65536\n"
            "  at function 0 $f, a.wasm:0x29\n");
}

constexpr char endless[] = R"((module (func $f (export "f") (loop
  (br 0))) (func (export "_start") (call $f)) (func (export "two") nop nop)))";

TEST_F(run_command, fuel_ends_what_takes_more) {
  write("a.wat", endless);
  EXPECT_EQ(
      run("run a.wat --fuel 1000").output,
      "a.wat: error: out of fuel\n  at function 0 $f, a.wat:2:4\n  at function 1 (export \"_start\"), a.wat:2:37\n");
  EXPECT_EQ(run("run a.wat --fuel 1000").status, 1);
  EXPECT_EQ(run("run a.wat --fuel 1 --invoke two").output,
            "two() => error: out of fuel\n  at function 2 (export \"two\"), a.wat:2:72\n");
  EXPECT_EQ(run("run a.wat --fuel 2 --invoke two").output, "two() =>\n");
  EXPECT_EQ(run("run a.wat --fuel -1").status, 2);
}

TEST_F(run_command, timeouts_end_what_takes_longer) {
  write("a.wat", endless);
  const test::Result result = run("run a.wat --timeout 1");
  EXPECT_EQ(result.output,
            "a.wat: error: interrupted: time is up (--timeout)\n  at function 0 $f, a.wat:2:4\n"
            "  at function 1 (export \"_start\"), a.wat:2:37\n");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(run("run a.wat --timeout 100 --invoke two").status, 0);
  EXPECT_THAT(run("run a.wat --timeout 0").output,
              StartsWith("--timeout: expected seconds above 0, at most 1000000000, as in 2 or 0.5, found 0\n"));
}

// Also one that waits for the host.
TEST_F(run_command, timeouts_end_calls_that_block) {
  write("a.wat", R"((module
    (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1) (data (i32.const 0) "\08\00\00\00\01")
    (func (export "_start") (loop (br_if 0 (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 16)))))))");
  EXPECT_THAT(run("run a.wat --timeout 1", "sleep 3 |").output, StartsWith("a.wat: error: interrupted: time is up"));
}

// Its end is none of its own.
TEST_F(run_command, timeouts_end_a_program_whose_last_call_blocks) {
  write("a.wat", R"((module
    (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1) (data (i32.const 0) "\08\00\00\00\01")
    (func (export "f") (result i32) (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 16)))))");
  const test::Result result = run("run a.wat --timeout 1 --invoke f", "sleep 3 |");
  EXPECT_EQ(result.output, "f() => error: interrupted: time is up (--timeout)\n");
  EXPECT_EQ(result.status, 1);
}

TEST_F(run_command, an_interrupt_ends_a_program_with_its_stack) {
  write("a.wat", endless);
  const test::Result result = run("run a.wat", "timeout --foreground --preserve-status --signal=INT 2");
  EXPECT_EQ(
      result.output,
      "a.wat: error: interrupted\n  at function 0 $f, a.wat:2:4\n  at function 1 (export \"_start\"), a.wat:2:37\n");
  EXPECT_EQ(result.status, 130);
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

TEST_F(worked_example, can_be_traced) {
  const std::string calls = run("run parent.wat --dir data --trace=calls --invoke work").output;
  EXPECT_THAT(calls, HasSubstr("child.wat:"));
  EXPECT_THAT(calls, HasSubstr("$child.play: called by an instance\n"));
  EXPECT_THAT(calls, HasSubstr("\nwork() => i32:1128481603\n"));
  const std::string all = run("run parent.wat --dir data --trace --invoke work").output;
  EXPECT_THAT(all, HasSubstr("$child.$compare: i32.load8_u (i32:"));
  EXPECT_THAT(all, HasSubstr("import \"wasi_file\" is instance "));
}

TEST_F(run_command, a_trace_prints_integers_as_the_results_are_printed) {
  write("a.wat", "(module (func (export \"f\") (result i32) (i32.const -1)))");
  EXPECT_THAT(run("run a.wat --trace --unsigned --invoke f").output, HasSubstr("i32.const -1 → i32:4294967295\n"));
}

}  // namespace
}  // namespace modlink::command
