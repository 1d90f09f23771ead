// Printing of identifiers, indices and strings. spec: text/values
#include "wast/text/print_names.h"

#include "wast/syntax/definitions.h"
#include "wast/syntax/hash.h"
#include "wast/syntax/identifiers.h"
#include "wast/text/print_types.h"

namespace modlink::text {

namespace {

std::string id_text(std::string_view name) { return "$" + (is_id(name) ? std::string(name) : quoted(name)); }

}  // namespace

Identifiers::Identifiers(const NameMap& names, std::uint64_t count, Repetition repetition) {
  HashSetOfNames<std::string_view> seen;
  for (const auto& [index, name] : names) {
    if (index >= count) break;
    const bool is_free = seen.insert(name).second || repetition == Repetition::allowed;
    if (is_free && !name.empty()) {
      by_index_.emplace(index, name);
    } else {
      annotated_.emplace(index, name);
    }
  }
}

void Identifiers::annotate(Index index) {
  const auto found = by_index_.find(index);
  if (found == by_index_.end()) return;
  annotated_.insert(*found);
  by_index_.erase(found);
}

std::string Identifiers::bind(Index index) const {
  const std::string comment = shows_indices_ ? " (;" + std::to_string(index) + ";)" : std::string();
  const auto found = by_index_.find(index);
  if (found != by_index_.end()) return " " + id_text(found->second) + comment;
  const auto annotated = annotated_.find(index);
  return (annotated == annotated_.end() ? std::string() : " (@name " + quoted(annotated->second) + ")") + comment;
}

std::string Identifiers::ref(Index index) const {
  const auto found = by_index_.find(index);
  return found == by_index_.end() ? std::to_string(index) : id_text(found->second);
}

namespace {

FieldIdentifiers field_identifiers(const Module& module) {
  FieldIdentifiers result;
  if (module.names.fields.empty()) return result;
  const auto types = own_types(module);
  for (const auto& [type, names] : module.names.fields) {
    const SubType* own = type < types.size() ? types[type] : nullptr;
    const auto* structure = own ? std::get_if<StructType>(&own->comp) : nullptr;
    if (structure) result.emplace(type, Identifiers(names, structure->fields.size()));
  }
  return result;
}

}  // namespace

ModuleIdentifiers::ModuleIdentifiers(const Module& module, bool show_indices) : fields(field_identifiers(module)) {
  const PerSpace<Index> counts = count_indices(module);
  for (const IndexSpace space : all_index_spaces) {
    spaces[space] = Identifiers(module.names[space], counts[space]);
    if (show_indices) spaces[space].show_indices();
  }
  for_each_definition(module, [this](const Definition& definition, const TakenIndices& taken) {
    const auto* import = std::get_if<Import>(&definition);
    if (import && import->module && import->group.kind == ImportGroup::Kind::of_one_type) {
      spaces[taken.space].annotate(taken.first);
    }
    if (taken.implied) spaces[IndexSpace::instance].leave_out(*taken.implied);
  });
}

std::string ModuleIdentifiers::field_ref(Index type, Index field) const {
  const auto found = fields.find(type);
  return found == fields.end() ? std::to_string(field) : found->second.ref(field);
}

std::string bind_name(std::string_view name) { return name.empty() ? std::string() : " " + id_text(name); }

void print_string(std::string& out, std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  for (char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\') {
      out += c;
    } else {
      out += {'\\', digits[byte >> 4], digits[byte & 15]};
    }
  }
  out += '"';
}

std::string quoted(std::string_view bytes) {
  std::string result;
  print_string(result, bytes);
  return result;
}

}  // namespace modlink::text
