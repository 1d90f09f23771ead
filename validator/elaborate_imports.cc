// Elaboration of imports. spec: Subtyping.md, "Import Elaboration"; D7, D8
#include "validator/elaborate_imports.h"

#include <fmt/format.h>

#include "validator/match.h"
#include "validator/mismatch.h"
#include "validator/types.h"

namespace modlink::validator {

namespace {

// What to say of a second import of a name; `grouped` if the first one has two levels.
const char* why_duplicate(const Import& import, bool grouped) {
  if (import.module.has_value() != grouped) return ": it is imported at one level and at two";
  return grouped ? ": valid only with module linking disabled" : "";
}

std::string quote_names(const Import& import) {
  return import.module ? quote(*import.module) + " " + quote(import.name) : quote(import.name);
}

}  // namespace

ImportElaborator::ImportElaborator(const Context& context) : store_(context.store), duplicates_(Duplicates::invalid) {
  if (!context.features.has_duplicate_imports()) return;
  duplicates_ = context.features.has(Feature::module_linking) ? Duplicates::narrowed : Duplicates::ignored;
}

void ImportElaborator::fail_duplicate(const Import& import, bool grouped) const {
  throw Invalid(import.at.pos,
                fmt::format("duplicate import name {}{}", quote_names(import), why_duplicate(import, grouped)));
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
  if (import.module && fields && fields->insert(import.name, type)) return;
  if (duplicates_ == Duplicates::ignored) return;
  if (import.module.has_value() != (fields != nullptr)) fail_duplicate(import, fields != nullptr);
  if (!fields) return add_duplicate(import, std::get<ExternType>(entries_[position->second].what), std::move(type));
  ExternType known = *fields->find(import.name);
  add_duplicate(import, known, std::move(type));
  fields->replace(import.name, std::move(known));
}

// What two types have in common is no type in general, so one has to match the other.
void ImportElaborator::add_duplicate(const Import& import, ExternType& known, ExternType type) const {
  if (duplicates_ == Duplicates::invalid) fail_duplicate(import, import.module.has_value());
  if (match_extern_type(store_, known, type)) return;
  if (!match_extern_type(store_, type, known)) {
    throw Invalid(import.at.pos, fmt::format("duplicate import name {}: type mismatch: {} and {}", quote_names(import),
                                             to_string(store_, known), to_string(store_, type)));
  }
  known = std::move(type);
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

}  // namespace modlink::validator
