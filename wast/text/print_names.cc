// Printing of identifiers, indices and strings. spec: text/values
#include "wast/text/print_names.h"

#include <unordered_set>

#include "wast/syntax/identifiers.h"

namespace modlink::text {

namespace {

std::string id_text(std::string_view name) { return "$" + (is_id(name) ? std::string(name) : quoted(name)); }

}  // namespace

Identifiers::Identifiers(const NameMap& names, Repetition repetition) {
  std::unordered_set<std::string_view> seen;
  for (const auto& [index, name] : names) {
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

ModuleIdentifiers::ModuleIdentifiers(const Names& names)
    : types(names.types),
      funcs(names.funcs),
      tables(names.tables),
      memories(names.memories),
      globals(names.globals),
      tags(names.tags),
      elems(names.elems),
      datas(names.datas),
      modules(names.modules),
      instances(names.instances) {}

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
