// Finding the scripts of a run.
#pragma once

#include <string>
#include <vector>

namespace modlink::runner {

// The files that `path` stands for: itself, or the `.wast` files below a directory, sorted. Throws cli::Failure when
// there are none.
std::vector<std::string> find_files(const std::string& path);

}  // namespace modlink::runner
