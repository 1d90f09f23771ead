// Files whose instances import each other.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <vector>

#include "tools/transform/resolve.h"
#include "validator/validate.h"

namespace modlink::host {

struct LinkedFile;

// What an import is given: the instance of a file, or what is at the end of a path in it.
struct Supply {
  const LinkedFile* file = nullptr;
  std::vector<Name> path;
};

// A file that is linked with the modules that it imports.
struct LinkedFile {
  Name name;  // what messages call its instance; that of a program nothing
  std::shared_ptr<const transform::ModuleFile> file;
  ValidModulePtr module;
  std::map<Name, Supply> supplies;  // what files give, by the names of imports; the others are the host's, or nobody's
};

// Each file behind those that supply it, which come right before it unless they came earlier; otherwise as they are.
// Throws Unlinkable, at an import, for files that import each other in a circle.
std::vector<const LinkedFile*> in_order(const std::list<LinkedFile>& files);

}  // namespace modlink::host
