// The program spec-runner, and files for it, in tests.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tools/files/test_shell.h"

namespace modlink::runner {

using ProgramEnd = cli::test::ShellEnd;
using cli::test::shell;

inline const std::string spec_runner_program = MODLINK_BINARY_DIR "/bin/spec-runner";

// A folder that is there as long as the test. In lines of the shell it is the present one.
class TestFolder {
 public:
  TestFolder()
      : folder_(std::filesystem::path(::testing::TempDir()) / ("spec_runner_test." + std::to_string(getpid()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~TestFolder() { std::filesystem::remove_all(folder_); }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  void write(const std::string& name, const std::string& content) const {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << content;
  }
  std::string read(const std::string& name) const {
    std::ostringstream content;
    content << std::ifstream(folder_ / name).rdbuf();
    return content.str();
  }
  bool has(const std::string& name) const { return std::filesystem::exists(folder_ / name); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  ProgramEnd run(const std::string& line) const { return shell("cd '" + folder_.string() + "'; " + line); }

 private:
  std::filesystem::path folder_;
};

// Directive 2 fails, with expected and found; 4 has no end; 5 is wrong.
inline constexpr const char* failing_script =
    R"((module (func (export "f") (result i32) (i32.const 1)) (func (export "loop") (loop (br 0))))
(assert_return (invoke "f") (i32.const 2))
(assert_return (invoke "f") (i32.const 1))
(invoke "loop")
(assert_invalid (module (func (result i32))) "type <mismatch>")
)";

namespace test {

using Run = ProgramEnd;

// `before`: commands of the shell that the program runs in.
inline Run run(const std::string& arguments, const std::string& before = {}) {
  return shell(before + "'" + spec_runner_program + "' " + arguments);
}

// A test with a folder of its own, in which there is another, `below`.
class ProgramTest : public testing::Test {
 protected:
  ProgramTest() { std::filesystem::create_directories(path("below")); }

  std::string write(const std::string& name, const std::string& content) const {
    folder_.write(name, content);
    return path(name);
  }
  std::string read(const std::string& name) const { return folder_.read(name); }
  std::string path(const std::string& name) const { return folder_.path(name); }

 private:
  TestFolder folder_;
};

}  // namespace test
}  // namespace modlink::runner
