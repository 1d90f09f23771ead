// Random module graphs: valid, executable, and the same for the same seed on every machine.
#pragma once

#include <cstdint>
#include <string>

namespace modlink::generate {

struct GraphOptions {
  unsigned max_depth = 4;        // of nested modules
  unsigned max_definitions = 7;  // modules, instances and aliases of one module
  bool tags = true;              // tags and exceptions, in some graphs
  bool nests = false;            // the outermost module has a nested one and an instance, whatever else is chosen
};

struct Graph;

// The text of one module without imports. In it modules nest, import, export and instantiate modules and instances,
// reach outer modules, share memories, tables, globals, tags and functions, and have segments and start functions; some
// have memories with addresses of 64 bits, constants that are objects, and tables that begin with something. Some of
// these trap, so that later instances do not come to be. The outermost module exports instances too, some of which are
// seen by narrower types than they have. Every exported function ends after a bounded number of instructions.
std::string generate_graph(std::uint64_t seed, const GraphOptions& options = {});

// The same of a graph that says what is in its modules.
std::string write_graph(Graph& graph, const GraphOptions& options);

}  // namespace modlink::generate
