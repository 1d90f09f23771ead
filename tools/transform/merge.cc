// Merging: a parent that nests, instantiates and links the inputs, flattened. spec: Explainer, "Nested Modules"
#include "tools/transform/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "tools/files/failure.h"
#include "tools/transform/merge_later.h"
#include "wast/syntax/hash.h"
#include "wast/syntax/identifiers.h"

namespace modlink::transform {

namespace {

template <class F>
void for_each_import(Module& module, F f) {
  for (Definition& definition : module.definitions) {
    if (auto* import = std::get_if<Import>(&definition)) f(*import);
  }
}

class Merger {
 public:
  Merger(const std::vector<MergeInput>& inputs, const TypeStorePtr& types, const MergeOptions& options)
      : inputs_(inputs),
        types_(types),
        options_(options),
        plan_(plan_merge(inputs, *types, options.flatten.limits)),
        copies_(options.flatten.limits.copied_bytes) {}

  Merged merge() {
    ChosenExports exports = choose_exports(inputs_, options_.exports);
    names_ = merge_names(plan_, exports.exports);
    guarded_.resize(plan_.later.size());
    std::optional<Flattened> flat = flatten(exports.exports);
    if (!flat) flat = flatten(exports.exports);
    rename_imports(flat->module);
    return {std::move(flat->module), std::move(flat->report), std::move(exports), std::move(plan_.missing)};
  }

 private:
  std::optional<Flattened> flatten(const std::vector<MergeExport>& exports);
  void name_imports(Flattened& flat) const;
  void rename_imports(Module& flat) const;

  const std::vector<MergeInput>& inputs_;
  const TypeStorePtr& types_;
  const MergeOptions& options_;
  MergePlan plan_;
  CopyBudget copies_;
  MergeNames names_;
  std::vector<bool> guarded_;  // by `later` of the plan
};

// Nothing if functions have to be guarded that were not: then they are the next time.
std::optional<Flattened> Merger::flatten(const std::vector<MergeExport>& exports) {
  Features features = options_.features;
  features.set(Feature::module_linking, true);
  Module parent = merge_parent(inputs_, plan_, exports, names_, guarded_, *types_, copies_);
  const ValidModulePtr valid = validate(std::move(parent), types_, features, options_.flatten.limits);
  FlattenOptions options = options_.flatten;
  bool has_new_guards = false;
  options.link = [&](Module& flat) {
    const std::vector<bool> reached = reached_by_start(flat, names_, plan_.later.size());
    has_new_guards = std::find(reached.begin(), reached.end(), true) != reached.end();
    if (has_new_guards) guarded_ = reached;
    if (!plan_.later.empty()) link_later(flat, names_, inputs_, plan_);
  };
  Flattened flat = transform::flatten(*valid, options);
  if (has_new_guards) return std::nullopt;
  name_imports(flat);
  return flat;
}

// Those that had to have names of their own in the parent.
void Merger::name_imports(Flattened& flat) const {
  HashMapByName<Name> modules;
  for (std::size_t i = 0; i < plan_.imports.size(); ++i) modules.emplace(names_.imports[i], plan_.imports[i].module);
  for_each_import(flat.module, [&](Import& import) {
    if (const auto found = modules.find(*import.module); found != modules.end()) import.module = found->second;
  });
  for (const MergePlan::HostImport& import : plan_.imports) {
    if (import.has_one_name) flat.report.paths.imports[{import.module, import.name}] = {import.name};
  }
}

void Merger::rename_imports(Module& flat) const {
  HashSetOfNames<> firsts;
  for_each_import(flat, [&](const Import& import) { firsts.insert(*import.module); });
  HashMapByName<Name> modules, fields;
  for (const auto& [from, to] : options_.renamed_imports) {
    HashMapByName<Name>& names = firsts.count(from) != 0 ? modules : fields;
    names.emplace(from, to);
  }
  HashSetOfNames<> used;
  for_each_import(flat, [&](Import& import) {
    if (const auto field = fields.find(fmt::format("{}.{}", *import.module, import.name)); field != fields.end()) {
      used.insert(field->first);
      const std::size_t dot = field->second.rfind('.');
      import.module = dot == Name::npos ? *import.module : field->second.substr(0, dot);
      import.name = field->second.substr(dot == Name::npos ? 0 : dot + 1);
    } else if (const auto module = modules.find(*import.module); module != modules.end()) {
      used.insert(module->first);
      import.module = module->second;
    }
  });
  for (const auto& [from, to] : options_.renamed_imports) {
    if (used.count(from) == 0)
      throw cli::Failure(cli::Status::failed, fmt::format("--rename-import: nothing is imported by {}", quote(from)));
  }
}

}  // namespace

Merged merge(const std::vector<MergeInput>& inputs, const TypeStorePtr& types, const MergeOptions& options) {
  return Merger(inputs, types, options).merge();
}

}  // namespace modlink::transform
