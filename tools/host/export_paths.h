// Exports of exported instances, by paths. spec: Explainer, "Module and Instance Types"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/runtime/instance.h"

namespace modlink::host {

// An export, and the way to it: names of instances, outermost first, and its own.
struct ExportAt {
  std::vector<Name> path;
  ExternType type;
};

// What `text` means, of a kind if that matters: an export of this name if there is one, otherwise NAME.REST or
// NAME/REST, where NAME is an exported instance's, the longest that there is, and REST is something in it. nullopt:
// nothing.
std::optional<ExportAt> find_export(const ExternTypeMap& exports, std::string_view text,
                                    std::optional<ExternKind> kind = {});

// All that `find_export` finds in a module, as NAME/REST, in the order of exports. Throws LimitExceeded for more than
// `copied_bytes`, as instances in instances can have many paths.
struct NamedExport {
  std::string path;
  ExternType type;
};
std::vector<NamedExport> list_exports(const ValidModule& module);

// What is at the end of a path that the instance's type has. An instance value has all that its type has.
const ExternVal& follow(const InstanceValue& instance, const std::vector<Name>& path);

// `, but "f", "g" and 3 more; did you mean "f"?`: what there is instead of `word`. Empty if that is nothing.
std::string what_there_is(const std::string& word, const std::vector<std::string>& names);

}  // namespace modlink::host
