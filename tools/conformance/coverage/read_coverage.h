// The rules and scripts of a suite, as they lie in its folder.
#pragma once

#include <filesystem>

#include "tools/conformance/coverage/coverage.h"

namespace modlink::conformance {

// The rules in `folder/rules/*.txt`, a chapter a file, and what the comments of all scripts below `folder` say of them;
// files are named relative to it. Without rules the scripts are not looked at. Throws cli::Failure if a file cannot be
// read, std::filesystem::filesystem_error if a folder cannot.
Coverage read_coverage(const std::filesystem::path& folder);

}  // namespace modlink::conformance
