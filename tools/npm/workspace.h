// Files of one call.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "tools/files/temporary_folder.h"

namespace modlink::npm {

// A folder that is made, and is the present one as long as this lives: in WebAssembly there is no other file than those
// in it. There is one at a time.
class Workspace {
 public:
  // With these files. Throws cli::Failure for a name that is none of a file in the folder.
  explicit Workspace(const std::map<std::string, std::string>& files);
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

 private:
  void write(const std::string& name, const std::string& content) const;

  std::filesystem::path before_;
  cli::TemporaryFolder folder_;
};

}  // namespace modlink::npm
