// The program: what is read stays, what is written goes to different files, and standard output has one of them alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tools/spec-runner/test_program.h"

namespace modlink::runner {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string more = "\nRun with --help for more information.\n";

class output_files : public testing::Test {
 protected:
  output_files() {
    for (const char* name : {"a.wast", "suite/b.wast"}) folder_.write(name, "(module)");
    folder_.write("m.wat", "(module)");
    folder_.write("known", "# none\n");
    std::filesystem::create_symlink("a.wast", folder_.path("link"));
    std::filesystem::create_hard_link(folder_.path("a.wast"), folder_.path("hard"));
  }
  ProgramEnd run(const std::string& line) const { return folder_.run("spec-runner " + line); }
  void expect_refused(const std::string& line, const std::string& reason) const {
    const ProgramEnd end = run(line);
    EXPECT_EQ(end.output, reason) << line;
    EXPECT_EQ(end.status, 2) << line;
    for (const char* name : {"a.wast", "suite/b.wast", "m.wat"}) EXPECT_EQ(folder_.read(name), "(module)") << line;
    EXPECT_EQ(folder_.read("known"), "# none\n") << line;
  }

  TestFolder folder_;
};

const std::vector<std::string> writers{
    "--report json=", "--report html=", "--coverage-report json=", "--coverage-report lcov=", "--write-expected "};

std::string option_of(const std::string& writer) { return writer.substr(0, writer.find(' ')); }

TEST_F(output_files, no_input_of_a_run_is_written_to_by_whatever_name) {
  const std::string inputs = " --register m=m.wat --expected-failures known a.wast suite";
  for (const std::string& writer : writers) {
    const auto refuses = [&](const std::string& file, const std::string& words) {
      expect_refused(writer + file + inputs,
                     option_of(writer) + ": " + words + "one of the files that are read" + more);
    };
    refuses("a.wast", "a.wast is ");
    refuses("./a.wast", "./a.wast is a.wast, ");
    refuses("link", "link is a.wast, ");
    refuses("hard", "hard is a.wast, ");
    refuses("suite/b.wast", "suite/b.wast is ");
    refuses("suite", "suite is ");
    refuses("m.wat", "m.wat is ");
    refuses("known", "known is ");
  }
  expect_refused("--report json=a.wast - < a.wast",
                 "--report: a.wast is standard input, one of the files that are read" + more);
  EXPECT_EQ(run("--report json=o.json --write-expected suite/new.wast --bless a.wast suite").status, 0);
}

TEST_F(output_files, no_report_that_is_merged_is_written_to) {
  ASSERT_EQ(run("a.wast --report json=r.json").status, 0);
  const std::string report = folder_.read("r.json");
  expect_refused("--merge r.json --report json=./r.json",
                 "--report: ./r.json is r.json, one of the files that are read" + more);
  EXPECT_EQ(folder_.read("r.json"), report);
}

TEST_F(output_files, no_script_that_is_converted_is_written_to) {
  const std::string is_read = "one of the files that are read\n";
  for (const std::string form : {"js", "binary", "wast"}) {
    expect_refused("--convert " + form + " a.wast a.wast", "spec-runner: --convert: a.wast is " + is_read);
    expect_refused("--convert " + form + " link a.wast", "spec-runner: --convert: link is a.wast, " + is_read);
    expect_refused("--convert " + form + " hard a.wast", "spec-runner: --convert: hard is a.wast, " + is_read);
  }
  expect_refused("--convert wast . suite/b.wast a.wast", "spec-runner: --convert: ./a.wast is a.wast, " + is_read);
  EXPECT_FALSE(folder_.has("b.wast"));
  folder_.write("c.json", "(module) (wait)");
  expect_refused("--convert json . c.json", "spec-runner: --convert: ./c.json is c.json, " + is_read);
  EXPECT_EQ(run("--convert wast suite/ a.wast").status, 0);
}

// The process has said what it reads before it ended.
TEST_F(output_files, what_a_script_read_before_its_process_crashed_is_not_written_to) {
  folder_.write("in.wast", "(module (func (export \"f\") (loop (br 0))))");
  folder_.write("top.wast", "(input \"in.wast\") (invoke \"f\")");
  const ProgramEnd end =
      folder_.run("ulimit -c 0; ulimit -S -t 1; spec-runner --isolate top.wast --report json=in.wast");
  EXPECT_THAT(end.output,
              HasSubstr("the process was ended by SIGXCPU (CPU time limit exceeded) in top.wast:1:19 invoke"));
  EXPECT_THAT(end.output, EndsWith("spec-runner: --report: in.wast is one of the files that are read\n"));
  EXPECT_EQ(end.status, 2);
  EXPECT_THAT(folder_.read("in.wast"), StartsWith("(module"));
}

TEST_F(output_files, no_file_that_a_converted_script_reads_is_written_to) {
  folder_.write("top.wast", "(script (input \"in.wast\")) (thread (input \"in.wasm\"))");
  folder_.write("in.wast", "(input \"suite/deep.wast\") (input \"none.wast\") (input \"in.wast\")");
  for (const char* name : {"in.wasm", "suite/deep.wast"}) folder_.write(name, "not read");
  for (const std::string form : {"js", "binary", "wast"}) {
    for (const std::string name : {"in.wast", "in.wasm", "suite/deep.wast"}) {
      const std::string before = folder_.read(name);
      expect_refused("--convert " + form + " " + name + " top.wast",
                     "spec-runner: --convert: " + name + " is one of the files that are read\n");
      EXPECT_EQ(folder_.read(name), before);
    }
    EXPECT_EQ(run("--convert " + form + " in.wast a.wast").status, 0);  // which reads nothing
    folder_.write("in.wast", "(input \"suite/deep.wast\")");
  }
  folder_.write("below/in.wast", "(module)");
  expect_refused("--convert wast . below/in.wast top.wast",
                 "spec-runner: --convert: ./in.wast is in.wast, one of the files that are read\n");
}

TEST_F(output_files, no_script_is_blessed_twice_at_a_time) {
  for (const char* other : {"a.wast", "./a.wast", "link", "hard", "."}) {
    const ProgramEnd end = run("--bless a.wast " + std::string(other));
    EXPECT_EQ(end.status, 2) << other;
    EXPECT_THAT(end.output,
                AllOf(StartsWith("--bless: "), HasSubstr(" one of the files that are read already" + more)));
  }
  EXPECT_EQ(run("--bless a.wast suite").status, 0);
  EXPECT_EQ(run("a.wast a.wast").output, "2 passed, 0 failed\n");
}

// Which files these are is known when the scripts were read, and then none of the outputs is written.
TEST_F(output_files, no_file_that_a_script_reads_is_written_to) {
  const std::string binary("\0asm\1\0\0\0", 8);
  const std::map<std::string, std::string> inputs{
      {"in.wast", "(module)"}, {"in.wasm", binary}, {"suite/deep.wast", "(assert_return (invoke \"none\"))"}};
  folder_.write("top.wast", "(input \"./in.wast\") (script (input \"in.wasm\")) (input \"suite/more.wast\")");
  folder_.write("suite/more.wast", "(module) (input \"suite/deep.wast\")");
  for (const std::string how : {" -j1", " -j2", " --isolate", " --engine 'modlink oracle --batch'"}) {
    for (const std::string& writer : writers) {
      if (writer.find("coverage") != writer.npos && how.find("-j") == how.npos) continue;  // they do not go together
      for (const auto& [name, content] : inputs) {
        folder_.write(name, content);
        const ProgramEnd end = run("a.wast top.wast" + how + " --report tap=other " + writer + name);
        EXPECT_THAT(end.output, HasSubstr("spec-runner: " + option_of(writer) + ": " + name + " is "));
        EXPECT_THAT(end.output, EndsWith("one of the files that are read\n")) << writer << how;
        EXPECT_EQ(end.status, 2) << writer << how;
        EXPECT_EQ(folder_.read(name), content) << writer << how;
        EXPECT_FALSE(folder_.has("other")) << writer << how;
      }
    }
  }
  EXPECT_EQ(run("top.wast --report tap=other").status, 1);
  EXPECT_TRUE(folder_.has("other"));
}

TEST_F(output_files, no_script_writes_to_a_file_of_the_run) {
  folder_.write("suite/b.wast", "(module $m) (output $m \"o\") (output $m \"free\")");
  folder_.write("suite/known", "# none\n");
  folder_.write("suite/m.wat", "(module)");
  const auto expect_failure = [&](const std::string& words, const std::string& why, const std::string& variables = "") {
    for (const std::string how : {"", "--isolate "}) {
      const ProgramEnd end = folder_.run(variables + "spec-runner --allow-output " + how + "suite/b.wast " + words);
      EXPECT_EQ(end.status, 1) << words << how << end.output;
      EXPECT_TRUE(folder_.has("suite/free")) << words << how;
      EXPECT_THAT(end.output, HasSubstr("output failed: suite/o: is " + why + "\n")) << words << how;
    }
  };
  for (const std::string& writer : writers) {
    if (writer.find("coverage") != writer.npos) continue;  // it does not go with --isolate
    expect_failure(writer + "suite/../suite/o", "what " + option_of(writer) + " writes");
    std::filesystem::remove(folder_.path("suite/o"));
  }
  expect_failure("--report json=suite/o", "what --report writes");
  EXPECT_THAT(folder_.read("suite/o"), StartsWith("{\"format\""));
  expect_failure("", "what XML_OUTPUT_FILE writes", "XML_OUTPUT_FILE=suite/o ");
  EXPECT_THAT(folder_.read("suite/o"), StartsWith("<?xml"));
  expect_failure("> suite/o; s=$?; cat suite/o; exit $s", "standard output");
  std::filesystem::rename(folder_.path("suite/known"), folder_.path("suite/o"));
  expect_failure("--expected-failures suite/o", "one of the files that options read");
  EXPECT_EQ(folder_.read("suite/o"), "# none\n");
  std::filesystem::rename(folder_.path("suite/m.wat"), folder_.path("suite/o"));
  expect_failure("--register m=suite/o", "one of the files that options read");
  EXPECT_EQ(folder_.read("suite/o"), "(module)");
  expect_failure("--bless suite/o", "one of the scripts for --bless");
  EXPECT_EQ(run("--allow-output suite/b.wast --report json=o").status, 0);
}

TEST_F(output_files, no_two_outputs_are_one_file) {
  folder_.write("there", "");
  std::filesystem::create_symlink("none", folder_.path("hanging"));
  for (const std::string& first : writers) {
    for (const std::string& second : writers) {
      if (first == second && first == "--write-expected ") continue;  // it is given once
      for (const auto& [a, b] : {std::pair("none", "./none"), std::pair("hanging", "none"), std::pair("-", "-")}) {
        const ProgramEnd end = run(first + a + " " + second + b + " a.wast");
        EXPECT_EQ(end.status, 2) << first << second;
        EXPECT_THAT(end.output, AllOf(HasSubstr(" is written by "), HasSubstr(option_of(first)),
                                      HasSubstr(option_of(second)), HasSubstr(" too" + more)));
        EXPECT_FALSE(folder_.has("none"));
        EXPECT_FALSE(folder_.has("-"));
      }
    }
  }
  EXPECT_EQ(run("--report json=/dev/null --report tap=/dev/null --coverage-report json=/dev/null a.wast").status, 0);
  EXPECT_EQ(folder_.run("XML_OUTPUT_FILE=o.xml spec-runner --report json=./o.xml a.wast").output,
            "XML_OUTPUT_FILE: o.xml is written by --report too" + more);
}

TEST_F(output_files, several_of_a_kind_are_all_written) {
  EXPECT_EQ(run("--coverage-report json=1 --coverage-report json=2 a.wast").status, 0);
  EXPECT_EQ(folder_.read("1"), folder_.read("2"));
  EXPECT_THAT(folder_.read("1"), StartsWith("{"));
}

TEST_F(output_files, all_or_none_are_written) {
  EXPECT_EQ(run("--report json=1 --coverage-report json=2 --write-expected a.wast/3 a.wast").status, 2);
  for (const char* name : {"1", "2"}) EXPECT_FALSE(folder_.has(name)) << name;
}

TEST_F(output_files, a_file_on_standard_output_is_alone_there) {
  EXPECT_THAT(run("--coverage-report json=- a.wast").output, AllOf(StartsWith("{"), Not(HasSubstr("passed, "))));
  EXPECT_EQ(run("--coverage-report lcov=- a.wast").output.substr(0, 3), "TN:");
  EXPECT_EQ(run("--write-expected - a.wast").output, "# Directives that fail, for spec-runner --expected-failures.\n");
  EXPECT_EQ(run("--write-expected - a.wast --report json=o").output,
            "# Directives that fail, for spec-runner --expected-failures.\n");
  EXPECT_EQ(run("--write-expected /dev/stdout a.wast | cat").output,
            "# Directives that fail, for spec-runner --expected-failures.\n");
  EXPECT_EQ(run("--convert wast - a.wast").output, "(module)\n");
  EXPECT_THAT(run("--convert js - a.wast").output, StartsWith("'use strict';"));
  EXPECT_FALSE(folder_.has("-"));
}

TEST_F(output_files, nothing_else_that_is_asked_for_is_lost_to_it) {
  for (const std::string& writer : writers) {
    for (const std::string other : {"--trace", "--verbose", "--coverage lines", "--slowest 3", "--report human"}) {
      if (writer == "--report html=" && other == "--slowest 3") continue;  // it has them
      const bool has_coverage = writer.find("coverage") != writer.npos;
      if (has_coverage && other == "--trace") continue;  // they do not go together anyway
      const ProgramEnd end = run(writer + "- " + other + " a.wast");
      EXPECT_EQ(end.status, 2) << writer << other;
      EXPECT_THAT(end.output, AllOf(HasSubstr("standard output"), HasSubstr(option_of(writer)))) << other;
    }
  }
  EXPECT_EQ(run("--report html=- --slowest 3 a.wast").status, 0);
}

TEST_F(output_files, several_files_do_not_go_to_standard_output) {
  const std::string reason =
      "spec-runner: --convert: several files are written to a folder, and not to standard output\n";
  expect_refused("--convert json - a.wast", reason);
  expect_refused("--convert wast - a.wast suite", reason);
  expect_refused("--convert binary - suite", reason);
  EXPECT_FALSE(folder_.has("-"));
}

}  // namespace
}  // namespace modlink::runner
