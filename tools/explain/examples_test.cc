// Both examples of every code, run. docs/errors.md
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tools/explain/chapters.h"
#include "tools/files/test_shell.h"
#include "wast/syntax/error_code.h"

namespace modlink::explain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

namespace fs = std::filesystem;

constexpr const char* default_command = "spec-runner FILE";

// A folder with the examples, which lines of the shell run in.
class examples : public testing::Test {
 protected:
  examples() : folder_(fs::path(testing::TempDir()) / ("examples." + std::to_string(getpid()))) {
    fs::create_directories(folder_ / "scripts");
    write("empty.wast", "");
  }
  ~examples() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& content) const { std::ofstream(folder_ / name) << content; }

  using End = cli::test::ShellEnd;

  End shell(const std::string& line) const { return cli::test::shell("cd '" + folder_.string() + "'; " + line); }

  // The codes of the directives of a script that failed, by the report.
  static std::vector<std::string> codes_of(const nlohmann::json& script) {
    std::vector<std::string> codes;
    for (const auto& directive : script.at("directives")) {
      const std::string status = directive.at("status");
      if (status == "failed" || status == "error") codes.push_back(directive.value("code", "without a code"));
    }
    return codes;
  }

  nlohmann::json report() const { return nlohmann::json::parse(std::ifstream(folder_ / "report.json")); }

  // Whether it is a run of spec-runner that shows the code, and no message of modlink.
  static bool reports(const Explanation& explanation) {
    return explanation.command.find("modlink") == std::string::npos;
  }

  // Whether a message of modlink has the code, or is that of a program that ended with its words.
  static bool shows(const std::string& output, const std::string& code) {
    const auto is_there = [&](std::string_view words) {
      return output.find(": error: " + std::string(words)) != std::string::npos;
    };
    const auto words = words_of_error(code);
    return output.find("[" + code + "]") != std::string::npos || std::any_of(words.begin(), words.end(), is_there);
  }

  End run(const Explanation& explanation, const std::string& example) const {
    const bool is_script = explanation.command.find("spec-runner") != std::string::npos;
    const std::string file = is_script ? "example.wast" : "example.wat";
    write(file, example);
    std::string line = explanation.command;
    line.replace(line.find("FILE"), 4, reports(explanation) ? file + " --report json=report.json" : file);
    return shell(line);
  }

 private:
  fs::path folder_;
};

std::vector<Explanation> all_with(bool is_default) {
  std::vector<Explanation> result;
  for (const Chapter& chapter : chapters()) {
    for (const Explanation& explanation : chapter.explanations) {
      if (explanation.command.empty()) continue;  // library_test.cc has these
      if ((explanation.command == default_command) == is_default) result.push_back(explanation);
    }
  }
  return result;
}

TEST_F(examples, those_that_scripts_show) {
  for (const Explanation& explanation : all_with(true)) {
    write("scripts/" + explanation.code + ".fails.wast", explanation.failing);
    write("scripts/" + explanation.code + ".passes.wast", explanation.fixed);
  }
  EXPECT_NE(shell("spec-runner scripts --report json=report.json").status, 0);
  std::size_t count = 0;
  const nlohmann::json all = report();
  for (const auto& script : all.at("scripts")) {
    const std::string name = fs::path(script.at("path").get<std::string>()).stem().string();
    const std::string code = name.substr(0, name.find('.'));
    const auto codes = codes_of(script);
    if (name == code + ".fails") {
      EXPECT_THAT(codes, ElementsAre(code)) << script;
    } else {
      EXPECT_THAT(codes, IsEmpty()) << script;
      EXPECT_EQ(script.at("exit_status"), 0) << script;
    }
    ++count;
  }
  EXPECT_EQ(count, 2 * all_with(true).size());
}

TEST_F(examples, those_that_other_commands_show) {
  for (const Explanation& explanation : all_with(false)) {
#ifdef MODLINK_SANITIZED
    if (explanation.command.find("ulimit") != std::string::npos) continue;  // sanitizers need more
#endif
    const bool is_script = reports(explanation);
    const End fixed = run(explanation, explanation.fixed);
    EXPECT_EQ(fixed.status, 0) << explanation.code << ": " << fixed.output;
    EXPECT_FALSE(shows(fixed.output, explanation.code)) << explanation.code;
    const End failing = run(explanation, explanation.failing);
    const bool is_note = failing.output.find(": note: ") != std::string::npos;  // of what is ignored
    EXPECT_EQ(failing.status == 0, is_note) << explanation.code;
    if (is_script) {
      EXPECT_THAT(codes_of(report().at("scripts").at(0)), ElementsAre(explanation.code)) << failing.output;
    } else {
      EXPECT_TRUE(shows(failing.output, explanation.code)) << explanation.code << ": " << failing.output;
    }
  }
}

}  // namespace
}  // namespace modlink::explain
