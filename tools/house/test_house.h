// What the tests of the house look at: its files and folders. CONTRIBUTING.md
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace modlink::house {

inline const std::filesystem::path root = MODLINK_SOURCE_DIR;

inline std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Of what is kept under version control, at the top: what is not hidden and no build folder.
inline std::set<std::string> top_folders() {
  std::set<std::string> folders;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory() && name[0] != '.' && name.rfind("build", 0) != 0) folders.insert(name);
  }
  return folders;
}

// The sources of modlink itself, by their paths from the root.
inline std::vector<std::string> sources() {
  std::vector<std::string> files;
  for (const char* top : {"wast", "validator", "rewrite", "linking", "interpreter", "capi", "tools"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / top)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".h" && extension != ".cc" && extension != ".def" && extension != ".c") continue;
      files.push_back(entry.path().lexically_relative(root).generic_string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

// A test, or what only tests include.
inline bool is_of_tests(const std::string& file) {
  const std::filesystem::path path(file);
  const std::string name = path.stem().string();
  return name.rfind("test_", 0) == 0 || (name.size() > 5 && name.substr(name.size() - 5) == "_test");
}

inline std::string folder_of(const std::string& file) {
  return std::filesystem::path(file).parent_path().generic_string();
}

}  // namespace modlink::house
