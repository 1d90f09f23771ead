// Printing of identifiers, indices and strings. spec: text/values
#include "wast/text/print_names.h"

#include <array>
#include <unordered_set>

#include "wast/syntax/identifiers.h"
#include "wast/text/print_types.h"

namespace modlink::text {

namespace {

std::string id_text(std::string_view name) { return "$" + (is_id(name) ? std::string(name) : quoted(name)); }

}  // namespace

Identifiers::Identifiers(const NameMap& names, std::uint64_t count, Repetition repetition) {
  std::unordered_set<std::string_view> seen;
  for (const auto& [index, name] : names) {
    if (index >= count) break;
    const bool is_new = seen.insert(name).second || repetition == Repetition::allowed;
    if (is_new && !name.empty()) {
      by_index_.emplace(index, name);
    } else if (repetition == Repetition::forbidden) {
      annotated_.emplace(index, name);
    }
  }
}

std::string Identifiers::bind(Index index) const {
  const auto found = by_index_.find(index);
  if (found != by_index_.end()) return " " + id_text(found->second);
  const auto annotated = annotated_.find(index);
  return annotated == annotated_.end() ? std::string() : " (@name " + quoted(annotated->second) + ")";
}

std::string Identifiers::ref(Index index) const {
  const auto found = by_index_.find(index);
  return found == by_index_.end() ? std::to_string(index) : id_text(found->second);
}

namespace {

// How many definitions the index spaces have, and which instances two-level imports imply (D7).
struct IndexSpaces {
  explicit IndexSpaces(const Module& module) {
    for (const Definition& definition : module.definitions) add(definition);
    count(ExternKind::func) += static_cast<Index>(module.funcs.size());
    count(ExternKind::table) += static_cast<Index>(module.tables.size());
    count(ExternKind::memory) += static_cast<Index>(module.memories.size());
    count(ExternKind::global) += static_cast<Index>(module.globals.size());
    count(ExternKind::tag) += static_cast<Index>(module.tags.size());
  }

  Index& count(ExternKind kind) { return counts[static_cast<std::size_t>(kind)]; }

  void add(const Definition& definition) {
    if (const auto* import = std::get_if<Import>(&definition)) {
      const bool implies = import->module && first_levels.insert(*import->module).second;
      if (implies) implied.push_back(count(ExternKind::instance)++);
      ++count(kind_of(import->desc));
    } else if (const auto* alias = std::get_if<Alias>(&definition)) {
      ++count(kind_of(*alias));
    } else if (const auto* type = std::get_if<TypeDef>(&definition)) {
      count(ExternKind::type) += type_count(*type);
    } else {
      ++count(std::holds_alternative<Instance>(definition) ? ExternKind::instance : ExternKind::module);
    }
  }

  std::array<Index, 8> counts{};
  std::vector<Index> implied;
  std::unordered_set<std::string_view> first_levels;
};

// By type index; null for what is no structure type of the module's own.
std::vector<const StructType*> own_struct_types(const Module& module) {
  std::vector<const StructType*> result;
  for (const Definition& definition : module.definitions) {
    const auto* def = std::get_if<TypeDef>(&definition);
    const auto* rec = def ? std::get_if<RecType>(&def->def) : nullptr;
    if (rec) {
      for (const SubType& type : rec->sub_types) result.push_back(std::get_if<StructType>(&type.comp));
    } else if (def || (std::holds_alternative<Alias>(definition) &&
                       kind_of(std::get<Alias>(definition)) == ExternKind::type)) {
      result.push_back(nullptr);
    }
  }
  return result;
}

FieldIdentifiers field_identifiers(const Module& module) {
  FieldIdentifiers result;
  if (module.names.fields.empty()) return result;
  const auto types = own_struct_types(module);
  for (const auto& [type, names] : module.names.fields) {
    const StructType* own = type < types.size() ? types[type] : nullptr;
    if (own) result.emplace(type, Identifiers(names, own->fields.size()));
  }
  return result;
}

}  // namespace

ModuleIdentifiers::ModuleIdentifiers(const Module& module)
    : elems(module.names.elems, module.elems.size()),
      datas(module.names.datas, module.datas.size()),
      fields(field_identifiers(module)) {
  IndexSpaces spaces(module);
  const Names& names = module.names;
  types = Identifiers(names.types, spaces.count(ExternKind::type));
  funcs = Identifiers(names.funcs, spaces.count(ExternKind::func));
  tables = Identifiers(names.tables, spaces.count(ExternKind::table));
  memories = Identifiers(names.memories, spaces.count(ExternKind::memory));
  globals = Identifiers(names.globals, spaces.count(ExternKind::global));
  tags = Identifiers(names.tags, spaces.count(ExternKind::tag));
  modules = Identifiers(names.modules, spaces.count(ExternKind::module));
  instances = Identifiers(names.instances, spaces.count(ExternKind::instance));
  for (const Index index : spaces.implied) instances.leave_out(index);
}

const Identifiers& ModuleIdentifiers::of(ExternKind kind) const {
  switch (kind) {
    case ExternKind::func: return funcs;
    case ExternKind::table: return tables;
    case ExternKind::memory: return memories;
    case ExternKind::global: return globals;
    case ExternKind::tag: return tags;
    case ExternKind::module: return modules;
    case ExternKind::instance: return instances;
    case ExternKind::type: return types;
  }
  return types;
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
