// Running the program from its tests.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

namespace modlink::runner::test {

struct Run {
  int status = -1;
  std::string output;  // both streams
};

// `before`: commands of the shell that the program runs in.
inline Run run(const std::string& arguments, const std::string& before = {}) {
  Run result;
  const std::string command = before + "'" MODLINK_BINARY_DIR "/bin/spec-runner' " + arguments + " 2>&1";
  std::FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return result;
  char buffer[4096];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe)) result.output.append(buffer, count);
  const int status = pclose(pipe);
  if (WIFEXITED(status)) result.status = WEXITSTATUS(status);
  return result;
}

// A test with a folder of its own, in which there is another, `below`.
class ProgramTest : public testing::Test {
 protected:
  ProgramTest() : directory_(std::filesystem::path(testing::TempDir()) / ("spec_runner." + std::to_string(getpid()))) {
    std::filesystem::create_directories(directory_ / "below");
  }
  ~ProgramTest() override { std::filesystem::remove_all(directory_); }

  std::string write(const std::string& name, const std::string& content) const {
    std::ofstream(directory_ / name) << content;
    return path(name);
  }
  std::string read(const std::string& name) const {
    std::ifstream file(directory_ / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::string path(const std::string& name) const { return (directory_ / name).string(); }

 private:
  std::filesystem::path directory_;
};

}  // namespace modlink::runner::test
