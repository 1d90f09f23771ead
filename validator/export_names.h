// The names of what an instance exports. spec: Explainer, "Instance Imports and Aliases"; D17
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "wast/syntax/values.h"

namespace modlink {

// The names of exports, in order, and where each is: shared by all instances of a module.
class ExportNames {
 public:
  explicit ExportNames(std::vector<Name> names);
  std::optional<Index> find(std::string_view name) const;
  const std::vector<Name>& names() const { return names_; }

 private:
  std::vector<Name> names_;
  std::vector<Index> sorted_;  // positions in `names_`, by name
};

}  // namespace modlink
