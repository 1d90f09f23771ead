// Elaboration of imports. spec: Subtyping.md, "Import Elaboration"; D7, D8
#include <fmt/format.h>

#include "validator/elaborate.h"
#include "validator/mismatch.h"
#include "validator/types.h"

namespace modlink {

namespace {

// What to say of a second import of a name; `grouped` if the first one has two levels.
const char* why_duplicate(const Import& import, bool grouped) {
  if (import.module.has_value() != grouped) return ": it is imported at one level and at two";
  return grouped ? ": valid only with module linking disabled" : "";
}

}  // namespace

void ImportElaborator::fail_duplicate(const Import& import, bool grouped) const {
  if (!unique_) return;
  const std::string second = import.module ? " " + quote(import.name) : "";
  throw Invalid(import.at.pos, fmt::format("duplicate import name {}{}{}", quote(import.first()), second,
                                           why_duplicate(import, grouped)));
}

void ImportElaborator::add(const Import& import, ExternType type) {
  ++count_;
  const auto [position, added] = positions_.emplace(import.first(), entries_.size());
  if (added && !import.module) {
    entries_.push_back({import.name, std::move(type)});
    return;
  }
  if (added) entries_.push_back({*import.module, ExternTypeMap()});
  auto* fields = std::get_if<ExternTypeMap>(&entries_[position->second].what);
  const bool fits = import.module && fields && fields->insert(import.name, std::move(type));
  if (!fits) fail_duplicate(import, fields != nullptr);
}

ExternTypeMap ImportElaborator::finish(const Context& context, Pos pos) {
  ExternTypeMap result;
  for (Entry& entry : entries_) {
    if (auto* fields = std::get_if<ExternTypeMap>(&entry.what)) {
      result.insert(std::move(entry.name), ExternInstance{make_instance_type(context, std::move(*fields), pos)});
    } else {
      result.insert(std::move(entry.name), std::get<ExternType>(std::move(entry.what)));
    }
  }
  return result;
}

}  // namespace modlink
