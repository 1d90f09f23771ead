// The names of the flat module. spec: appendix/custom, Name Section
#include "tools/transform/flat_names.h"

#include <fmt/format.h>

#include <algorithm>

namespace modlink::transform {

namespace {

constexpr std::size_t max_path = 200;

// Adds the names of the definitions from `first_own` on, which are at `first_flat` and following indices.
void add_own(FlatModule& flat, const StaticInstance& inst, IndexSpace space, Index first_own, Index first_flat) {
  for (const auto& [index, name] : inst.code->module.names[space]) {
    if (index >= first_own) flat.names[space].emplace_back(first_flat + index - first_own, inst.path + name);
  }
}

// Of definitions of the instance's own that are adjacent, as all are but functions.
void add_own(FlatModule& flat, const StaticInstance& inst, ExternKind kind, Index first_own) {
  const std::vector<Index>& indices = inst.of(kind);
  if (first_own < indices.size()) add_own(flat, inst, space_of(kind), first_own, indices[first_own]);
}

void add_func_names(FlatModule& flat, const StaticInstance& inst, const std::vector<Index>& new_funcs) {
  const Names& names = inst.code->module.names;
  Names& to = flat.module.names;
  for (Index func : new_funcs) {
    const Index index = inst.code->first_func() + func;
    const Index flat_index = inst.of(ExternKind::func)[index];
    const NameMap& funcs = names[IndexSpace::func];
    if (funcs.has(index))
      flat.names[IndexSpace::func].emplace_back(flat_index, inst.path + std::string(funcs.find(index)));
    if (const auto it = names.locals.find(index); it != names.locals.end()) to.locals[flat_index] = it->second;
    if (const auto it = names.labels.find(index); it != names.labels.end()) to.labels[flat_index] = it->second;
  }
}

// Of functions that an earlier instance of the module has too, which are not this one's nor that one's.
void add_shared_func_names(FlatModule& flat, const StaticInstance& inst, const std::vector<Index>& new_funcs) {
  const Names& names = inst.code->module.names;
  const Index first = inst.code->first_func();
  const std::string prefix = names.module.empty() ? names.module : names.module + ".";
  for (const auto& [index, name] : names[IndexSpace::func]) {
    if (index < first || std::binary_search(new_funcs.begin(), new_funcs.end(), index - first)) continue;
    const auto [shared, is_new] = flat.shared_funcs.try_emplace(inst.of(ExternKind::func)[index]);
    if (is_new) shared->second = prefix + std::string(name);
  }
}

}  // namespace

std::string instance_path(const StaticInstance& parent, Index instance, Index module, const ValidModule& code) {
  const Names& names = parent.code->module.names;
  std::string name(names[IndexSpace::instance].find(instance));
  if (name.empty()) {
    std::string_view of = names[IndexSpace::module].find(module);
    if (of.empty()) of = code.module.names.module;
    name = fmt::format("{}{}", of.empty() ? "instance" : of, instance);
  }
  std::string path = fmt::format("{}{}.", parent.path, name);
  return path.size() <= max_path ? path : fmt::format("….{}.", name.substr(0, max_path));
}

void add_names(FlatModule& flat, const StaticInstance& inst, const std::vector<Index>& new_funcs) {
  const ValidModule& code = *inst.code;
  for (const IndexSpace space : all_index_spaces) {
    if (is_core(space) && space != IndexSpace::func) add_own(flat, inst, *kind_of(space), code.first_own(space));
  }
  add_own(flat, inst, IndexSpace::elem, 0, inst.first_elem);
  add_own(flat, inst, IndexSpace::data, 0, inst.first_data);
  add_func_names(flat, inst, new_funcs);
  add_shared_func_names(flat, inst, new_funcs);
}

void add_code_names(FlatModule& flat, const ValidModule& code) {
  flat.codes.push_back(&code);
  const std::vector<Index>& types = flat.types.of(code);
  for (const auto& [index, name] : code.module.names[IndexSpace::type]) {
    if (index < types.size() && std::holds_alternative<const DefType*>(code.types[index])) {
      flat.names[IndexSpace::type].emplace_back(types[index], name);
    }
  }
  for (const auto& [index, names] : code.module.names.fields) {
    if (index < types.size()) flat.module.names.fields.emplace(types[index], names);
  }
}

void add_import_names(FlatModule& flat, const StaticInstance& inst) {
  const Names& names = inst.code->module.names;
  const bool is_root = inst.code == &flat.root;
  if (is_root) flat.module.names.module = names.module;
  for (const IndexSpace space : all_index_spaces) {
    const auto kind = kind_of(space);
    if (!kind || !is_core(space)) continue;
    const std::vector<Index>& indices = inst.of(*kind);
    for (const auto& [index, name] : names[space]) {
      const bool is_imported = index < indices.size() && flat.is_imported(*kind, indices[index]);
      if (!is_imported) continue;
      const auto [known, added] = flat.import_names[space].try_emplace(indices[index], name);
      if (!added && is_root) known->second = name;
    }
  }
}

void finish_names(FlatModule& flat) {
  for (const IndexSpace space : all_index_spaces) {
    for (auto& [index, name] : flat.import_names[space]) flat.names[space].emplace_back(index, std::move(name));
    flat.module.names[space].override_with(NameMap(std::move(flat.names[space])));
  }
  flat.module.names[IndexSpace::func].override_with(
      NameMap(std::vector<NameMap::Entry>(flat.shared_funcs.begin(), flat.shared_funcs.end())));
}

}  // namespace modlink::transform
