// Elaboration of imports. spec: Subtyping.md, "Import Elaboration"; D7, D8
#include "validator/elaborate_imports.h"

#include "validator/match.h"
#include "validator/mismatch.h"
#include "validator/types.h"
#include "wast/syntax/concat.h"

namespace modlink::validator {

namespace {

std::string quote_names(const Import& import) {
  return import.module ? quote(*import.module) + " " + quote(import.name) : quote(import.name);
}

}  // namespace

ImportElaborator::ImportElaborator(const Context& context, bool plain)
    : store_(context.store),
      effort_(context.effort->matching),
      plain_(plain),
      outermost_(!context.parent),
      duplicates_(duplicates(context.features)) {}

ImportElaborator::Duplicates ImportElaborator::duplicates(const Features& features) const {
  const bool linking = features.has(Feature::module_linking);
  switch (features.dialect.duplicate_imports) {
    case DuplicateImports::forbid: return Duplicates::invalid;
    case DuplicateImports::forbid_linked: return linking ? Duplicates::invalid : Duplicates::left;
    case DuplicateImports::core:
      if (!linking || (plain_ && outermost_)) return Duplicates::left;
      return plain_ ? Duplicates::narrowed : Duplicates::invalid;
    case DuplicateImports::allow: return linking ? Duplicates::narrowed : Duplicates::left;
  }
  return Duplicates::invalid;
}

void ImportElaborator::fail_duplicate(const Import& import, bool grouped) const {
  const bool levels = import.module.has_value() != grouped;
  throw Invalid(import.at.pos, concat("duplicate import name ", quote_names(import), ": ",
                                      levels   ? "it is imported at one level and at two"
                                      : plain_ ? "forbidden without --duplicate-imports=core"
                                               : "forbidden without --duplicate-imports=allow"));
}

void ImportElaborator::fail_types(const std::string& names, const Repeated::Use& first, const Repeated::Use& second) {
  if (conflict_) return;
  const bool core_has_it = duplicates_ == Duplicates::narrowed && plain_ && outermost_;
  Invalid error(second.pos, concat("duplicate import name ", names, ": type mismatch: ", to_string(store_, first.type),
                                   " and ", to_string(store_, second.type),
                                   core_has_it ? ": forbidden without --duplicate-imports=core" : ""));
  if (duplicates_ != Duplicates::left) throw error;
  conflict_ = std::move(error);
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
  if (import.module.has_value() != (fields != nullptr)) fail_duplicate(import, fields != nullptr);
  const std::size_t entry = position->second;
  if (!fields) return add_duplicate(import, entry, std::get<ExternType>(entries_[entry].what), std::move(type));
  ExternType known = *fields->find(import.name);
  add_duplicate(import, entry, known, std::move(type));
  fields->replace(import.name, std::move(known));
}

bool ImportElaborator::matches(const ExternType& a, const ExternType& b, Pos pos) const {
  return at_pos(pos, [&] { return match_extern_type(store_, a, b, effort_); });
}

// What several types have in common is no type in general, so one has to match the others. If there is one, `known` is
// it, or is equal to it, from then on.
void ImportElaborator::add_duplicate(const Import& import, std::size_t entry, ExternType& known, ExternType type) {
  if (duplicates_ == Duplicates::invalid) fail_duplicate(import, import.module.has_value());
  repeats_ = duplicates_ == Duplicates::left;
  const Pos pos = import.at.pos;
  Repeated& repeated = repeated_[{entry, import.module ? import.name : Name()}];
  if (repeated.uses.empty()) {
    repeated.names = quote_names(import);
    repeated.uses.push_back({pos, known});
  }
  repeated.uses.push_back({pos, type});
  if (matches(known, type, pos)) return;
  repeated.is_chain = repeated.is_chain && matches(type, known, pos);
  repeated.least = repeated.uses.size() - 1;
  known = std::move(type);
}

void ImportElaborator::check_repeated(const Repeated& repeated) {
  if (repeated.is_chain) return;  // by transitivity
  const Repeated::Use& least = repeated.uses[repeated.least];
  for (std::size_t i = 0; i < repeated.uses.size(); ++i) {
    const Repeated::Use& use = repeated.uses[i];
    if (i < repeated.least && !matches(least.type, use.type, least.pos)) fail_types(repeated.names, use, least);
    if (i > repeated.least && !matches(least.type, use.type, use.pos)) fail_types(repeated.names, least, use);
  }
}

ExternTypeMap ImportElaborator::finish(const Context& context, Pos pos) {
  for (const auto& [names, repeated] : repeated_) check_repeated(repeated);
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
