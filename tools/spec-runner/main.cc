// spec-runner: runs test scripts.
#include <algorithm>
#include <cstdio>
#include <exception>

#include "tools/files/standard_streams.h"
#include "tools/spec-runner/options.h"
#include "wast/syntax/identifiers.h"

int main(int argc, char** argv) {
  using namespace modlink::runner;
  modlink::cli::keep_standard_streams();
  try {
    const auto line = parse_command_line(argc, argv);
    if (const auto* status = std::get_if<Status>(&line)) return static_cast<int>(*status);
    const auto& command = std::get<CommandLine>(line);
    const Status status = run_suite(command.paths, command.suite);
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return static_cast<int>(status);
    std::fprintf(stderr, "spec-runner: standard output cannot be written\n");
    return static_cast<int>(std::max(status, Status::usage));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "spec-runner: internal error: %s\n", modlink::without_controls(error.what()).c_str());
    return static_cast<int>(Status::internal);
  }
}
