// Splitting: nested modules become files. spec: Explainer, "Nested Modules"
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "validator/validate.h"

namespace modlink::transform {

struct SplitOptions {
  Features features;
  ImplementationLimits limits;
  // Which nested modules become files, by their names: all, or these.
  std::optional<std::set<Name>> only = {};
  std::set<Name> keep = {};  // and these do not
  // By which name others import a file.
  Name import_name = "{name}-{hash}";
};

struct Split {
  // A module that was nested. What it is called is its own name, if it has one that can be in a file name, and a hash
  // of its content, in which names do not count if it was text.
  struct File {
    std::string name;  // without extension
    Name import;       // by which name others import it, unless they import something else by it
    Module module;
  };
  // A module that stays nested, and why; `pos` is in the source of the module that was split.
  struct Kept {
    std::string name;
    Pos pos = no_pos;
    std::string reason;
  };
  Module root;
  std::vector<File> files;  // each after those it imports; identical modules are one file
  std::vector<Kept> kept;
  std::vector<std::string> unmatched;  // names in the options that no nested module has: `--only "a"`
};

// `module` with imports in place of its nested modules, and theirs. The types that a nested module has from outside are
// copied into it. What it uses by outer aliases:
// - another nested module: its file imports that one's file;
// - an imported module, or one from an instance: its file imports it, and each `instantiate` passes it as an argument.
//   This can only be where it does nothing but be instantiated. Where it is exported or passed on it stays nested.
// What was read from a binary keeps its type indices, so that its code stays: an outer alias of a type is replaced by a
// copy of that one, and other types are added behind all. Only where that cannot be, a module is read as a whole, and
// its code has other indices. Throws cli::Failure if two files would be imported by one name, Malformed, Invalid or
// LimitExceeded.
Split split(const Module& module, const SplitOptions& options);

}  // namespace modlink::transform
