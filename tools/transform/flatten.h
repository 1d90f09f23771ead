// Flattening: a module with all that it nests as one core module. spec: Explainer, "Module Imports and Nested
// Instances"; exec/modules, Instantiation; D13
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tools/files/failure.h"
#include "tools/transform/copy_size.h"
#include "validator/valid_module.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink::transform {

struct FlattenOptions {
  // Core modules have no instances at their boundary. The fields of those that are exported, and of those that imported
  // instances contain, can be named by their path with dots (`libc.malloc`), or be refused.
  enum class Boundary { flat, error };
  Boundary boundary = Boundary::error;
  // The first name of what is imported by one name alone.
  Name single_level{};
  // Refuses to leave more than one memory, imported ones included.
  bool single_memory = false;
  // The type by which what `root` exports is known, where that has more: the type of the file of which it is a bundle.
  const InstanceType* exports = nullptr;
  // Writes try_table for the legacy exception instructions; where it occurs too, that is done anyway, since some
  // engines refuse a module with both.
  bool translate_exceptions = false;
  // Leaves out what makes no difference, imports included, before memories are counted.
  bool remove_unused = false;
  // How many definitions (functions, tables, memories, globals, tags, segments) may be written that are copies of
  // others, since their module is instantiated more than once; and how large these may be together, in instructions.
  std::uint64_t max_copies = 10'000;
  std::uint64_t max_growth = 1'048'576;
  CopySize granted;  // what does not count of them
  // Which fields of exported instances are exported, by their paths of names, outermost first; all, if it is empty.
  std::function<bool(const std::vector<Name>&)> takes_field;
  // What else becomes of the flat module, before anything is left out.
  std::function<void(Module&)> link;
  ImplementationLimits limits;
};

// What an import or an export of the flat module was: its path of names, outermost first, where that is not the names
// that it has now.
struct BoundaryPaths {
  std::map<std::pair<Name, Name>, std::vector<Name>> imports;
  std::map<Name, std::vector<Name>> exports;
  std::vector<std::vector<Name>> instances;  // that are exported, also in others
};

inline constexpr char source_map_section[] = "sourceMappingURL";

// Where a definition of the flat module comes from.
struct FlatOrigin {
  std::size_t instance = 0;  // of FlattenReport::made; of a function that several share, the first
  Index index = 0;           // in the index space of its module
};

struct FlattenReport {
  struct Instance {
    std::string path;        // what the names of its definitions begin with, without the last dot
    std::string module;      // the name of its module, if that has one
    std::size_t parent = 0;  // of `made`; the outermost one is its own
    std::uint64_t copied_funcs = 0;
    std::uint64_t copied_definitions = 0;  // functions included
    // Where its module was read, which is where positions in its functions are; and what its section source_map_section
    // says.
    SourcePtr source;
    At at;
    KeptBytes source_map;
  };
  // A host such as WASI's works on the memory of the instance that calls it, and in the flat module on the one that
  // this exports as `memory`. Where not all callers have that one: their paths. Empty otherwise. Calls of functions
  // that take no pointers do not count.
  struct CallerMemories {
    std::string host;
    std::vector<std::string> seen;
    std::vector<std::string> unseen;  // the host works on another memory than theirs, or finds none
  };
  std::vector<Instance> made;  // in the order in which they were begun, the outermost one first
  // By own definition of the flat module. What was made for it and for no instance is behind those.
  PerSpace<std::vector<FlatOrigin>> origins;
  std::uint64_t copied_funcs = 0;
  std::uint64_t copied_definitions = 0;  // functions included
  BoundaryPaths paths;
  CallerMemories caller_memories;
  std::vector<std::string> dropped_customs;    // custom sections that speak of offsets or indices that are no more
  std::vector<std::string> feature_conflicts;  // target features that some modules use and others disallow
};

struct Flattened {
  Module module;
  FlattenReport report;
};

// Thrown where there would be too many copies, or too large ones.
struct TooManyCopies : cli::Failure {
  using cli::Failure::Failure;
};

// The core module that does what `root` does. Imports: a field of an imported instance is imported by both names, a
// single-level import of a function, table, memory, global or tag `x` as `"" "x"` (see above); each in the order of the
// instance's type. Exports keep their names. Every instance has tables, memories, globals, tags and segments of its
// own; a function is shared by the instances for which it would be the same. Segments and start functions run in the
// order of D13: as plain segments while nothing comes before them that these could not follow, then in one start
// function.
//
// Throws cli::Failure: imports or exports of modules, instances at the boundary (see above), names that clash, more
// memories than allowed, and TooManyCopies; and LimitExceeded for what instantiation would not do either.
Flattened flatten(const ValidModule& root, const FlattenOptions& options);

}  // namespace modlink::transform
