// In place of libFuzzer: calls the target once for each file that is named, or is in a folder that is.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "tools/fuzz/targets/target.h"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_of(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void try_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot be read");
  const std::string content{std::istreambuf_iterator<char>(file), {}};
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(content.data()), content.size());
}

}  // namespace

// Options of libFuzzer, which begin with a dash, are ignored.
int main(int argc, char** argv) {
  std::size_t count = 0;
  bool is_good = true;
  for (int i = 1; i < argc; ++i) {
    if (argv[i][0] == '-') continue;
    for (const fs::path& path : files_of(argv[i])) {
      ++count;
      try {
        try_file(path);
      } catch (const std::exception& error) {
        fmt::print(stderr, "{}: {}\n", path.string(), error.what());
        is_good = false;
      }
    }
  }
  fmt::print("{} inputs\n", count);
  return is_good && count != 0 ? 0 : 1;
}
