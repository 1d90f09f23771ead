// spec-runner: runs test scripts.
#include <exception>
#include <new>

#include "tools/cli/arenas.h"
#include "tools/files/standard_streams.h"
#include "tools/files/unfinished.h"
#include "tools/spec-runner/options.h"
#include "wast/syntax/identifiers.h"

int main(int argc, char** argv) {
  using namespace modlink::runner;
  modlink::cli::keep_standard_streams();
  modlink::cli::share_arena_in_limited_space();
  modlink::cli::remove_unfinished_on_signals();
  try {
    const auto line = parse_command_line(argc, argv);
    const auto* command = std::get_if<CommandLine>(&line);
    const Status status = command ? run_suite(command->paths, command->suite) : std::get<Status>(line);
    return static_cast<int>(modlink::cli::finish_output("spec-runner", status));
  } catch (const std::bad_alloc&) {
    modlink::cli::complain({"spec-runner: ", modlink::out_of_memory});
    return static_cast<int>(Status::failed);
  } catch (const std::exception& error) {
    modlink::cli::complain({"spec-runner: internal error: ", modlink::without_controls(error.what())});
    return static_cast<int>(Status::internal);
  }
}
