// Flattening: instantiation of the outermost module without running anything. spec: Explainer, "Module Imports and
// Nested Instances", "Nested Modules"; D13, D15
#include "tools/transform/flatten.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <set>

#include "linking/instance_budget.h"
#include "linking/linker.h"
#include "rewrite/remove_unused.h"
#include "rewrite/translate_exceptions.h"
#include "rewrite/used_definitions.h"
#include "tools/transform/flat_boundary.h"
#include "tools/transform/flat_callers.h"
#include "tools/transform/flat_customs.h"
#include "tools/transform/flat_names.h"
#include "tools/transform/flat_writer.h"
#include "tools/transform/object_files.h"
#include "validator/validate.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/error.h"
#include "wast/syntax/sections.h"

namespace modlink::transform {

namespace {

// Positions, and what does not change, are those of `original`.
void be_read_from(Module& module, const Module& original) {
  module.source = original.source;
  module.at = original.at;
  module.end = original.end;
}

KeptBytes source_map_of(const Module& module) {
  const auto names_map = [](const CustomSection& custom) { return custom.name == source_map_section; };
  const auto map = std::find_if(module.customs.begin(), module.customs.end(), names_map);
  return map == module.customs.end() ? KeptBytes() : map->bytes;
}

// The domain of static values: indices of the flat module.
class Flattener {
 public:
  using Val = StaticVal;
  using Instance = StaticInstance;

  Flattener(const ValidModule& root, const FlattenOptions& options)
      : flat_(root, options), writer_(flat_), budget_(options.limits) {}

  Flattened run();

  StaticVal at(const StaticInstance& inst, ExternKind kind, Index index) const { return {kind, inst.of(kind)[index]}; }
  void append(StaticInstance& inst, StaticVal val) { inst.of(val.kind).push_back(val.index); }
  StaticVal field(StaticVal instance, const Name& name) const {
    return flat_.values.instances[instance.index].find(name);
  }
  StaticVal close(const StaticInstance& inst, const NestedModuleStep& step) {
    return flat_.values.add(StaticModule{step.code.get(), &inst});
  }
  StaticInstance* begin(const StaticInstance& inst, const InstanceStep& step);
  void allocate(StaticInstance& inst) {
    writer_.write(inst);
    callers_.note(flat_, inst);
  }
  StaticVal export_all(const StaticInstance& inst, std::vector<StaticVal> vals) {
    return flat_.values.add(StaticInstanceVal{inst.code->export_names, std::move(vals)});
  }
  bool initialize(StaticInstance& inst);

 private:
  void charge(const ValidModule& code, std::size_t args);
  StaticInstance& begin(StaticModule module, std::string path, std::size_t parent);
  void check_memories(const Module& module) const;
  Module assemble();
  Module without_unused(Module module);
  void forget_idle_callers();
  Module translated(Module module) const;

