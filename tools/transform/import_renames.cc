// Imports by other names than those that modules give them.
#include "tools/transform/import_renames.h"

#include <fmt/format.h>

#include "tools/files/failure.h"
#include "wast/syntax/identifiers.h"

namespace modlink::transform {

namespace {

[[noreturn]] void fail(const std::string& message) {
  throw cli::Failure(cli::Status::failed, "--rename-import: " + message);
}

// The last dot parts them: names of modules have dots more often than those of fields.
std::pair<Name, Name> split_names(const Name& names, const Name& of) {
  const std::size_t dot = names.rfind('.');
  if (dot == Name::npos) fail(fmt::format("{} takes two names, with a dot between them", quote(of)));
  return {names.substr(0, dot), names.substr(dot + 1)};
}

}  // namespace

ImportRenames::ImportRenames(const std::vector<std::pair<Name, Name>>& renamed)
    : renamed_(renamed), used_(renamed.size()) {
  for (std::size_t i = 0; i < renamed.size(); ++i) positions_[renamed[i].first] = i;
}

std::pair<Name, Name> ImportRenames::find(const Name& module, const Name& name) {
  const bool has_one_name = module.empty();
  auto found = positions_.find(has_one_name ? name : fmt::format("{}.{}", module, name));
  const bool is_whole = found != positions_.end();
  if (!is_whole && !has_one_name) found = positions_.find(module);
  if (found == positions_.end()) return {module, name};
  used_[found->second] = true;
  const Name& to = renamed_[found->second].second;
  if (!is_whole) return {to, name};
  if (has_one_name && to.find('.') == Name::npos) return {"", to};
  return split_names(to, found->first);
}

void ImportRenames::demand_use() const {
  for (const auto& [name, position] : positions_) {
    if (!used_[position]) fail(fmt::format("nothing is imported by {}", quote(name)));
  }
}

}  // namespace modlink::transform
