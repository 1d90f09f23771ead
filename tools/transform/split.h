// Splitting: nested modules become files. spec: Explainer, "Nested Modules"
#pragma once

#include <string>
#include <vector>

#include "validator/validate.h"

namespace modlink::transform {

struct SplitOptions {
  Features features;
  ImplementationLimits limits;
};

struct Split {
  // A module that was nested. Its importers name it by `name`: its own name, if it has one that can be in a file name,
  // and a hash of its content, which does not depend on the names in it.
  struct File {
    std::string name;  // without extension
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
};

// `module` with imports in place of its nested modules, and theirs. The types that a nested module has from outside are
// copied into it. What it uses by outer aliases:
// - another nested module: its file imports that one's file;
// - an imported module, or one from an instance: its file imports it, and each `instantiate` passes it as an argument.
//   This can only be where it does nothing but be instantiated. Where it is exported or passed on it stays nested.
// Throws Invalid or LimitExceeded.
Split split(const Module& module, const SplitOptions& options);

}  // namespace modlink::transform
