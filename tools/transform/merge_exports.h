// What a merged module exports, and under which names.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/transform/merge_parent.h"

namespace modlink::transform {

// An export is named by its name, or behind that of its instance and a dot, unless that is itself the name of an
// export. Of two names that mean one export, the longer one counts. Fields of an instance that is exported are named
// likewise, behind its name and a dot, unless they are to be renamed.
struct ExportChoice {
  enum class Conflicts : std::uint8_t {
    error,
    rename,  // the later one gets the name of its instance in front
    skip,    // the later one is left out
  };
  struct Pattern {
    std::string text;
    std::function<bool(std::string_view)> finds;
  };
  std::vector<Name> only;                      // nothing else, if it is not empty or there is `keep`
  std::vector<Pattern> keep;                   // what one of these finds too
  std::vector<Name> hidden;                    // and none of these
  std::vector<std::pair<Name, Name>> renamed;  // what is exported under another name
  Conflicts conflicts = Conflicts::error;
};

struct ChosenExports {
  std::vector<MergeExport> exports;  // in the order of the inputs
  std::vector<MergeExport> renamed;  // those of them that had to be
  std::vector<MergeExport> skipped;
  MergeInitializer initializer;
};

// What initializes inputs is exported whatever is chosen, unless it is hidden or renamed: the host has to call it.
//
// Throws cli::Failure for a name or pattern in `choice` by which no input exports anything, for a name that is given
// two new names, or that is chosen or renamed though nothing is exported by it, for exports of one name, and for
// modules, and instances unless `takes_instances`, which a core module cannot export.
ChosenExports choose_exports(const std::vector<MergeInput>& inputs, const MergePlan& plan, const ExportChoice& choice,
                             bool takes_instances);

}  // namespace modlink::transform
