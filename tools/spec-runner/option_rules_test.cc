// Every option of the program, with everything that can be asked for: it means something, or the line is refused.
#include "tools/spec-runner/option_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "tools/spec-runner/options.h"
#include "tools/spec-runner/test_program.h"

namespace modlink::runner {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAreArray;

// What can be asked for, by a letter, and the words for it.
struct Task {
  char letter;
  std::string asked_by;  // in messages
  std::vector<std::string> words;
};
const std::vector<Task> tasks{
    {'r', "", {"a.wast"}},
    {'b', "--bless", {"--bless", "a.wast"}},
    {'j', "--convert json", {"--convert", "json", "out", "a.wast"}},
    {'w', "--convert wast", {"--convert", "wast", "out.wast", "a.wast"}},
    {'f', "--format", {"--format", "a.wast"}},
    {'c', "--compare", {"--compare", "a.json", "b.json"}},
    {'m', "--merge", {"--merge", "a.json"}},
    {'l', "--list-limits", {"--list-limits"}},
};

// A use of each option, and the tasks in which it means something. One that asks for a task does so where there is
// none.
struct Use {
  std::vector<std::string> words;
  std::string tasks;
};
const std::map<std::string, Use> uses{
    {"--actions", {{"--actions", "skip"}, "rb"}},
    {"--allow-output", {{"--allow-output"}, "rb"}},
    {"--allow-outside", {{"--allow-outside"}, "rb"}},
    {"--bless", {{"--bless"}, "rb"}},
    {"--color", {{"--color", "never"}, "rbm"}},
    {"--compare", {{"--compare"}, "rc"}},
    {"--compat", {{"--compat", "2021"}, "rbjwfl"}},
    {"--convert", {{"--convert", "json", "out"}, "r"}},
    {"--coverage", {{"--coverage", "lines"}, "rb"}},
    {"--coverage-report", {{"--coverage-report", "json=o"}, "rb"}},
    {"--dialect", {{"--dialect", "wabt"}, "rbjwfl"}},
    {"--disable", {{"--disable", "gc"}, "rbjwfl"}},
    {"--duplicate-imports", {{"--duplicate-imports", "allow"}, "rbjwfl"}},
    {"--enable", {{"--enable", "gc"}, "rbjwfl"}},
    {"--engine", {{"--engine", "cat"}, "rb"}},
    {"--exclude", {{"--exclude", "x"}, "rb"}},
    {"--expected-failures", {{"--expected-failures", "/dev/null"}, "rb"}},
    {"--explain", {{}, ""}},  // ends the program
    {"--fail-fast", {{"--fail-fast"}, "rb"}},
    {"--features", {{"--features", "all"}, "rbjwfl"}},
    {"--filter", {{"--filter", "x"}, "rb"}},
    {"--format", {{"--format"}, "rf"}},
    {"--fuel", {{"--fuel", "5"}, "rb"}},
    {"--hash-seed", {{"--hash-seed", "5"}, "rbjwfcml"}},
    {"--help", {{}, ""}},
    {"--ignore-script-options", {{"--ignore-script-options"}, "rbjwf"}},
    {"--import-order", {{"--import-order", "any"}, "rbjwfl"}},
    {"--isolate", {{"--isolate"}, "rb"}},
    {"--isolated-script", {{"--isolated-script", "u-:a.wast"}, "rb"}},
    {"--jobs", {{"-j1"}, "rb"}},
    {"--json", {{"--json", "wabt"}, "j"}},
    {"--limit", {{"--limit", "types=5"}, "rbjwfl"}},
    {"--line", {{"--line", "5"}, "rb"}},
    {"--linking", {{"--engine", "cat", "--linking", "native"}, "rb"}},
    {"--list-features", {{"--list-features"}, "l"}},
    {"--list-limits", {{"--list-limits"}, "l"}},
    {"--man", {{}, ""}},
    {"--merge", {{"--merge"}, "rm"}},
    {"--messages", {{"--messages", "regex"}, "rb"}},
    {"--modules", {{"--modules", "validate"}, "rb"}},
    {"--name-imports", {{"--name-imports"}, "rb"}},
    {"--no-fusion", {{"--no-fusion"}, "rb"}},
    {"--no-name-imports", {{"--no-name-imports"}, "rb"}},
    {"--no-plain-operands", {{"--no-plain-operands"}, "rbjwf"}},
    {"--no-run-lines", {{"--no-run-lines"}, "rbjwf"}},
    {"--plain-operands", {{"--plain-operands"}, "rbjwf"}},
    {"--quiet", {{"-q"}, "rbm"}},
    {"--register", {{"--register", "m=m.wat"}, "rb"}},
    {"--report", {{"--report", "json=o"}, "rbm"}},
    {"--roundtrip", {{"--roundtrip", "text"}, "rb"}},
    {"--run-lines", {{"--run-lines"}, "rbjwf"}},
    {"--shard", {{"--shard", "1/2"}, "rb"}},
    {"--slowest", {{"--slowest", "5"}, "rbm"}},
    {"--stages", {{"--stages", "lenient"}, "rb"}},
    {"--timeout", {{"--timeout", "5"}, "rb"}},
    {"--trace", {{"--trace=calls"}, "rb"}},
    {"--verbose", {{"-v"}, "rb"}},
    {"--version", {{}, ""}},
    {"--write-expected", {{"--write-expected", "o"}, "rb"}},
};

std::vector<std::string> names_of_uses() {
  std::vector<std::string> result;
  for (const auto& use : uses) result.push_back(use.first);
  return result;
}

TEST(option_rules, each_option_has_a_rule_and_a_use) {
  EXPECT_THAT(options_with_rules(), UnorderedElementsAreArray(option_names()));
  EXPECT_THAT(names_of_uses(), UnorderedElementsAreArray(option_names()));
}

// What a newcomer has to know: of one of several values, which one it is otherwise.
TEST(option_rules, help_has_values_and_defaults) {
  const std::string help = test::run("--help").output;
  for (const auto& [option, use] : uses) {
    const std::size_t begin =
        help.find("  " + option + " ") != help.npos ? help.find("  " + option + " ") : help.find("," + option + " ");
    if (option == "--isolated-script" || option == "--man") {
      EXPECT_EQ(begin, help.npos) << option;
      continue;
    }
    ASSERT_NE(begin, help.npos) << option;
    const std::string entry = help.substr(begin, help.find("\n  -", begin) - begin);
    const bool has_choice = entry.substr(0, entry.find("  ", 2)).find('|') != entry.npos;
    const bool is_what_to_do = option == "--convert" || option == "--coverage-report";
    EXPECT_TRUE(!has_choice || is_what_to_do || entry.find("default") != entry.npos) << entry;
  }
}

// In a folder of its own, which holds the files that lines name.
class option_lines : public testing::Test {
 protected:
  option_lines() {
    folder_.write("a.wast", "(module)");
    folder_.write("m.wat", "(module)");
    folder_.write("a.json", "{}");
    folder_.write("b.json", "{}");
    before_ = std::filesystem::current_path();
    std::filesystem::current_path(folder_.path(""));
  }
  ~option_lines() override { std::filesystem::current_path(before_); }

