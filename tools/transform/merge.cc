// Merging: a parent that nests, instantiates and links the inputs, flattened. spec: Explainer, "Nested Modules"
#include "tools/transform/merge.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>

#include "tools/transform/copy_size.h"
#include "tools/transform/merge_fields.h"
#include "tools/transform/merge_later.h"
#include "tools/transform/object_files.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/hash.h"

namespace modlink::transform {

namespace {

template <class F>
void for_each_import(Module& module, F f) {
  for (Definition& definition : module.definitions) {
    if (auto* import = std::get_if<Import>(&definition)) f(*import);
  }
}

bool has_tail_calls(const MergeInput& input) {
  const auto is_tail_call = [](const Instr& instr) {
    return instr.op == Opcode::return_call || instr.op == Opcode::return_call_indirect ||
           instr.op == Opcode::return_call_ref;
  };
  const auto has_one = [&](const Func& func) { return std::any_of(func.body.begin(), func.body.end(), is_tail_call); };
  return std::any_of(input.module->funcs.begin(), input.module->funcs.end(), has_one);
}

class Merger {
 public:
  Merger(const std::vector<MergeInput>& inputs, const TypeStorePtr& types, const MergeOptions& options)
      : inputs_(inputs),
        types_(types),
        options_(options),
        plan_(plan_merge(inputs, options.renamed_imports, *types, options.flatten.limits)),
        copies_(options.flatten.limits.copied_bytes) {}

  Merged merge() {
    const bool takes_instances = options_.flatten.boundary == FlattenOptions::Boundary::flat;
    ChosenExports exports = choose_exports(inputs_, plan_, options_.exports, takes_instances);
    names_ = merge_names(plan_, exports.exports);
    guards_.guarded.resize(plan_.later.size());
    std::optional<Flattened> flat = flatten(exports, true);
    if (!flat) flat = flatten(exports, false);
    keep_missing(flat->module);
    return {std::move(flat->module),  std::move(flat->report),  std::move(exports),
            std::move(plan_.missing), std::move(plan_.guesses), early()};
  }

 private:
  std::optional<Flattened> flatten(const ChosenExports& exports, bool looks_for_guards);
  FlattenOptions flatten_options(const std::vector<MergeExport>& exports) const;
  const InstanceType* type_of(const std::vector<MergeExport>& exports) const;
  void name_imports(Flattened& flat) const;
  void keep_missing(Module& module);
  std::vector<MergePlan::Later> early() const;
  std::vector<bool> reached_early(const Module& flat);

  const std::vector<MergeInput>& inputs_;
  const TypeStorePtr& types_;
  const MergeOptions& options_;
  MergePlan plan_;
  CopyBudget copies_;
  MergeNames names_;
  MergeGuards guards_;
  std::vector<bool> reached_by_start_;  // by `later` of the plan
};

// As the files say, which may have less than what was nested in them.
const InstanceType* Merger::type_of(const std::vector<MergeExport>& exports) const {
  ExternTypeMap result;
  for (const MergeExport& item : exports) {
    const MergeInput& input = inputs_[item.input];
    const ValidModule& file = input.file ? *input.file : *input.valid;
    result.insert(item.as, *file.instance_type->exports.find(item.name));
  }
  return types_->intern_instance(std::move(result));
}

// What the user has given by several names is no growth that surprises.
FlattenOptions Merger::flatten_options(const std::vector<MergeExport>& exports) const {
  FlattenOptions result = options_.flatten;
  result.exports = type_of(exports);
  for (const MergeInput& input : inputs_) result.granted += size_of_own(*input.module);
  return result;
}

// Nothing if functions have to be guarded, which are not yet. What the start function reaches then, it reaches through
// guards too.
std::optional<Flattened> Merger::flatten(const ChosenExports& exports, bool looks_for_guards) {
  Features features = options_.features;
  features.set(Feature::module_linking, true);
  Module parent = merge_parent(inputs_, plan_, exports.exports, exports.initializer, names_, guards_, *types_, copies_);
  parent.source = std::make_shared<const Source>(options_.result, "", Source::Kind::text);
  const ValidModulePtr valid = validate(std::move(parent), types_, features, options_.flatten.limits);
  FlattenOptions options = flatten_options(exports.exports);
  options.takes_field = chosen_fields(inputs_, options_.exports, exports.exports);
  bool has_guards = false;
  options.link = [&](Module& flat) {
    if (looks_for_guards) guards_.guarded = reached_early(flat);
    has_guards = looks_for_guards && std::count(guards_.guarded.begin(), guards_.guarded.end(), true) != 0;
    if (!plan_.later.empty()) link_later(flat, names_, inputs_, plan_);
  };
  Flattened flat = transform::flatten(*valid, options);
  if (has_guards) {
    guards_.are_tail_calls = std::any_of(inputs_.begin(), inputs_.end(), has_tail_calls);
    return std::nullopt;
  }
  name_imports(flat);
  return flat;
}

// What may be called before its instance is there.
std::vector<bool> Merger::reached_early(const Module& flat) {
  const std::size_t count = plan_.later.size();
  reached_by_start_ = reached_by_start(flat, names_, count);
  std::vector<bool> result = reached_after_failure(flat, names_, count);
  std::transform(result.begin(), result.end(), reached_by_start_.begin(), result.begin(), std::logical_or());
  return result;
}

// Those that had to have names of their own in the parent.
void Merger::name_imports(Flattened& flat) const {
  HashMapByName<Name> modules;
  for (std::size_t i = 0; i < plan_.imports.size(); ++i)
    modules.emplace(names_.imports[i], plan_.imports[i].names.module);
  for_each_import(flat.module, [&](Import& import) {
    if (const auto found = modules.find(*import.module); found != modules.end()) import.module = found->second;
  });
  for (const auto& [names, type, repeats] : plan_.imports) {
    if (names.has_one_name) flat.report.paths.imports[{names.module, names.name}] = {names.name};
  }
}

// Of what is missing, that which is not left out because nobody uses it.
void Merger::keep_missing(Module& module) {
  std::set<std::pair<Name, Name>> left;
  for_each_import(module, [&](const Import& import) { left.emplace(*import.module, import.name); });
  std::erase_if(plan_.missing, [&](const auto& missing) {
    return left.count({missing.second.module, missing.second.name}) == 0;
  });
}

std::vector<MergePlan::Later> Merger::early() const {
  std::vector<MergePlan::Later> result;
  for (std::size_t i = 0; i < plan_.later.size(); ++i) {
    if (reached_by_start_[i]) result.push_back(plan_.later[i]);
  }
  return result;
}

}  // namespace

Merged merge(const std::vector<MergeInput>& inputs, const TypeStorePtr& types, const MergeOptions& options) {
  for (const MergeInput& input : inputs) refuse_object_file(*input.module);
  return Merger(inputs, types, options).merge();
}

}  // namespace modlink::transform
