// The module that instantiates the inputs of a merge and links their instances: module linking as anybody could write
// it. spec: Explainer, "Module Imports and Nested Instances", "Nested Modules"
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tools/transform/merge_plan.h"
#include "validator/copy_budget.h"

namespace modlink::transform {

// An export of the result.
struct MergeExport {
  std::size_t input = 0;
  Name name;             // there
  Name as;               // in the result
  bool is_whole = true;  // not only for some of its fields, if it is an instance
};

// What initializes inputs in the order in which they were instantiated, so that the host needs one call: that of
// `_initialize`, or of `_start` if that is exported, which runs the program behind it.
struct MergeInitializer {
  Name as;
  std::vector<MergeExport> calls;  // if there is only one, it is the export itself
  bool was_chosen = false;         // so that nobody is surprised
  bool is_made() const { return calls.size() > 1; }
};

// The names that stand for something in the parent, and are gone when it is flat.
struct MergeNames {
  // Functions that are called before their instance exists, by their number: fields of this imported instance, and
  // exports with this in front.
  Name later;
  // By import of the plan, the instance that it is a field of: one of its own for what is imported again (D8).
  std::vector<Name> imports;
};
MergeNames merge_names(const MergePlan& plan, const std::vector<MergeExport>& exports);
Name later_field(std::size_t later);
Name later_export(const MergeNames& names, std::size_t later);

// Which functions that come later are called through a table, and how.
struct MergeGuards {
  std::vector<bool> guarded;    // by `later` of the plan
  bool are_tail_calls = false;  // so that what calls them by tail calls takes no stack
};

// The inputs are nested, each file once, and instantiated in the order of the plan. A module between inputs, which has
// no definitions of its own, makes an instance of what is supplied by several, or by another name. A function of an
// instance that comes later is imported and has to be put there by whoever flattens the parent; but those that are
// guarded are called through a table, whose slots are filled as soon as their instance is there.
Module merge_parent(const std::vector<MergeInput>& inputs, const MergePlan& plan,
                    const std::vector<MergeExport>& exports, const MergeInitializer& initializer,
                    const MergeNames& names, const MergeGuards& guards, TypeStore& types, CopyBudget& copies);

}  // namespace modlink::transform
