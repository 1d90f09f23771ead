// The names and custom sections of the flat module. spec: appendix/custom; the tool conventions' object files
#include "tools/transform/flat_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "wast/syntax/definitions.h"
#include "wast/syntax/sections.h"

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
    if (const auto name = names[IndexSpace::func].find(index); !name.empty()) {
      flat.names[IndexSpace::func].emplace_back(flat_index, inst.path + std::string(name));
    }
    if (const auto it = names.locals.find(index); it != names.locals.end()) to.locals[flat_index] = it->second;
    if (const auto it = names.labels.find(index); it != names.labels.end()) to.labels[flat_index] = it->second;
  }
}

// Sections that are about offsets of the code, or about indices, as far as is known.
bool depends_on_layout(const std::string& name) {
  constexpr std::string_view prefixes[] = {
      ".debug_", "reloc.", "linking", "dylink", "sourceMappingURL", "external_debug_info", "metadata.code."};
  return std::any_of(std::begin(prefixes), std::end(prefixes),
                     [&](std::string_view prefix) { return name.compare(0, prefix.size(), prefix) == 0; });
}

// A module that nests none stays as it is written.
bool is_alone(const ValidModule& root) { return steps_of<InstanceStep>(root.steps).empty(); }

// How many types come before all other definitions.
Index leading_types(const Module& module) {
  const auto is_other = [](const Definition& definition) { return type_count(definition) == 0; };
  const auto& definitions = module.definitions;
  return static_cast<Index>(std::find_if(definitions.begin(), definitions.end(), is_other) - definitions.begin());
}

// Where sections of the outermost module stood between its definitions, they come after the types if nothing else was
// before them, otherwise after the imports; those of nested modules come last.
void add_custom(FlatModule& flat, const ValidModule& code, Index leading_types, CustomSection custom) {
  const bool is_root = &code == &flat.root;
  if (is_root && is_initial(custom.after)) {
    const bool is_behind_types = custom.after_definitions <= leading_types;
    custom.after = static_cast<std::uint8_t>(is_behind_types ? Section::type : Section::import);
  } else if (!is_root) {
    custom.after = static_cast<std::uint8_t>(Section::data);
  }
  custom.after_definitions = custom.after == 0 ? 0 : UINT32_MAX;
  flat.module.customs.push_back(std::move(custom));
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
}

void add_code_names(FlatModule& flat, const ValidModule& code) {
  const std::vector<Index>& types = flat.types.of(code);
  for (const auto& [index, name] : code.module.names[IndexSpace::type]) {
    if (index < types.size() && std::holds_alternative<const DefType*>(code.types[index])) {
      flat.names[IndexSpace::type].emplace_back(types[index], name);
    }
  }
  for (const auto& [index, names] : code.module.names.fields) {
    if (index < types.size()) flat.module.names.fields.emplace(types[index], names);
  }
  const Index types_in_front = leading_types(code.module);
  for (const CustomSection& custom : code.module.customs) {
    if (depends_on_layout(custom.name) && !is_alone(flat.root)) {
      flat.report.dropped_customs.push_back(custom.name);
    } else {
      add_custom(flat, code, types_in_front, custom);
    }
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
}

}  // namespace modlink::transform
