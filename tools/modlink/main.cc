// modlink: links, bundles, splits, flattens and shows modules.
#include "tools/modlink/program.h"

int main(int argc, char** argv) { return static_cast<int>(modlink::command::run(argc, argv)); }
