// The program: exit statuses, options, and what it prints.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "tools/spec-runner/test_program.h"

namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

using Result = modlink::runner::test::Run;
using modlink::runner::test::run;

class spec_runner : public modlink::runner::test::ProgramTest {};

TEST_F(spec_runner, status_0_when_all_passed) {
  const Result result = run(write("a.wast", "(module)"));
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.output, "1 passed, 0 failed\n");
}

TEST_F(spec_runner, folders_may_be_deep) {
  std::string folder = "below";
  for (int i = 0; i < 40; ++i) folder += "/d";
  std::filesystem::create_directories(path(folder));
  write(folder + "/a.wast", "(module)");
  EXPECT_EQ(run("-j1 " + path(""), "ulimit -n 20; ").output, "1 passed, 0 failed\n");
}

// A path that the system does not take.
TEST_F(spec_runner, status_2_for_folders_that_cannot_be_searched_to_the_end) {
  write("a.wast", "(module)");
  const std::string make =
      "cd '" + path("") +
      "'; (for i in $(seq 25); do d=$(printf %200s | tr ' ' d); mkdir $d; cd $d; done) 2>/dev/null; ";
  const Result result = run("-j1 .", make);
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, HasSubstr("more): File name too long"));
  EXPECT_EQ(run("--version; rm -rf d*", "cd '" + path("") + "'; ").status, 0);
}

TEST_F(spec_runner, does_with_fewer_threads_than_it_wants) {
  const std::string file = write("a.wast", "(module)");
  const Result result = run("-j4 " + file + " " + file + " " + file + " " + file, "ulimit -s 1000000000000; ");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.output, "4 passed, 0 failed\n");
}

TEST_F(spec_runner, status_2_when_its_output_is_lost) {
  const Result result = run(write("a.wast", "(module)") + " 3>&1 >/dev/full 2>&3", "");
  EXPECT_EQ(result.status, 2);
}

TEST_F(spec_runner, status_1_when_something_failed) {
  const Result result = run(write("a.wast", "(module) (invoke \"f\")"));
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.output, AllOf(HasSubstr("unknown export \"f\""), EndsWith("\n1 passed, 1 failed\n")));
}

TEST_F(spec_runner, explains_codes_of_errors) {
  const Result result = run("--explain type-mismatch");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.output, AllOf(HasSubstr("type-mismatch: type mismatch\n"), HasSubstr("\nThis fails:\n")));
  EXPECT_EQ(run("no-such-file.wast --explain type_mismatch").output, result.output);
  const Result list = run("--explain");
  EXPECT_EQ(list.status, 0);
  EXPECT_THAT(list.output, HasSubstr("  unknown-import                   unknown import\n"));
  EXPECT_EQ(run("--explain list").output, list.output);
  const Result unknown = run("--explain type-missmatch");
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.output, HasSubstr("--explain: unknown code `type-missmatch`; did you mean `type-mismatch`?"));
}

TEST_F(spec_runner, failures_have_the_code_of_their_error) {
  const Result result =
      run(write("a.wast", "(module (func (result i32)))\n(assert_return (invoke \"f\") (i32.const 1))"));
  EXPECT_THAT(result.output, HasSubstr("\n  code:     type-mismatch\n"));
  run(write("b.wast", "(module (func (export \"f\") unreachable)) (assert_return (invoke \"f\"))") +
      " --report json=" + path("out.json"));
  EXPECT_THAT(read("out.json"), HasSubstr("\"code\":\"unreachable\""));
}

TEST_F(spec_runner, status_2_for_wrong_usage) {
  EXPECT_EQ(run("").status, 2);
  EXPECT_EQ(run("--no-such-option").status, 2);
  EXPECT_EQ(run("--job 2 -").output.rfind("unknown option `--job`; did you mean `--jobs`?\n", 0), 0U);
  EXPECT_THAT(run("--enable nonsense -").output,
              AllOf(HasSubstr("unknown feature `nonsense`"), HasSubstr("tail-call")));
  EXPECT_EQ(run("--enable nonsense -").status, 2);
  EXPECT_EQ(run("--limit nonsense=1 -").status, 2);
  EXPECT_EQ(run("--limit locals=x -").status, 2);
  EXPECT_EQ(run("--filter '(' -").status, 2);
  EXPECT_EQ(run("--expected-failures /no/such/file -").status, 2);
}

