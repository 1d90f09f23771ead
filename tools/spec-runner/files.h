// Finding the scripts of a run.
#pragma once

#include <string>
#include <vector>

#include "tools/files/files.h"

namespace modlink::runner {

struct ScriptFile {
  // What messages and reports call it.
  std::string shown() const { return cli::input_name(path, by); }

  std::string path;
  cli::NamedBy by = cli::NamedBy::user;
  std::string name = {};  // without the directory that it was found in
};

// The files that `path` stands for: itself, or the `.wast` files below a directory, sorted. Throws cli::Failure when
// there are none.
std::vector<ScriptFile> find_files(const std::string& path);

}  // namespace modlink::runner
