// Scripts for tests, and programs of others that they are given to.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tools/convert/conversion.h"
#include "tools/files/test_shell.h"
#include "tools/files/test_suite.h"

namespace modlink::convert::test {

inline Input make_input(std::string text, const std::string& name = "t") {
  Input input;
  input.source = std::make_shared<const Source>(name + ".wast", std::move(text), Source::Kind::text);
  input.name = name;
  return input;
}

inline std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

using Run = cli::test::ShellEnd;
using cli::test::shell;

inline bool is_installed(const std::string& program) { return shell("command -v " + program).status == 0; }

// A test with a folder of its own.
class FolderTest : public testing::Test {
 protected:
  FolderTest() : folder_(std::filesystem::path(testing::TempDir()) / ("convert." + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~FolderTest() override { std::filesystem::remove_all(folder_); }

  const std::filesystem::path& folder() const { return folder_; }
  void write(const Conversion& conversion) const { cli::write_files(folder_.string(), conversion.files); }

 private:
  std::filesystem::path folder_;
};

// The scripts of the official suite, if it is there, as core WebAssembly.
inline std::vector<Input> official_suite() {
  std::vector<Input> inputs;
  const auto suite = cli::test::official_suite();
  if (!suite) return inputs;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*suite)) {
    if (entry.path().extension() != ".wast") continue;
    const std::filesystem::path name = entry.path().lexically_relative(*suite);
    Input input = make_input(read(entry.path()), name.stem().string());
    input.source = std::make_shared<const Source>(name.string(), read(entry.path()), Source::Kind::text);
    input.language.features.set(Feature::module_linking, false);
    inputs.push_back(std::move(input));
  }
  return inputs;
}

}  // namespace modlink::convert::test
