// The rules and scripts of a suite, as they lie in its folder.
#include "tools/conformance/coverage/read_coverage.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tools/files/files.h"

namespace modlink::conformance {

namespace {

namespace fs = std::filesystem;

// The files below a folder with an extension, in order.
std::vector<fs::path> find_files(const fs::path& folder, const char* extension) {
  std::vector<fs::path> result;
  if (!fs::is_directory(folder)) return result;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == extension) result.push_back(entry.path());
  }
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace

Coverage read_coverage(const fs::path& folder) {
  Coverage coverage;
  for (const fs::path& file : find_files(folder / "rules", ".txt")) {
    coverage.add_rules(file.stem().string(), file.lexically_relative(folder).string(), cli::read_file(file.string()));
  }
  if (coverage.empty()) return coverage;
  for (const fs::path& file : find_files(folder, ".wast")) {
    coverage.add_script(file.lexically_relative(folder).string(), cli::read_file(file.string()));
  }
  return coverage;
}

}  // namespace modlink::conformance
