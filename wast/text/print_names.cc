// Printing of identifiers, indices and strings. spec: text/values
#include "wast/text/print_names.h"

#include "wast/syntax/concat.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/hash.h"
#include "wast/syntax/identifiers.h"
#include "wast/text/print_types.h"

namespace modlink::text {

namespace {

void print_id(std::string& out, std::string_view name) {
  out += '$';
  if (is_id(name)) {
    out += name;
  } else {
    print_string(out, name);
  }
}

}  // namespace

Identifiers::Identifiers(const NameMap& names, std::uint64_t count, Repetition repetition) {
  HashSetOfNames<std::string_view> seen;
  for (const auto& [index, name] : names) {
    if (index >= count) break;
    const bool is_free = seen.insert(name).second || repetition == Repetition::allowed;
    if (is_free && !name.empty()) {
      ids_.resize(std::size_t{index} + 1);
      ids_[index] = name;
    } else {
      annotated_.emplace(index, name);
    }
  }
}

void Identifiers::annotate(Index index) {
  if (!has_id(index)) return;
  annotated_.emplace(index, ids_[index]);
  ids_[index] = {};
}

std::string Identifiers::bind(Index index) const {
  std::string result;
  if (has_id(index)) {
    print_id(result += ' ', ids_[index]);
  } else if (const auto annotated = annotated_.find(index); annotated != annotated_.end()) {
    result = " (@name " + quoted(annotated->second) + ")";
  }
  if (shows_indices_) result += " (;" + std::to_string(index) + ";)";
  return result;
}

std::string Identifiers::ref(Index index) const {
  std::string result;
  print_ref(result, index);
  return result;
}

void Identifiers::print_ref(std::string& out, Index index) const {
  if (has_id(index)) {
    print_id(out, ids_[index]);
  } else {
    append_part(out, index);
  }
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

std::string bind_name(std::string_view name) {
  std::string result;
  if (!name.empty()) print_id(result += ' ', name);
  return result;
}

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
