// modlink: links, bundles, splits, flattens and shows modules.
#include "tools/cli/arenas.h"
#include "tools/files/standard_streams.h"
#include "tools/files/unfinished.h"
#include "tools/modlink/program.h"

int main(int argc, char** argv) {
  modlink::cli::keep_standard_streams();
  modlink::cli::share_arena_in_limited_space();
  modlink::cli::remove_unfinished_on_signals();
  return static_cast<int>(modlink::command::run(argc, argv));
}
