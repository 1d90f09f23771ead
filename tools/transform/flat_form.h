// Flat modules in the place of those that link, for whoever knows core modules alone: what is called how there.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "validator/valid_module.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink::transform {

// Exports by their paths, where they are called something else than all of the path's names with dots between them.
using FlatNames = std::map<std::vector<Name>, Name>;

struct FlatForm {
  Module module;
  FlatNames names;
};

// The first name of what is imported by one name alone, where `"" "x"` would be what a core module imports by two, the
// first of them empty. No script has it.
inline constexpr const char* single_level_imports = "single-level imports";

// With the fields of instances at its boundary, and that first name (see FlattenOptions). Throws what `flatten` does.
FlatForm flat_form(const ValidModule& root, const ImplementationLimits& limits, const Name& single_level = "");

// The type of what a path of exports leads to, in instances too; nullopt if there is nothing.
std::optional<ExternType> find_export(const ExternTypeMap& exports, const std::vector<Name>& path);

// What the same is called in the flat module; nullopt where that has none.
std::optional<Name> find_flat_name(const ExternTypeMap& exports, const FlatNames& names, const std::vector<Name>& path);

// Whether there is an instance without exports among the imports, or in one of those: of it a flat module sees nothing,
// neither that it is there nor that it is not.
bool has_unseen_instance(const ExternTypeMap& imports);

// Whether calls may change what instances give: the module has, or imports, something that is not constant. It links,
// or is `flat`: then that may be in what it nests.
bool has_state(const ValidModule& module, bool flat);

}  // namespace modlink::transform
