// Which files a split makes, as JSON. docs/json.md
#pragma once

#include <string>
#include <vector>

#include "tools/files/files.h"
#include "tools/transform/split.h"

namespace modlink::transform {

// Of files, the names by which they are imported, which may be fewer, and modules that stay nested.
std::string split_json(const std::vector<cli::NewFile>& files, const std::vector<Name>& imports,
                       const std::vector<Split::Kept>& kept);

}  // namespace modlink::transform
