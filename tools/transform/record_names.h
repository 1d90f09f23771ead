// What the files of a bundle are called where it is split again. docs/bundle-record.md
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "tools/transform/bundle.h"

namespace modlink::transform {

struct RecordNames {
  std::vector<Name> files;  // by node of the plan; empty for what is not nested

  // An import that leads to another file there than the one that was bundled.
  struct Misled {
    Name importer;
    Name request;
    Name found;
    Name meant;
    bool is_one = true;  // whether all imports of that name mean one file, so that one can say which
  };
  std::vector<Misled> misled;
};

// As they are beside the root; what lies elsewhere by the last part of its name, with a number in front if another file
// has that: one that lies beside the root, is nested less deep, or comes before.
RecordNames record_names(const BundlePlan& plan);

}  // namespace modlink::transform
