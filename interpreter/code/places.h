// Which instruction an operation was made from.
#pragma once

#include <vector>

#include "interpreter/code/code.h"

namespace modlink {

// A word, and the instruction that it is for.
struct Place {
  std::uint32_t word;  // in the function's code
  Pos pos;
};

// What lowering notes on request. Nothing keeps it: who wants it has the function lowered again.
struct Places {
  std::vector<Place> operations;  // their first words
  std::vector<Place> charged;     // the instructions that each `charge` is for
};

// Where the instruction is, in the source of the module, from which the operation was made that includes the word;
// where this is a `charge`, the instruction that is `ahead` of the first. `no_pos` if the word is in no function.
Pos find_place(ModuleCode& code, Index func, const Word* word, std::uint64_t ahead);

}  // namespace modlink