  // What the program says of a line, on both streams; and the status, or -1 if it would run.
  std::string said(std::vector<std::string> words) {
    words.insert(words.begin(), "spec-runner");
    std::vector<const char*> pointers;
    for (const std::string& word : words) pointers.push_back(word.c_str());
    testing::internal::CaptureStderr();
    testing::internal::CaptureStdout();
    const auto line = parse_command_line(static_cast<int>(pointers.size()), pointers.data());
    status_ = std::holds_alternative<Status>(line) ? static_cast<int>(std::get<Status>(line)) : -1;
    return testing::internal::GetCapturedStderr() + testing::internal::GetCapturedStdout();
  }
  void expect_refused(const std::vector<std::string>& words, const std::string& reason) {
    EXPECT_EQ(said(words), reason + "\nRun with --help for more information.\n");
    EXPECT_EQ(status_, 2);
  }

  TestFolder folder_;
  int status_ = 0;

 private:
  std::filesystem::path before_;
};

TEST_F(option_lines, each_option_means_something_in_its_tasks_and_is_refused_in_others) {
  for (const auto& [option, use] : uses) {
    if (use.words.empty()) continue;
    for (const Task& task : tasks) {
      if (task.asked_by.substr(0, task.asked_by.find(' ')) == option) continue;
      std::vector<std::string> words = use.words;
      words.insert(words.end(), task.words.begin(), task.words.end());
      const std::string output = said(words);
      const bool is_refused = output.find("does not go with") != output.npos || output.find("needs") != output.npos;
      EXPECT_EQ(is_refused, use.tasks.find(task.letter) == std::string::npos)
          << option << " and " << task.asked_by << ": " << output;
      EXPECT_TRUE(!is_refused || status_ == 2) << output;
    }
  }
}

TEST_F(option_lines, one_error_names_both_options) {
  expect_refused({"--format", "--report", "json=o", "a.wast"}, "--report: does not go with --format");
  expect_refused({"--compare", "--report", "json=o", "a.json", "b.json"}, "--report: does not go with --compare");
  expect_refused({"--bless", "--format", "a.wast"}, "--bless: does not go with --format");
  expect_refused({"--json", "wabt", "a.wast"}, "--json: needs --convert json");
  expect_refused({"--json", "wabt", "--convert", "js", "o", "a.wast"}, "--json: does not go with --convert js");
  expect_refused({"--convert", "text", "o", "a.wast"}, "--convert: `text`: expected json, js, binary or wast");
  expect_refused({"--list-features", "a.wast"}, "--list-features: does not go with a FILE");
  EXPECT_EQ(folder_.read("a.wast"), "(module)");
}

TEST_F(option_lines, options_of_runs_that_need_or_exclude_others) {
  expect_refused({"--linking", "native", "a.wast"}, "--linking: needs --engine");
  expect_refused({"-v", "-q", "a.wast"}, "--verbose: does not go with --quiet");
  expect_refused({"--trace", "--coverage", "lines", "a.wast"}, "--coverage: does not go with --trace");
  expect_refused({"--isolate", "--coverage-report", "json=o", "a.wast"},
                 "--coverage-report: does not go with --isolate");
  for (const std::vector<std::string>& own : std::vector<std::vector<std::string>>{{"--trace"},
                                                                                   {"--coverage", "rules"},
                                                                                   {"--coverage-report", "json=o"},
                                                                                   {"--no-fusion"},
                                                                                   {"--roundtrip", "text"}}) {
    std::vector<std::string> words = own;
    words.insert(words.end(), {"--engine", "cat", "a.wast"});
    EXPECT_THAT(said(words), testing::ContainsRegex("^" + own[0] + ": .*other engines \\(--engine\\)"));
    EXPECT_EQ(status_, 2);
  }
}

TEST_F(option_lines, standard_input_is_read_once) {
  expect_refused({"-", "-"}, "-: standard input is read only once");
  expect_refused({"--bless", "-"}, "--bless: standard input is no file");
}

}  // namespace
}  // namespace modlink::runner
