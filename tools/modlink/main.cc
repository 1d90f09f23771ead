// modlink: links, bundles, splits, flattens and shows modules.
#include "tools/files/standard_streams.h"
#include "tools/modlink/program.h"

int main(int argc, char** argv) {
  modlink::cli::keep_standard_streams();
  return static_cast<int>(modlink::command::run(argc, argv));
}
