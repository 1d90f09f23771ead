// The map of the folders. CONTRIBUTING.md, The house
#include <gtest/gtest.h>

#include "tools/house/test_house.h"

namespace modlink::house {
namespace {

namespace fs = std::filesystem;

// The lines of the first block of code: `name/   what it is`, indented by two for each level.
std::set<std::string> folders_on_the_map() {
  std::set<std::string> folders;
  std::vector<std::string> path;
  bool inside = false;
  for (const std::string& line : lines_of(root / "CONTRIBUTING.md")) {
    if (line == "```" && inside) break;
    if (inside) {
      const std::size_t begin = line.find_first_not_of(' ');
      const std::size_t end = line.find_first_of("/ ", begin);
      if (end == std::string::npos || line[end] != '/') continue;
      path.resize(std::min(begin / 2, path.size()));
      path.push_back(line.substr(begin, end - begin));
      std::string folder;
      for (const std::string& part : path) folder += folder.empty() ? part : '/' + part;
      folders.insert(folder);
    }
    if (line == "```") inside = true;
  }
  return folders;
}

// Down to the second level, and further where there are sources in C++.
std::set<std::string> folders_there_are() {
  std::set<std::string> folders;
  for (const std::string& top : top_folders()) {
    folders.insert(top);
    if (top == "third_party") continue;
    for (const auto& entry : fs::directory_iterator(root / top)) {
      if (entry.is_directory()) folders.insert(top + '/' + entry.path().filename().string());
    }
  }
  for (const std::string& file : sources()) folders.insert(folder_of(file));
  return folders;
}

TEST(map, has_every_folder_and_no_other) {
  const std::set<std::string> shown = folders_on_the_map();
  const std::set<std::string> there = folders_there_are();
  for (const std::string& folder : there) EXPECT_TRUE(shown.count(folder)) << folder << " is not in CONTRIBUTING.md";
  for (const std::string& folder : shown) EXPECT_TRUE(there.count(folder)) << folder << " is no folder";
}

}  // namespace
}  // namespace modlink::house
