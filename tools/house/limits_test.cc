// Limits and their tests. CONTRIBUTING.md, Tests
#include <gtest/gtest.h>

#include "tools/house/test_house.h"

namespace modlink::house {
namespace {

// The names in `implementation_limits.def`.
std::vector<std::string> limits() {
  std::vector<std::string> names;
  for (const std::string& line : lines_of(root / "wast/syntax/implementation_limits.def")) {
    const std::size_t begin = line.find("LIMIT(");
    if (begin != 0 && line.rfind("CAPPED_LIMIT(", 0) != 0) continue;
    const std::size_t name = line.find('(') + 1;
    names.push_back(line.substr(name, line.find(',') - name));
  }
  return names;
}

std::vector<std::string> tests_and_scripts() {
  std::vector<std::string> files = sources();
  files.erase(std::remove_if(files.begin(), files.end(), [](const std::string& file) { return !is_of_tests(file); }),
              files.end());
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "spec-tests")) {
    if (entry.path().extension() == ".wast") files.push_back(entry.path().lexically_relative(root).generic_string());
  }
  return files;
}

// A test sets the limit as an embedder does, or as a user or a script.
bool sets(const std::string& line, const std::string& limit) {
  return line.find("limits." + limit + " = ") != std::string::npos ||
         line.find("--limit " + limit + "=") != std::string::npos || line.find('"' + limit + "=") != std::string::npos;
}

TEST(limits, each_is_set_by_a_test) {
  std::vector<std::string> untested = limits();
  EXPECT_GE(untested.size(), 40u);
  for (const std::string& file : tests_and_scripts()) {
    for (const std::string& line : lines_of(root / file)) {
      const auto is_set = [&](const std::string& limit) { return sets(line, limit); };
      untested.erase(std::remove_if(untested.begin(), untested.end(), is_set), untested.end());
    }
  }
  for (const std::string& limit : untested) {
    ADD_FAILURE() << "no script and no test sets the limit " << limit << ": show what just fits, and one more";
  }
}

}  // namespace
}  // namespace modlink::house
