// Merging: modules that import from each other by name as one core module. spec: Explainer, "Instance Imports and
// Aliases", "Module Imports and Nested Instances"; exec/modules, Instantiation; D13
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tools/transform/flatten.h"
#include "tools/transform/merge_exports.h"
#include "validator/validate.h"

namespace modlink::transform {

struct MergeOptions {
  std::string result;  // what messages about the whole call it: its file
  ExportChoice exports;
  // Imports of the inputs by other names, before anything is linked; see ImportRenames.
  ImportRenames::Texts renamed_imports;
  FlattenOptions flatten;
  Features features;
};

struct Merged {
  Module module;
  FlattenReport flatten;
  ChosenExports exports;
  // What an input imports from another one, which does not export it, and so remains an import: the importer's position
  // among the inputs, and what it asks for.
  std::vector<std::pair<std::size_t, ImportNames>> missing;
  std::vector<std::pair<Name, ImportNames>> guesses;  // see ImportRenames
  std::vector<MergePlan::Later> early;                // functions that start functions might call before they are there
};

// A field of an instance that an input imports is what the input of that name exports; what nobody supplies remains an
// import. The inputs are instantiated as module linking does, each behind those that it imports from; of inputs that
// import from each other, in the order given. A function that is imported from one that comes later can be called once
// that is instantiated: where a start function may do so before, it is called through a table, and traps there as an
// uninitialized element does; else directly. All inputs were validated into `types`.
//
// What the inputs define themselves is granted to all of them, so FlattenOptions::max_copies and max_growth are about
// what instances inside of them add. Throws what plan_merge, choose_exports and flatten throw.
Merged merge(const std::vector<MergeInput>& inputs, const TypeStorePtr& types, const MergeOptions& options);

}  // namespace modlink::transform
