// Imports of a module as the standard counts them. capi/wasm.h, Modules
#pragma once

#include <optional>
#include <vector>

#include "validator/valid_module.h"

namespace modlink::capi {

// One import as it is written.
struct WrittenImport {
  Name module;               // of one level: its name
  std::optional<Name> name;  // nullopt of one level
  ExternType type;
};

// In the order of the module.
std::vector<WrittenImport> written_imports(const ValidModule& code);

}  // namespace modlink::capi