TEST_F(spec_runner, a_missing_file_does_not_stop_the_others) {
  const Result result = run(path("none.wast") + " " + write("a.wast", "(module)"));
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, AllOf(HasSubstr("none.wast: No such file or directory"), HasSubstr("1 passed, 0 failed")));
}

TEST_F(spec_runner, what_is_no_file_is_not_waited_for) {
  ASSERT_EQ(mkfifo(path("below/a.wast").c_str(), 0600), 0);
  std::filesystem::create_symlink("b.wast", path("below/b.wast"));
  const Result folder = run(path("below"), "timeout 2 ");
  EXPECT_EQ(folder.status, 2);
  EXPECT_THAT(folder.output,
              AllOf(HasSubstr("a.wast: is a FIFO"), HasSubstr("b.wast: Too many levels of symbolic links")));
  const Result input = run(write("below/c.wast", "(input \"below/a.wast\") (input \"below\") (input \"below/b.wast\")"),
                           "cd '" + path("") + "'; timeout 2 ");
  EXPECT_EQ(input.status, 1);
  EXPECT_THAT(input.output, AllOf(HasSubstr("below/a.wast: is a FIFO"), HasSubstr("below: is a folder"),
                                  HasSubstr("below/b.wast: Too many levels")));
}

TEST_F(spec_runner, signals_end_it_as_they_end_others) {
  const std::string script = write("a.wast", "(module (func $f (loop $l (br $l))) (start $f))");
  EXPECT_EQ(run("-j2 " + script + " " + script, "timeout --preserve-status -s INT 0.5 ").status, 130);
  EXPECT_EQ(run("-j2 " + script + " " + script, "timeout --preserve-status -s TERM 0.5 ").status, 143);
}

TEST_F(spec_runner, limits_of_scripts_have_names) {
  const auto says = [&](const std::string& limit, const std::string& script, const std::string& words) {
    const Result result =
        run("--limit " + limit + " a.wast", "cd '" + path("") + "'; echo '" + script + "' > a.wast; ");
    EXPECT_NE(result.status, 0);
    EXPECT_THAT(result.output, HasSubstr(words + " (--limit " + limit.substr(0, limit.find('=')) + ")"));
  };
  write("b.wast", "(module)");
  write("c.wast", "(input \"b.wast\")");
  says("script_nesting=1", "(script (script))", "a.wast:1:16: scripts nested too deeply: more than 1");
  says("script_nesting=1", "(input \"c.wast\")", "inputs nested too deeply: more than 1");
  says("script_inputs=1", "(input \"b.wast\") (input \"b.wast\")", "too many inputs: more than 1");
  says("script_threads=1", "(thread $a) (thread $b)", "too many threads: more than 1");
  says("source_bytes=5", "(module)", "a.wast: limit: larger than 5 bytes");
  EXPECT_EQ(run("--limit script_nesting=1001 -").status, 2);
}

TEST_F(spec_runner, inputs_are_in_the_folder_of_the_script) {
  const std::string outer = write("outer.wast", "(module)");
  write("below/inner.wast", "(module)");
  const std::string script =
      write("below/a.wast", "(input \"" + path("below/inner.wast") + "\") (input \"" + outer + "\")");
  const Result result = run(script);
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.output,
              AllOf(HasSubstr(outer + ": reading files outside of the script's folder needs --allow-outside"),
                    EndsWith("\n2 passed, 1 failed\n")));
  EXPECT_EQ(run("--allow-outside " + script).status, 0);
  EXPECT_EQ(run("- < " + script, "cd '" + path("") + "'; ").status, 0);
}

