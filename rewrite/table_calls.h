// Which functions calls through tables can reach. spec: exec/instructions, `call_indirect`; Subtyping of types
#pragma once

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "wast/syntax/module.h"

namespace modlink::rewrite {

// What is known so far of the tables of a core module, all imported ones included. Each function gives the functions
// that can be called from now on, and could not before.
class TableCalls {
 public:
  TableCalls(const Module& module, std::size_t tables);

  // A function, of the type with this index, that is in a table.
  std::vector<Index> put(Index table, Index func, Index type);
  // Calls of functions in a table, which trap unless the function's type matches the one with this index.
  std::vector<Index> call(Index table, Index type);
  // Functions in the table can come to anything that calls them.
  std::vector<Index> open(Index table);

 private:
  struct State {
    bool is_open = false;
    std::unordered_set<Index> called;                       // shapes
    std::unordered_map<Index, std::vector<Index>> waiting;  // functions by the shapes of their types
  };

  // Equal types have equal shapes; different ones may.
  std::vector<Index> shapes_;          // by type
  std::vector<const SubType*> types_;  // by type; null for others than the module's own
  std::vector<State> tables_;
};

}  // namespace modlink::rewrite
