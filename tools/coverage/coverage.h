// What of the tested modules executions reached: instructions, and the ways that branches went.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "tools/coverage/rules.h"

namespace modlink::reach {

// An instruction of the abstract syntax, where its source has it.
struct CoveredInstr {
  Opcode op = Opcode::nop;
  std::uint32_t line = 0;    // from 1; of a binary 0
  std::uint32_t column = 0;  // of a binary the offset
  std::uint64_t count = 0;   // how often it was executed
  // Of an instruction that goes on in one of several ways, how often it took each: of `if` the first part and the
  // other; of branches on a condition to the label and on; of `br_table` to each label, the default one last.
  std::vector<std::uint64_t> ways;
};

struct CoveredFunc {
  std::string name;  // as text has it: "$f", or "3"
  std::uint64_t calls = 0;
  std::vector<CoveredInstr> instrs;  // in their order
};

// A file, or a module within one that has a source of its own.
struct CoveredSource {
  bool is_text = true;
  // By line, column: where the function is.
  std::map<std::pair<std::uint32_t, std::uint32_t>, CoveredFunc> funcs;
};

// Modules that were instantiated, with those nested in them.
struct Coverage {
  std::map<std::string, CoveredSource> sources;  // by their names
  ReachedRules rules;

  // Counts of what is the same are added up.
  void add(const Coverage& other);
};

// How much of how much.
struct Share {
  std::uint64_t reached = 0;
  std::uint64_t all = 0;
  void add(bool is_reached) { reached += is_reached, ++all; }
  void add(const Share& other) { reached += other.reached, all += other.all; }
};

struct Shares {
  Share funcs;
  Share instrs;
  Share ways;
  Share lines;  // those on which instructions begin; of binaries none
  void add(const Shares& other);
};

Shares shares(const CoveredSource& source);

// How often the instructions of each line that has some were executed: of several, the most.
std::map<std::uint32_t, std::uint64_t> lines(const CoveredSource& source);

}  // namespace modlink::reach