TEST_F(spec_runner, inputs_are_found_from_anywhere) {
  write("below/b.wast", "(module)");
  write("below/a.wast", "(input \"b.wast\")");
  write("c.wast", "(input \"below/a.wast\")");
  EXPECT_EQ(run("below/a.wast", "cd '" + path("") + "'; ").output, "2 passed, 0 failed\n");
  EXPECT_EQ(run("a.wast", "cd '" + path("below") + "'; ").output, "2 passed, 0 failed\n");
  write("below/a.wast", "(input \"below/b.wast\")");  // as the reference interpreter finds it
  EXPECT_EQ(run("c.wast", "cd '" + path("") + "'; ").output, "3 passed, 0 failed\n");
}

TEST_F(spec_runner, a_script_does_not_read_itself) {
  const std::string script = write("a.wast", "(module) (input \"a.wast\") (module)");
  const Result result = run(script);
  EXPECT_THAT(result.output, AllOf(HasSubstr("a.wast:1:10: input failed: this script is being read already"),
                                   EndsWith("2 passed, 1 failed\n")));
}

TEST_F(spec_runner, outputs_are_in_the_folder_of_the_script) {
  write("below/a.wast", "(module $m) (output $m \"o.wat\") (output $m \"../o.wat\") (output $m \"a.wast\")");
  const std::string command = "--allow-output below/a.wast";
  const Result result = run(command, "cd '" + path("") + "'; ");
  EXPECT_THAT(result.output,
              AllOf(HasSubstr("below/../o.wat: writing files outside of the script's folder needs --allow-outside"),
                    HasSubstr("below/a.wast: this script is being read"), EndsWith("2 passed, 2 failed\n")));
  EXPECT_TRUE(std::filesystem::exists(path("below/o.wat")));
  EXPECT_FALSE(std::filesystem::exists(path("o.wat")));
  EXPECT_EQ(run("--allow-outside " + command, "cd '" + path("") + "'; ").status, 1);
  EXPECT_TRUE(std::filesystem::exists(path("o.wat")));
}

TEST_F(spec_runner, standard_input_has_one_name) {
  const auto says = [&](const std::string& options, const std::string& input, const std::string& words) {
    const std::string output = run(options + " < " + write("in", input)).output;
    EXPECT_THAT(output, HasSubstr("<stdin>" + words)) << options;
    EXPECT_THAT(output, Not(HasSubstr("-:"))) << options;
  };
  says("-", "(get \"g\")", ":1:1: get failed");
  says("-", ";;! nonsense = true", ":1: warning: feature `nonsense`");
  says("-", ";; options: --nonsense", ":1: options: ");
  says("- --format", ";; options: --nonsense", ":1: options: ");
  says("- --limit source_bytes=3", "(module)", ": limit: larger than 3 bytes");
  says("--merge - --report tap=none", "{", ":1:2: this is no JSON");
  says("--expected-failures - " + write("a.wast", ""), "x", ":1:1: expected `path:line");
  says("- --trace", "(module)", " an instance: instantiate");
  const std::string folder = run("- < " + path("")).output;
  EXPECT_EQ(folder, "spec-runner: <stdin>: Is a directory\n0 passed, 0 failed\n");
}

TEST_F(spec_runner, a_byte_order_mark_is_called_so) {
  const std::string words = "a.wast:1:1: illegal character: U+FEFF, a byte order mark; texts are UTF-8 without one\n";
  EXPECT_THAT(run(write("a.wast", "\xef\xbb\xbf(module)")).output, HasSubstr(words));
}

TEST_F(spec_runner, an_unknown_directive_does_not_stop_the_rest) {
  const Result result = run(write("a.wast", "(foo) (module)"));
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, AllOf(HasSubstr("unknown directive foo"), EndsWith("1 passed, 1 failed\n")));
}

TEST_F(spec_runner, reads_standard_input) {
  EXPECT_EQ(run("- < " + write("a.wast", "(module) (module)")).output, "2 passed, 0 failed\n");
  EXPECT_THAT(run("- < " + write("b.wast", "(get \"g\")")).output, HasSubstr("<stdin>:1:1: get failed"));
}

