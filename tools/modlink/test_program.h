// Running the program from its tests.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tools/files/test_shell.h"

namespace modlink::command::test {

using Result = cli::test::ShellEnd;

// A test with a folder of its own.
class ProgramTest : public testing::Test {
 protected:
  ProgramTest() : directory_(std::filesystem::path(testing::TempDir()) / ("modlink." + std::to_string(getpid()))) {
    std::filesystem::create_directories(directory_);
  }
  ~ProgramTest() override { std::filesystem::remove_all(directory_); }

  // Runs `modlink` in the folder. `before` is put before it: a pipe.
  Result run(const std::string& arguments, const std::string& before = {}) const {
    return cli::test::shell("cd '" + directory_.string() + "'; " + before + " '" MODLINK_BINARY_DIR "/bin/modlink' " +
                            arguments);
  }

  void write(const std::string& name, const std::string& content) const { std::ofstream(directory_ / name) << content; }
  std::filesystem::path path(const std::string& name) const { return directory_ / name; }

 private:
  std::filesystem::path directory_;
};

}  // namespace modlink::command::test
