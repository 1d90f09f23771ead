// The names and custom sections of the flat module. spec: appendix/custom; the tool conventions' object files
#include "tools/transform/flat_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "wast/binary/sections.h"

namespace modlink::transform {

namespace {

constexpr std::size_t max_path = 200;

// Adds the names of the definitions from `first_own` on, which are at `first_flat` and following indices.
void add_own(NameMap& to, const std::string& path, const NameMap& names, Index first_own, Index first_flat) {
  for (const auto& [index, name] : names) {
    if (index >= first_own) to.emplace_back(first_flat + index - first_own, path + name);
  }
}

// The flat index of the first definition of the instance's own; they are adjacent, but for functions.
Index first_flat(const StaticInstance& inst, ExternKind kind, Index first_own) {
  const std::vector<Index>& indices = inst.of(kind);
  return first_own < indices.size() ? indices[first_own] : 0;
}

void add_func_names(Names& to, const StaticInstance& inst, const std::vector<Index>& new_funcs) {
  const Names& names = inst.code->module.names;
  for (Index func : new_funcs) {
    const Index index = inst.code->first_func() + func;
    const Index flat = inst.of(ExternKind::func)[index];
    if (const auto name = find_name(names.funcs, index); !name.empty()) {
      to.funcs.emplace_back(flat, inst.path + std::string(name));
    }
    if (const auto it = names.locals.find(index); it != names.locals.end()) to.locals[flat] = it->second;
    if (const auto it = names.labels.find(index); it != names.labels.end()) to.labels[flat] = it->second;
  }
}

void add_imported(const FlatModule& flat, NameMap& to, const NameMap& names, const StaticInstance& root,
                  ExternKind kind) {
  const std::vector<Index>& indices = root.of(kind);
  for (const auto& [index, name] : names) {
    if (index < indices.size() && flat.is_imported(kind, indices[index])) to.emplace_back(indices[index], name);
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
bool is_alone(const ValidModule& root) {
  return std::none_of(root.steps.begin(), root.steps.end(),
                      [](const LinkStep& step) { return std::holds_alternative<InstanceStep>(step); });
}

// Where sections of the outermost module stood between its definitions, they come after the imports; those of nested
// modules come last.
void add_custom(FlatModule& flat, const ValidModule& code, CustomSection custom) {
  const bool is_root = &code == &flat.root;
  const bool is_initial_section = custom.after != 0 && custom.after <= static_cast<std::uint8_t>(last_section) &&
                                  is_initial(static_cast<Section>(custom.after));
  if (is_root && is_initial_section) {
    custom.after = static_cast<std::uint8_t>(Section::import);
  } else if (!is_root) {
    custom.after = static_cast<std::uint8_t>(Section::data);
  }
  custom.after_definitions = custom.after == 0 ? 0 : UINT32_MAX;
  flat.module.customs.push_back(std::move(custom));
}

void normalize(NameMap& names) {
  std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
  names.erase(std::unique(names.begin(), names.end(), same), names.end());
}

}  // namespace

std::string_view find_name(const NameMap& names, Index index) {
  const auto less = [](const auto& entry, Index i) { return entry.first < i; };
  const auto it = std::lower_bound(names.begin(), names.end(), index, less);
  return it != names.end() && it->first == index ? std::string_view(it->second) : std::string_view();
}

std::string instance_path(const StaticInstance& parent, Index instance, Index module, const ValidModule& code) {
  const Names& names = parent.code->module.names;
  std::string name(find_name(names.instances, instance));
  if (name.empty()) {
    std::string_view of = find_name(names.modules, module);
    if (of.empty()) of = code.module.names.module;
    name = fmt::format("{}{}", of.empty() ? "instance" : of, instance);
  }
  std::string path = fmt::format("{}{}.", parent.path, name);
  return path.size() <= max_path ? path : fmt::format("….{}.", name.substr(0, max_path));
}

void add_names(FlatModule& flat, const StaticInstance& inst, const std::vector<Index>& new_funcs) {
  const ValidModule& code = *inst.code;
  const Names& names = code.module.names;
  Names& to = flat.module.names;
  const auto own = [&](NameMap& to, const NameMap& names, ExternKind kind, Index first) {
    add_own(to, inst.path, names, first, first_flat(inst, kind, first));
  };
  own(to.tables, names.tables, ExternKind::table, code.first_table());
  own(to.memories, names.memories, ExternKind::memory, code.first_memory());
  own(to.globals, names.globals, ExternKind::global, code.first_global());
  own(to.tags, names.tags, ExternKind::tag, code.first_tag());
  add_own(to.elems, inst.path, names.elems, 0, inst.first_elem);
  add_own(to.datas, inst.path, names.datas, 0, inst.first_data);
  add_func_names(to, inst, new_funcs);
}

void add_code_names(FlatModule& flat, const ValidModule& code) {
  const std::vector<Index>& types = flat.types.of(code);
  for (const auto& [index, name] : code.module.names.types) {
    if (index < types.size() && std::holds_alternative<const DefType*>(code.types[index])) {
      flat.module.names.types.emplace_back(types[index], name);
    }
  }
  for (const auto& [index, names] : code.module.names.fields) {
    if (index < types.size()) flat.module.names.fields.emplace(types[index], names);
  }
  for (const CustomSection& custom : code.module.customs) {
    if (depends_on_layout(custom.name) && !is_alone(flat.root)) {
      flat.report.dropped_customs.push_back(custom.name);
    } else {
      add_custom(flat, code, custom);
    }
  }
}

void add_import_names(FlatModule& flat, const StaticInstance& root) {
  const Names& names = root.code->module.names;
  Names& to = flat.module.names;
  to.module = names.module;
  add_imported(flat, to.funcs, names.funcs, root, ExternKind::func);
  add_imported(flat, to.tables, names.tables, root, ExternKind::table);
  add_imported(flat, to.memories, names.memories, root, ExternKind::memory);
  add_imported(flat, to.globals, names.globals, root, ExternKind::global);
  add_imported(flat, to.tags, names.tags, root, ExternKind::tag);
}

void finish_names(FlatModule& flat) {
  Names& names = flat.module.names;
  for (NameMap* map : {&names.types, &names.funcs, &names.tables, &names.memories, &names.globals, &names.tags,
                       &names.elems, &names.datas}) {
    normalize(*map);
  }
}

}  // namespace modlink::transform
