// Which folder may include which: what its library links to, and what comes with that. CONTRIBUTING.md, The house
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "tools/house/test_house.h"

namespace modlink::house {
namespace {

struct Target {
  std::vector<std::string> folders;
  std::vector<std::string> libraries;  // that it links to
  std::vector<std::string> given;      // that its users get as well
};

// As cmake/layers.cmake writes them.
std::map<std::string, Target> read_targets() {
  std::map<std::string, Target> targets;
  for (const std::string& line : lines_of(std::filesystem::path(MODLINK_BINARY_DIR) / "layers.txt")) {
    std::istringstream words(line);
    std::string name;
    words >> name;
    Target& target = targets[name];
    std::vector<std::string>* lists[] = {&target.folders, &target.libraries, &target.given};
    std::size_t at = 0;
    for (std::string word; words >> word;) {
      word == ":" ? static_cast<void>(++at) : lists[at]->push_back(word);
    }
  }
  return targets;
}

class layers : public ::testing::Test {
 protected:
  // Everything that comes with these libraries, themselves included.
  std::set<std::string> closure(std::vector<std::string> libraries, std::vector<std::string> Target::*list) const {
    std::set<std::string> all;
    while (!libraries.empty()) {
      const std::string library = libraries.back();
      libraries.pop_back();
      const auto target = targets.find(library);
      if (target == targets.end() || !all.insert(library).second) continue;
      const std::vector<std::string>& more = target->second.*list;
      libraries.insert(libraries.end(), more.begin(), more.end());
    }
    return all;
  }

  // The folders that the sources of a folder may include. Empty if it is not built, as benchmarks may be left out.
  std::set<std::string> within_reach(const std::string& folder) const {
    std::set<std::string> folders;
    for (const auto& [name, target] : targets) {
      const bool is_test = name.size() > 5 && name.substr(name.size() - 5) == "_test";
      if (is_test || std::count(target.folders.begin(), target.folders.end(), folder) == 0) continue;
      folders.insert(folder);
      std::vector<std::string> libraries = target.libraries;
      libraries.insert(libraries.end(), target.given.begin(), target.given.end());
      for (const std::string& library : closure(libraries, &Target::given)) {
        const std::vector<std::string>& its = targets.at(library).folders;
        folders.insert(its.begin(), its.end());
      }
    }
    return folders;
  }

  std::map<std::string, Target> targets = read_targets();
};

// What is included from a folder of this project; empty for anything else.
std::string included_folder(const std::string& line) {
  const std::string begin = "#include \"";
  if (line.rfind(begin, 0) != 0) return "";
  const std::string file = line.substr(begin.size(), line.rfind('"') - begin.size());
  return folder_of(file);
}

TEST_F(layers, includes_keep_to_what_is_linked) {
  for (const std::string& file : sources()) {
    if (is_of_tests(file)) continue;
    const std::set<std::string> folders = within_reach(folder_of(file));
    if (folders.empty()) continue;
    for (const std::string& line : lines_of(root / file)) {
      const std::string folder = included_folder(line);
      if (folder.empty()) continue;
      EXPECT_TRUE(folders.count(folder)) << file << " includes from " << folder
                                         << ", which its target does not link to";
    }
  }
}

// Static libraries may depend on each other in a circle, as far as CMake is concerned.
TEST_F(layers, no_library_needs_itself) {
  for (const auto& [name, target] : targets) {
    EXPECT_EQ(closure(target.libraries, &Target::libraries).count(name), 0u) << name;
  }
}

}  // namespace
}  // namespace modlink::house
