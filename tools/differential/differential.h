// The same modules as they are and flattened, on several engines. spec: exec/modules; D13
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "tools/differential/flat_script.h"
#include "tools/differential/other_engine.h"
#include "tools/transform/flatten.h"

namespace modlink::differential {

// What is done, in order. Instances are named by the position of the step that makes them.
struct Instantiate {
  Module module;  // imports what has been given names before, and "spectest"
};
struct GiveName {
  Name name;  // for single-level imports, and as an instance for two-level ones
  std::size_t instance = 0;
  std::vector<Name> path;  // through exported instances; the instance itself if empty
};
struct Act {
  enum class Kind { invoke, get };
  Kind kind = Kind::invoke;
  std::size_t instance = 0;
  std::vector<Name> path;  // at least one name
  std::vector<Arg> args;
};
using Step = std::variant<Instantiate, GiveName, Act>;
using Script = std::vector<Step>;

struct Options {
  Features features;
  ImplementationLimits limits;
  transform::FlattenOptions flatten;
  std::optional<std::uint64_t> fuel = {};  // for all that our interpreter does natively, and as much for it flat
  // Not asked if null.
  OtherEngine* wabt = nullptr;
  OtherEngine* v8 = nullptr;
};

// What was compared, and what could not be.
struct Counts {
  std::uint64_t instances = 0;                     // modules that were instantiated natively
  std::uint64_t flattened = 0;                     // those of them that were flattened
  std::uint64_t results = 0;                       // results of instantiations and actions natively
  std::map<std::string, std::uint64_t> compared;   // by engine: results and final memories, tables and globals
  std::map<std::string, std::uint64_t> refused;    // why modules were not flattened, or were rejected by an engine
  std::map<std::string, std::uint64_t> explained;  // differences that are known, by kind

  void add(const Counts& other);
};

struct Comparison {
  std::vector<std::string> differences;  // ready to print: the engine, the step, what was expected and found
  std::vector<std::string> natively;     // what each step came to
  Counts counts;
};

// Runs a script natively and flattened: on our interpreter, on libwabt's and on V8. Compares how each instantiation and
// each action ends, and in the end all memories, tables and globals of all instances, nested ones included (with
// temporary exports). A module that cannot be flattened, or that an engine does not support, is left out there, and
// what depends on it. Ends that say more about an engine than about a module (limits) are not compared, and after an
// exhausted stack nothing is. Throws LimitExceeded for a module beyond the limits and Invalid for an invalid one.
Comparison compare(const Script& script, const Options& options);

// Calls of all exported functions of the instance 0, through exported instances too, with small numbers and null
// references for arguments; `rounds` times.
std::vector<Act> calls_of(const ValidModule& code, unsigned rounds);

// The same of one module, with these calls.
Comparison compare(const Module& module, unsigned rounds, const Options& options);

}  // namespace modlink::differential
