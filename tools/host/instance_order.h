// Files whose instances import each other.
#pragma once

#include <string>
#include <vector>

#include "validator/validate.h"

namespace modlink::host {

// A file that is linked, but for its instances.
struct LinkedFile {
  Name name;  // under which others import its instance; of a program none
  std::string path;
  ValidModulePtr module;
};

// Puts each behind those that it imports, and otherwise leaves them as they are. Who imports its own name means
// somebody else's: an instance that takes the host's place needs the host's. Throws cli::Failure for a name that two
// have, and Unlinkable, at an import, for files that import each other in a circle.
std::vector<LinkedFile> in_order(std::vector<LinkedFile> files);

}  // namespace modlink::host
