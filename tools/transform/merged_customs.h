// Custom sections of several modules as one. spec: the tool conventions' producers section, and target features section
// of linking
#pragma once

#include <span>
#include <string>
#include <vector>

#include "wast/syntax/kept_bytes.h"
#include "wast/syntax/values.h"

namespace modlink::transform {

// Whether the content of a section of this name can be merged with others.
bool is_mergeable(const std::string& name, const KeptBytes& content);

// Contents of sections called `producers`: all fields, and in each all values, a version each, which is the first that
// is given for it.
Bytes merged_producers(std::span<const KeptBytes> sections);

struct TargetFeatures {
  Bytes content;
  std::vector<std::string> conflicts;  // features that some modules use (`+`, `=`) and others disallow (`-`)
};
// Contents of sections called `target_features`: all features. One that some modules use and others disallow is used.
TargetFeatures merged_target_features(std::span<const KeptBytes> sections);

}  // namespace modlink::transform
