// A temporary folder of files, for tests.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <string>

#include "tools/files/files.h"

namespace modlink::transform {

// Contents by path within the folder.
using Files = std::map<std::string, std::string>;

// Removed with its content at the end.
class TestFolder {
 public:
  explicit TestFolder(const Files& files = {}) {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    root_ = std::filesystem::temp_directory_path() /
            (std::string("modlink-") + test->test_suite_name() + "-" + test->name() + "-" + std::to_string(getpid()));
    std::filesystem::remove_all(root_);
    std::filesystem::create_directories(root_);
    for (const auto& [name, content] : files) {
      std::filesystem::create_directories((root_ / name).parent_path());
      cli::write_file(path(name), content);
    }
  }
  ~TestFolder() { std::filesystem::remove_all(root_); }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  std::string path(const std::string& name) const { return (root_ / name).string(); }

 private:
  std::filesystem::path root_;
};

}  // namespace modlink::transform
