// What comparing many modules with a peer came to.
#include "tools/peers/report.h"

#include <fmt/format.h>

#include <cstdio>

#include "tools/files/files.h"

namespace modlink::peers {

namespace {

void print_all(const char* title, const std::map<std::string, std::uint64_t>& counts) {
  for (const auto& [what, count] : counts) fmt::print("  {}{}: {}\n", title, what, count);
}

}  // namespace

void Report::print() const {
  print_all("", figures);
  print_all("left out, ", left_out);
  print_all("explained, ", explained);
  fmt::print("  differences: {}\n", differences.size());
}

void keep(const Options& options, Report& report, const std::string& name, const std::string& bytes,
          const std::string& difference) {
  const std::string path = fmt::format("{}/{}.wasm", options.folder, name);
  cli::write_file(path, bytes);
  fmt::print("{}: {}\n", path, difference);
  std::fflush(stdout);
  report.differences.push_back(difference);
}

}  // namespace modlink::peers