TEST_F(spec_runner, directories_are_searched_and_reported_in_order) {
  write("b.wast", "(get \"g\")");
  write("below/a.wast", "(module)");
  write("below/c.wast", "(get \"g\")");
  write("ignored.txt", "(get \"g\")");
  const Result result = run("-j4 " + path(""));
  EXPECT_EQ(result.status, 1);
  EXPECT_LT(result.output.find("b.wast:1:1"), result.output.find("below/c.wast:1:1"));
  EXPECT_THAT(result.output, HasSubstr("b.wast: 0 passed, 1 failed\n"));
  EXPECT_THAT(result.output, EndsWith("\n1 passed, 2 failed\n"));
  EXPECT_EQ(result.output, run("-j1 " + path("")).output);
  std::filesystem::create_directory(path("empty"));
  EXPECT_THAT(run(path("empty")).output, HasSubstr("no .wast files"));
}

TEST_F(spec_runner, features) {
  const std::string file = write("a.wast", "(module (import \"spectest\" (instance)))");
  EXPECT_EQ(run(file).status, 0);
  EXPECT_EQ(run("--disable module-linking " + file).status, 1);
  EXPECT_EQ(run("--disable module_linking --enable module-linking " + file).status, 0);
  EXPECT_EQ(run("--features=-module-linking " + file).status, 1);
  EXPECT_EQ(run("--features none,module-linking " + file).status, 0);
  EXPECT_THAT(run("--disable module-linking --list-features").output, HasSubstr("module-linking             off\n"));
  EXPECT_THAT(run("--list-features").output, HasSubstr("threads                    on\n"));
  EXPECT_THAT(run("--disable gc,module-linking --list-features").output,
              AllOf(HasSubstr("gc                         off\n"), HasSubstr("module-linking             off\n")));
  EXPECT_THAT(run("--enable wide-arithmetic,custom_page_sizes --list-features").output,
              AllOf(HasSubstr("wide-arithmetic            on\n"), HasSubstr("custom-page-sizes          on\n")));
  EXPECT_THAT(run("--features=all,-bulk-memory --list-features").output, HasSubstr("bulk-memory-opt            off\n"));
  EXPECT_THAT(run("--features=-bulk-memory,-reference-types,bulk-memory-opt --list-features").output,
              AllOf(HasSubstr("bulk-memory-opt            on\n"), HasSubstr("call-indirect-overlong     off\n")));
  EXPECT_THAT(run("--enable gc,nonsense --list-features").output, HasSubstr("unknown feature `nonsense`"));
}

TEST_F(spec_runner, switches_of_a_script) {
  const std::string file = write("a.wast",
                                 ";; options: --disable module-linking --limit locals=2\n"
                                 "(assert_malformed (module (import \"a\" (func))) \"\")");
  EXPECT_EQ(run(file).status, 0);
  EXPECT_EQ(run("--enable module-linking " + file).status, 0);
  EXPECT_EQ(run("--ignore-script-options " + file).status, 1);
  const std::string other = write("b.wast", "(assert_malformed (module (import \"a\" (func))) \"\")");
  EXPECT_EQ(run(file + " " + other).output.find("a.wast:"), std::string::npos);
  EXPECT_EQ(run(file + " " + other).status, 1);
}

TEST_F(spec_runner, refused_switches_of_a_script) {
  const Result unknown = run(write("a.wast", ";; options: --enable nonsense\n(module)"));
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.output, AllOf(HasSubstr("a.wast:1: options: "), HasSubstr("unknown feature `nonsense`")));
  EXPECT_EQ(run(write("b.wast", ";; options: --verbose\n(module)")).status, 2);
  EXPECT_EQ(run(write("c.wast", ";; options: --help\n(module)")).status, 2);
  EXPECT_EQ(run(write("d.wast", ";; options: --list-limits\n(module)")).status, 2);
  EXPECT_EQ(run(write("e.wast", "\n;; options: --nonsense\n(module)")).status, 0);
}

