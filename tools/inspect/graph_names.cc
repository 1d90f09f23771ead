// What modules and instances are called in pictures.
#include "tools/inspect/graph_names.h"

#include <fmt/format.h>

#include <set>

#include "wast/syntax/identifiers.h"

namespace modlink::inspect {

namespace {

class GraphNamer {
 public:
  GraphNamer(const ValidModule& module, ModuleNames& names) : module_(module), names_(names) {}

  void name() {
    for (const LinkStep& step : module_.steps) {
      if (std::holds_alternative<OuterModuleStep>(step)) outer_.insert(names_.modules.size());
      std::visit([this](const auto& item) { add(kind_of(item), name_of(item)); }, step);
    }
    for (const ResolvedExport& item : module_.exports) {
      auto* const list = item.is_field ? nullptr : list_of(item.kind);
      if (list && (*list)[item.index].empty()) (*list)[item.index] = quote(*item.name);
    }
    finish(names_.modules, module_.module.names[IndexSpace::module], "module");
    finish(names_.instances, module_.module.names[IndexSpace::instance], "instance");
  }

 private:
  std::vector<std::string>* list_of(ExternKind kind) {
    if (kind == ExternKind::module) return &names_.modules;
    return kind == ExternKind::instance ? &names_.instances : nullptr;
  }
  void add(ExternKind kind, std::string name) {
    if (auto* list = list_of(kind)) list->push_back(std::move(name));
  }
  // Empty if it has none of its own.
  static std::string name_of(const ImportStep& step) { return import_name(step); }
  static std::string name_of(const ExportAliasStep& step) { return quote(step.name); }
  static std::string name_of(const OuterModuleStep&) { return {}; }
  static std::string name_of(const NestedModuleStep& step) {
    const Name& name = step.code->module.names.module;
    return name.empty() ? std::string() : quote_id(name);
  }
  static std::string name_of(const InstanceStep&) { return {}; }

  void finish(std::vector<std::string>& list, const NameMap& names, const char* kind) const {
    for (const auto& [index, name] : names) {
      if (index < list.size() && !name.empty()) list[index] = quote_id(name);
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
      const bool has_name_elsewhere = &list == &names_.modules && outer_.count(i) != 0;
      if (list[i].empty() && !has_name_elsewhere) list[i] = fmt::format("{} {}", kind, i);
    }
  }

  const ValidModule& module_;
  ModuleNames& names_;
  std::set<std::size_t> outer_;  // modules that are aliases of enclosing ones'
};

}  // namespace

ModuleNames::ModuleNames(const ValidModule& module) { GraphNamer(module, *this).name(); }

std::string import_name(const ImportStep& step) {
  return step.field ? quote(step.name) + " " + quote(*step.field) : quote(step.name);
}

std::string module_name(const ValidModule& module) {
  const Name& name = module.module.names.module;
  return name.empty() ? std::string("module") : quote_id(name);
}

}  // namespace modlink::inspect
