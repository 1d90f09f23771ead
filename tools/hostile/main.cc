// hostile-shapes: writes the files of shapes, and shows what subcommands take for them.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "tools/hostile/run_shape.h"

namespace modlink::hostile {
namespace {

constexpr const char* usage =
    "Usage: hostile-shapes FOLDER [SHAPE...]\n"
    "Writes the files of shapes, or of all, into a folder for each, and prints how each subcommand ends there:\n"
    "shape, subcommand, exit status (or -signal), seconds, megabytes, and the beginning of what it says.\n"
    "The programs are those beside this one.\n";

// Far above what is expected.
constexpr Circumstances far_above{100, 1, true};

void measure(const Shape& shape, const std::filesystem::path& folder, const std::filesystem::path& programs) {
  const Files files = shape.generate();
  std::filesystem::create_directories(folder);
  write_files(files, folder);
  for (const Expectation& expectation : expectations(shape, files)) {
    const Ended ended = run_command(expectation, files, folder, programs, far_above);
    fmt::print("{:24} {:14} {:3} {:7.2f} s {:6.0f} MB  {}\n", shape.name, expectation.command,
               ended.signal ? -ended.signal : ended.status, ended.seconds, ended.megabytes,
               ended.output.substr(0, std::min<std::size_t>(ended.output.find('\n'), 100)));
    std::fflush(stdout);
  }
}

int run(const std::vector<std::string>& words) {
  if (words.size() < 2 || words[1][0] == '-') {
    fmt::print(stderr, "{}", usage);
    return 2;
  }
  const std::filesystem::path folder = std::filesystem::absolute(words[1]);
  const std::filesystem::path programs = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  for (const Shape& shape : shapes()) {
    const bool is_wanted = words.size() == 2 || std::count(words.begin() + 2, words.end(), shape.name) != 0;
    if (is_wanted) measure(shape, folder / shape.name, programs);
  }
  return 0;
}

}  // namespace
}  // namespace modlink::hostile

int main(int argc, char** argv) { return modlink::hostile::run({argv, argv + argc}); }