TEST_F(spec_runner, scripts_only_lower_limits) {
  std::string content = ";; options: --limit module_nesting=1000\n";
  for (int i = 0; i < 100'000; ++i) content += "(module ";
  const Result raised = run(write("a.wast", content));
  EXPECT_EQ(raised.status, 2);
  EXPECT_THAT(raised.output, HasSubstr("a.wast:1: options: `module_nesting` can only be lowered here: it is 100\n"));
  EXPECT_EQ(run(write("b.wast", ";; options: --limit locals=5 --limit locals=50000\n(module)")).status, 0);
  const std::string most = write("c.wast", ";; options: --limit types=20\n(module)");
  EXPECT_EQ(run(most).status, 0);
  EXPECT_EQ(run("--limit types=20 " + most).status, 0);
  EXPECT_EQ(run("--limit types=19 " + most).status, 2);
}

TEST_F(spec_runner, limits_on_recursion_have_ceilings) {
  std::string content;
  for (int i = 0; i < 100'000; ++i) content += "(module ";
  const std::string file = write("a.wast", content);
  EXPECT_THAT(run("--limit module_nesting=1000000 " + file).output,
              HasSubstr("`module_nesting`: `1000000` is too large: at most 1000\n"));
  EXPECT_EQ(run("--limit type_nesting=1001 " + file).status, 2);
  EXPECT_THAT(run("--limit module_nesting=1000 " + file).output, HasSubstr(": limit: "));
  EXPECT_THAT(run("--limit module_nesting=1000 " + file, "ulimit -s 512; ").output, HasSubstr(": limit: "));
}

// Also the stacks of threads are of that size.
TEST_F(spec_runner, small_stacks) {
  std::string module;
  for (int i = 0; i < 100; ++i) module += "(module ";
  for (int i = 0; i < 100; ++i) module += "(type (instance ";
  for (int i = 0; i < 100; ++i) module += "))";
  module += std::string(100, ')');
  const std::string file = write("a.wast", module + "(module)");
  for (const std::string form : {"", "--roundtrip binary ", "--roundtrip text "}) {
    const Result result = run(form + "-j3 " + file + " " + file + " " + file, "ulimit -s 512; ");
    EXPECT_LE(result.status, 1);
    EXPECT_TRUE(result.status == 0 || result.output.find("limit: nested too deep") != std::string::npos);
  }
}

TEST_F(spec_runner, standard_error_may_be_full_or_closed) {
  const std::string bad = write("a.wast", ";; options: --nonsense\n(module)");
  const std::string files = path("none.wast") + " " + bad + " " + bad + " " + write("b.wast", "(module)");
  for (const std::string redirection : {"2>/dev/full", "2>&-"}) {
    for (const std::string jobs : {"-j1 ", "-j4 "}) {
      const Result result = run(jobs + files + ")", "(exec " + redirection + "; ");
      EXPECT_EQ(result.status, 2) << redirection;
      EXPECT_EQ(result.output, "1 passed, 0 failed\n") << redirection;
    }
    EXPECT_EQ(run("--nonsense )", "(exec " + redirection + "; ").status, 2);
  }
}

TEST_F(spec_runner, status_2_when_help_is_lost) {
  for (const std::string option : {"--help", "--version", "--man", "--list-features", "--list-limits"}) {
    EXPECT_EQ(run(option + " )", "(exec >/dev/full; ").status, 2) << option;
    EXPECT_EQ(run(option + " )", "(exec >&-; ").status, 2) << option;
  }
}

bool can_limit_memory() { return run("--version", "ulimit -v 100000; ").status == 0; }

TEST_F(spec_runner, memory_may_run_out) {
  if (!can_limit_memory()) GTEST_SKIP() << "what watches memory needs more";
  std::string large = "(module (func";
  for (int i = 0; i < 1'000'000; ++i) large += " nop";
  large += "))\n";
  std::string failing;
  for (int i = 0; i < 3'000; ++i) failing += "(assert_return (invoke \"f\" (i32.const 1)) (i32.const 2))\n";
  std::string files;
  for (int i = 0; i < 20; ++i) files += " " + write("f" + std::to_string(i) + ".wast", failing + large + large);
  const Result result = run("-j16" + files, "ulimit -v 100000; ");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.output, HasSubstr("limit: out of memory"));
  EXPECT_THAT(result.output, Not(HasSubstr("bad_alloc")));
  EXPECT_THAT(result.output, EndsWith(" failed\n"));
}

TEST_F(spec_runner, numbers_that_make_no_sense) {
  const std::string file = write("a.wast", "(module)");
  for (const std::string number : {"0", "-1", "99999999999999999999", "x", "1.5"}) {
    EXPECT_EQ(run("-j " + number + " " + file).status, 2) << number;
  }
  EXPECT_EQ(run("--limit types=18446744073709551616 " + file).status, 2);
  EXPECT_EQ(run("--limit types=-1 " + file).status, 2);
}

TEST_F(spec_runner, round_trips) {
  const std::string file = write("a.wast",
                                 "(module binary \"\\00asm\\01\\00\\00\\00\")\n"
                                 "(assert_invalid (module (func (result i32))) \"type mismatch\")\n"
                                 "(assert_malformed (module quote \"(func\") \"\")");
  EXPECT_EQ(run("--roundtrip binary " + file).output, "3 passed, 0 failed\n");
  EXPECT_EQ(run("--roundtrip text " + file).output, "3 passed, 0 failed\n");
  const std::string invalid = write("b.wast", "(module (func (result i32)))");
  EXPECT_THAT(run("--roundtrip binary " + invalid).output, HasSubstr("b.wast (encoded):0x18: "));
  EXPECT_THAT(run("--roundtrip text " + invalid).output, HasSubstr("b.wast (printed):"));
  EXPECT_EQ(run("--roundtrip nonsense " + file).status, 2);
}

// Every script in the dialect of 2021 needs its switch. D24
TEST_F(spec_runner, scripts_in_dialects_need_their_switches) {
  std::size_t scripts = 0;
  for (const char* folder : {"compat-2021", "switches"}) {
    for (const auto& file :
         std::filesystem::directory_iterator(MODLINK_SOURCE_DIR "/spec-tests/" + std::string(folder))) {
      EXPECT_EQ(run(file.path().string()).status, 0) << file;
      EXPECT_EQ(run("--ignore-script-options " + file.path().string()).status, 1) << file;
      ++scripts;
    }
  }
  EXPECT_GE(scripts, 6u);
}

TEST_F(spec_runner, dialect) {
  const std::string late = write("a.wast", "(module (module) (import \"spectest\" (instance)))");
  EXPECT_EQ(run(late).status, 1);
  EXPECT_EQ(run("--import-order=any " + late).status, 0);
  EXPECT_EQ(run("--compat=2021 " + late).status, 0);
  EXPECT_EQ(run("--compat=2021 --import-order=first " + late).status, 1);
  const std::string twice = write("b.wast",
                                  "(module (import \"spectest\" \"print\" (func)) "
                                  "(import \"spectest\" \"print\" (func)))");
  EXPECT_EQ(run(twice).status, 1);
  EXPECT_THAT(run(twice).output, HasSubstr("forbidden without --duplicate-imports=core"));
  EXPECT_EQ(run("--duplicate-imports=core " + twice).status, 0);
  EXPECT_EQ(run("--duplicate-imports=allow " + twice).status, 0);
  EXPECT_EQ(run("--disable module-linking " + twice).status, 0);
  EXPECT_EQ(run("--disable module-linking --duplicate-imports forbid " + twice).status, 1);
  EXPECT_EQ(run("--compat=2020 " + twice).status, 2);
  EXPECT_EQ(run("--import-order=last " + twice).status, 2);
}

TEST_F(spec_runner, what_of_2021_is_out_of_scope) {
  const std::string types = write("b.wast", R"((module binary "\00asm\01\00\00\00\01\07\01\61\00\01\01f\00"))");
  EXPECT_THAT(run("--compat=2021 " + types).output, HasSubstr("old binary encoding of module and instance types"));
}

TEST_F(spec_runner, limits) {
  const std::string file = write("a.wast", "(module (func (local i32 i32 i32)))");
  EXPECT_EQ(run(file).status, 0);
  EXPECT_THAT(run("--limit locals=2 " + file).output, HasSubstr("module failed: limit: "));
  EXPECT_THAT(run("--list-limits").output, HasSubstr("module_nesting"));
}

TEST_F(spec_runner, filter_skips_but_runs) {
  const std::string file =
      write("a.wast", "(module (func (export \"f\")))\n(invoke \"g\")\n(assert_return (invoke \"f\"))");
  EXPECT_EQ(run("--filter assert_return " + file).output, "1 passed, 0 failed, 2 skipped\n");
  EXPECT_THAT(run("--filter 'wast:2 ' " + file).output, EndsWith("0 passed, 1 failed, 2 skipped\n"));
}

TEST_F(spec_runner, verbose_and_quiet) {
  const std::string file = write("a.wast", "(module)\n(get \"g\")");
  EXPECT_THAT(run("-v " + file).output, HasSubstr("a.wast:1: module passed\n"));
  EXPECT_EQ(run("-q " + file).output, "1 passed, 1 failed\n");
}

TEST_F(spec_runner, expected_failures) {
  const std::string file = write("a.wast", "(module)\n(get \"g\")");
  const std::string good = write("good", "a.wast:2  # no g");
  const std::string bad = write("bad", "a.wast:1  # why\n");
  EXPECT_EQ(run("--expected-failures " + good + " " + file).output, "1 failure as expected\n2 passed, 0 failed\n");
  EXPECT_EQ(run("--expected-failures " + bad + " " + file).status, 1);
}

TEST_F(spec_runner, help_and_version) {
  const Result help = run("--help");
  EXPECT_EQ(help.status, 0);
  EXPECT_THAT(help.output, HasSubstr("Example"));
  EXPECT_THAT(help.output, HasSubstr("--roundtrip binary|text "));
  for (const char* word : {"ENUM", "FAILED", "Check ", "->", ":{"}) EXPECT_THAT(help.output, Not(HasSubstr(word)));
  EXPECT_THAT(run("--version").output, HasSubstr("spec-runner "));
}

// What scripts bring is escaped, and long words are cut.
TEST_F(spec_runner, names_are_escaped_and_cut) {
  const std::string id = R"($"\1b[31m\c2\9b\e2\80\ae")";
  const std::string shown = R"($"\1b[31m\c2\9b\e2\80\ae")";
  const auto failed = [&](const std::string& script, const std::string& message) {
    const Result result = run(write("a.wast", script));
    EXPECT_THAT(result.output, HasSubstr(message));
    EXPECT_EQ(result.output.find_first_of("\x1b\x9b"), std::string::npos);
  };
  failed("(invoke " + id + " \"f\")", "unknown instance " + shown + "\n");
  failed("(thread $t) (wait " + id + ")", "unknown thread " + shown + "\n");
  failed("(module) (invoke \"\\1b\\22\")", "unknown export \"\\1b\\22\" of the instance, which has none\n");
  failed("(module) (get \"\\1b\")", "unknown export \"\\1b\" of the instance, which has none\n");
  failed("(module (module $m) (instance (export \"i\") (instantiate $m))) (get \"i\" \"\\1b\")",
         "unknown export \"\\1b\" of the instance, which has none\n");
  failed("(module " + id + " (func (unreachable)) (start 0)) (invoke " + id + " \"f\")",
         "instance " + shown + " could not be made\n");
  failed("(module $" + std::string(1000000, 'x') + ") (invoke $y" + std::string(1000000, 'x') + " \"f\")",
         "unknown instance $\"y" + std::string(79, 'x') + "…\" (999921 more)\n");
  failed("(assert_invalid (module) \"\\1b" + std::string(1000000, 'x') + "\")",
         "expected: invalid \"\\1b" + std::string(999, 'x') + "… (999001 more)\"\n");
  failed("(" + std::string(1000, 'x') + ")", "unknown directive " + std::string(80, 'x') + "… (920 more)\n");
  failed(";; options: --enable \x1b\xc2\x9b\n", "unknown feature `\\1b\\c2\\9b`");
  failed(";; options: \x1b\xc2\x9b\n", "\\1b\\c2\\9b");
}

TEST_F(spec_runner, file_names_are_escaped) {
  const std::string file = write("a\x1b\xc2\x9b\xff\n.wast", "(module) (invoke \"f\")");
  const std::string shown = path("a\\1b\\c2\\9b\\ff\\0a.wast");
  EXPECT_THAT(run("'" + file + "'").output, HasSubstr(shown + ":1:10: invoke failed"));
  EXPECT_THAT(run("-v '" + file + "'").output, HasSubstr(shown + ":1: module passed"));
  EXPECT_THAT(run("'" + path("no\x1b") + "'").output, HasSubstr(path("no\\1b") + ": No such file"));
  EXPECT_THAT(run("--roundtrip 'a\x1b' x").output, HasSubstr("a\\1b"));
  EXPECT_THAT(run("--filter '(\x1b' x").output, AllOf(HasSubstr("--filter"), Not(HasSubstr("\x1b"))));
  EXPECT_THAT(run("'" + file + "' '" + write("b.wast", "(module)") + "'").output, HasSubstr(shown + ": 1 passed"));
}

TEST_F(spec_runner, carriage_returns_end_lines) {
  const std::string file = write("a.wast", "(module)\r(module)\r\n(module)");
  EXPECT_THAT(run("-v " + file).output, AllOf(HasSubstr("a.wast:2: module"), HasSubstr("a.wast:3: module")));
}

TEST_F(spec_runner, files_that_are_no_scripts_are_called_what_they_are) {
  const Result zipped = run(write("a.wast", "\x1f\x8b\x08"));
  EXPECT_EQ(zipped.status, 2);
  EXPECT_THAT(zipped.output, HasSubstr("a.wast: this is a gzip file, and no script\n"));
  EXPECT_THAT(run(write("a.wast", std::string("\0asm\1\0\0\0", 8))).output,
              HasSubstr("this is a WebAssembly module, and no script"));
}

constexpr const char* traced_script =
    "(module $M (func (export \"f\") (result i32) (i32.const 7)))\n(assert_return (invoke \"f\") (i32.const 7))\n";

TEST_F(spec_runner, trace_prints_what_is_executed) {
  const Result result = run("--trace " + write("a.wast", traced_script));
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.output, HasSubstr("a.wast:1:12 $M.f: called\n"));
  EXPECT_THAT(result.output, HasSubstr("a.wast:1:45 $M.f: i32.const 7 → i32:7\n"));
  EXPECT_THAT(result.output, EndsWith("2 passed, 0 failed\n"));
  EXPECT_THAT(run(write("a.wast", traced_script)).output, Not(HasSubstr("i32.const")));
}

TEST_F(spec_runner, trace_calls_prints_calls_between_instances) {
  const Result result = run("--trace=calls " + write("a.wast", traced_script));
  EXPECT_EQ(result.output, path("a.wast") + ":1:12 $M.f: called by the host\n" + path("a.wast") +
                               ":1:12 $M.f returns i32:7\n2 passed, 0 failed\n");
}

TEST_F(spec_runner, trace_has_two_forms) {
  const Result result = run("--trace=all " + write("a.wast", traced_script));
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, HasSubstr("--trace: `all`: expected instructions or calls\n"));
}

TEST_F(spec_runner, trace_is_of_our_own_interpreter) {
  const Result result = run("--trace --engine=false " + write("a.wast", traced_script));
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, HasSubstr("--trace: other engines (--engine) do not say what they execute\n"));
}

TEST_F(spec_runner, traces_of_several_scripts_come_one_after_the_other) {
  write("below/a.wast", traced_script);
  write("below/b.wast", traced_script);
  const std::string output = run("--trace=calls -j 4 " + path("below")).output;
  EXPECT_LT(output.find("a.wast:1:12 $M.f returns"), output.find("b.wast:1:12 $M.f: called"));
}

TEST_F(spec_runner, a_trace_ends_where_fuel_does) {
  const Result result = run("--fuel 20 --trace " + write("a.wast",
                                                         "(module (func (export \"f\") (loop (br 0))))\n"
                                                         "(assert_exhaustion (invoke \"f\") \"out of fuel\")\n"));
  EXPECT_THAT(result.output, HasSubstr("f: out of fuel\n"));
}

}  // namespace