  FlatModule flat_;
  FlatWriter writer_;
  HostCallers callers_;
  std::deque<StaticInstance> instances_;
  InstanceBudget budget_;
  bool one_source_ = true;
};

// Instantiation would not do more either.
void Flattener::charge(const ValidModule& code, std::size_t args) {
  in_source(code.module.source, [&] { budget_.charge(code, args, code.module.at.pos); });
}

StaticInstance& Flattener::begin(StaticModule module, std::string path, std::size_t parent) {
  refuse_object_file(module.code->module);
  StaticInstance& inst = instances_.emplace_back();
  inst.code = module.code;
  inst.outer = module.outer;
  one_source_ &= !module.code->module.source || module.code->module.source == flat_.root.module.source;
  inst.path = std::move(path);
  inst.number = flat_.report.made.size();
  const std::string name = inst.path.substr(0, inst.path.empty() ? 0 : inst.path.size() - 1);
  const Module& code = inst.code->module;
  flat_.report.made.push_back({name, code.names.module, parent, 0, 0, code.source, code.at, source_map_of(code)});
  return inst;
}

StaticInstance* Flattener::begin(const StaticInstance& inst, const InstanceStep& step) {
  const StaticModule& module = flat_.values.modules[inst.of(ExternKind::module)[step.module]];
  charge(*module.code, step.args.size());
  const auto index = static_cast<Index>(inst.of(ExternKind::instance).size());
  return &begin(module, instance_path(inst, index, step.module, *module.code), inst.number);
}

// Afterwards, only its modules can still be asked for.
bool Flattener::initialize(StaticInstance& inst) {
  writer_.write_start(inst);
  add_import_names(flat_, inst);
  for (const IndexSpace space : all_index_spaces) {
    if (space != IndexSpace::module) inst.indices[space] = {};
  }
  return true;
}

void Flattener::check_memories(const Module& module) const {
  const Index count = count_indices(module)[IndexSpace::memory];
  if (!flat_.options.single_memory || count <= 1) return;
  refuse(flat_.root, flat_.root.module.at,
         fmt::format("{} memories remain, {} of them imported", count, count - module.memories.size()));
}

Module Flattener::assemble() {
  Module module = std::move(flat_.module);
  module.at = flat_.root.module.at;
  if (one_source_) be_read_from(module, flat_.root.module);
  module.definitions = flat_.types.take_definitions();
  const auto types = static_cast<Index>(module.definitions.size());
  std::move(flat_.imports.begin(), flat_.imports.end(), std::back_inserter(module.definitions));
  for (CustomSection& custom : module.customs) {
    if (custom.after == 0) continue;
    const bool is_behind_types = custom.after == static_cast<std::uint8_t>(Section::type);
    custom.after_definitions = is_behind_types ? types : static_cast<Index>(module.definitions.size());
  }
  return module;
}

// Instances of which no function is left call nobody.
void Flattener::forget_idle_callers() {
  std::set<std::size_t> instances;
  for (const FlatOrigin& origin : flat_.report.origins[IndexSpace::func]) instances.insert(origin.instance);
  std::set<std::string> left;
  for (const std::size_t instance : instances) left.insert(flat_.report.made[instance].path);
  std::erase_if(flat_.report.caller_memories.unseen, [&](const std::string& path) { return left.count(path) == 0; });
}

Module Flattener::without_unused(Module module) {
  const PerSpace<Index> before = count_indices(module);
  const rewrite::UsedDefinitions used(module);
  const PerSpace<Index> first = first_own(module);
  for (const IndexSpace space : all_index_spaces) {
    std::vector<FlatOrigin>& origins = flat_.report.origins[space];
    Index index = first[space];
    std::erase_if(origins, [&](const FlatOrigin&) { return !used.contains(space, index++); });
  }
  forget_idle_callers();
  module = rewrite::remove_unused(std::move(module), used);
  if (count_indices(module) != before) drop_customs_with_indices(module, flat_.report);
  return module;
}

// Of a core module, valid with whatever features the outermost one has been validated with.
Module Flattener::translated(Module module) const {
  const rewrite::ExceptionKinds kinds = rewrite::exception_kinds(module);
  const bool is_wanted = flat_.options.translate_exceptions && kinds.legacy != no_pos;
  if (!is_wanted && !kinds.are_mixed()) return module;
  Features features;
  for (const Feature feature : available_features()) features.set(feature, feature != Feature::module_linking);
  return rewrite::translate_exceptions(
      *validate(std::move(module), flat_.root.type_store, features, flat_.options.limits));
}

Flattened Flattener::run() {
  const ValidModule& root = flat_.root;
  add_code_names(flat_, root);
  charge(root, 0);
  std::vector<StaticVal> imports = flatten_imports(flat_);
  Linker(*this).run(begin({&root, nullptr}, "", 0), std::move(imports));
  flatten_exports(flat_);
  flat_.report.caller_memories = callers_.report(flat_);
  writer_.finish();
  finish_names(flat_);
  write_customs(flat_);
  Module module = assemble();
  if (flat_.options.link) flat_.options.link(module);
  if (flat_.options.remove_unused) module = without_unused(std::move(module));
  check_memories(module);
  module = translated(std::move(module));
  if (const ValidModule* const code = only_debugged(flat_)) be_read_from(module, code->module);
  return {std::move(module), std::move(flat_.report)};
}

}  // namespace

Flattened flatten(const ValidModule& root, const FlattenOptions& options) {
  return in_source(root.module.source, [&] { return Flattener(root, options).run(); });
}

}  // namespace modlink::transform
