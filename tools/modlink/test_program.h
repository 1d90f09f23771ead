// Running the program from its tests.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

namespace modlink::command::test {

struct Result {
  int status = -1;
  std::string output;  // both streams
};

// A test with a folder of its own.
class ProgramTest : public testing::Test {
 protected:
  ProgramTest() : directory_(std::filesystem::path(testing::TempDir()) / ("modlink." + std::to_string(getpid()))) {
    std::filesystem::create_directories(directory_);
  }
  ~ProgramTest() override { std::filesystem::remove_all(directory_); }

  // Runs `modlink` in the folder. `before` is put before it: a pipe.
  Result run(const std::string& arguments, const std::string& before = {}) const {
    Result result;
    const std::string program = before + " '" MODLINK_BINARY_DIR "/bin/modlink' ";
    std::FILE* pipe = popen(("cd '" + directory_.string() + "'; " + program + arguments + " 2>&1").c_str(), "r");
    if (!pipe) return result;
    char buffer[4096];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe)) result.output.append(buffer, count);
    const int status = pclose(pipe);
    if (WIFEXITED(status)) result.status = WEXITSTATUS(status);
    return result;
  }

  void write(const std::string& name, const std::string& content) const { std::ofstream(directory_ / name) << content; }
  std::filesystem::path path(const std::string& name) const { return directory_ / name; }

 private:
  std::filesystem::path directory_;
};

}  // namespace modlink::command::test
