// Flattening: instantiation of the outermost module without running anything. spec: Explainer, "Module Imports and
// Nested Instances", "Nested Modules"; D13, D15
#include "tools/transform/flatten.h"

#include <fmt/format.h>

#include <deque>
#include <iterator>

#include "tools/transform/flat_boundary.h"
#include "tools/transform/flat_names.h"
#include "tools/transform/flat_writer.h"

namespace modlink::transform {

namespace {

// The same five cases as at run time, with static values in place of run-time ones. The instances under construction
// are a stack of its own there too.
class Flattener {
 public:
  Flattener(const ValidModule& root, const FlattenOptions& options) : flat_(root, options), writer_(flat_) {}

  Flattened run();

 private:
  struct Frame {
    StaticInstance* inst;
    std::vector<StaticVal> imports;
    std::size_t next_import = 0;
    std::size_t next_step = 0;
  };

  void begin(StaticModule module, std::vector<StaticVal> imports, std::string path);
  void charge(const ValidModule& code, std::size_t args);
  void step(Frame& frame, const LinkStep& step);
  void begin_nested(const StaticInstance& inst, const InstanceStep& step);
  StaticVal complete(StaticInstance& inst);
  const std::shared_ptr<const ExportNames>& export_names(const ValidModule& code);
  void check_memories() const;
  Module assemble();

  FlatModule flat_;
  FlatWriter writer_;
  std::deque<StaticInstance> instances_;
  std::vector<Frame> stack_;
  std::unordered_map<const ValidModule*, std::shared_ptr<const ExportNames>> export_names_;
  std::uint64_t definitions_ = 0;
  bool one_source_ = true;
};

void append(StaticInstance& inst, StaticVal val) { inst.of(val.kind).push_back(val.index); }

StaticVal at(const StaticInstance& inst, ExternKind kind, Index index) { return {kind, inst.of(kind)[index]}; }

// Instantiation would not do more either.
void Flattener::charge(const ValidModule& code, std::size_t args) {
  const ImplementationLimits& limits = flat_.options.limits;
  definitions_ += code.funcs.size() + code.tables.size() + code.memories.size() + code.globals.size() +
                  code.tags.size() + code.modules.size() + code.instances.size() + code.exports.size() +
                  code.module.elems.size() + code.module.datas.size() + args;
  if (++flat_.report.instances > limits.instantiations) {
    throw LimitExceeded(code.module.at.pos, fmt::format("more than {} instances", limits.instantiations));
  }
  if (definitions_ > limits.instantiated_definitions) {
    throw LimitExceeded(code.module.at.pos,
                        fmt::format("more than {} definitions of instances", limits.instantiated_definitions));
  }
}

void Flattener::begin(StaticModule module, std::vector<StaticVal> imports, std::string path) {
  StaticInstance& inst = instances_.emplace_back();
  inst.code = module.code;
  inst.outer = module.outer;
  one_source_ &= !module.code->module.source || module.code->module.source == flat_.root.module.source;
  inst.path = std::move(path);
  stack_.push_back({&inst, std::move(imports)});
}

// The instance is appended to its parent's when it is complete.
void Flattener::begin_nested(const StaticInstance& inst, const InstanceStep& step) {
  const StaticModule module = flat_.values.modules[inst.of(ExternKind::module)[step.module]];
  charge(*module.code, step.args.size());
  std::vector<StaticVal> imports;
  for (const InstantiateArg* arg : arguments_of(*module.code, step.args)) {
    imports.push_back(at(inst, arg->kind, arg->index));
  }
  const auto index = static_cast<Index>(inst.of(ExternKind::instance).size());
  begin(module, std::move(imports), instance_path(inst, index, step.module, *module.code));
}

StaticVal outer_module(const StaticInstance& inst, const OuterModuleStep& step) {
  const StaticInstance* outer = inst.outer;
  for (Index i = 0; i < step.depth; ++i) outer = outer->outer;
  return at(*outer, ExternKind::module, step.index);
}

void Flattener::step(Frame& frame, const LinkStep& step) {
  StaticInstance& inst = *frame.inst;
  if (std::holds_alternative<ImportStep>(step)) {
    append(inst, frame.imports[frame.next_import++]);
  } else if (const auto* alias = std::get_if<ExportAliasStep>(&step)) {
    const Index instance = inst.of(ExternKind::instance)[alias->instance];
    append(inst, flat_.values.instances[instance].find(alias->name));
  } else if (const auto* outer = std::get_if<OuterModuleStep>(&step)) {
    append(inst, outer_module(inst, *outer));
  } else if (const auto* nested = std::get_if<NestedModuleStep>(&step)) {
    append(inst, flat_.values.add(StaticModule{nested->code.get(), &inst}));
  } else {
    begin_nested(inst, std::get<InstanceStep>(step));
  }
}

const std::shared_ptr<const ExportNames>& Flattener::export_names(const ValidModule& code) {
  std::shared_ptr<const ExportNames>& result = export_names_[&code];
  if (result) return result;
  std::vector<Name> names;
  for (const ResolvedExport& item : code.exports) names.push_back(item.name);
  result = std::make_shared<const ExportNames>(std::move(names));
  return result;
}

// The instance's own definitions and exports. Of its index spaces, only its modules can still be asked for.
StaticVal Flattener::complete(StaticInstance& inst) {
  writer_.write(inst);
  StaticInstanceVal value{export_names(*inst.code), {}};
  for (const ResolvedExport& item : inst.code->exports) {
    const StaticVal val = at(inst, item.field ? ExternKind::instance : item.kind, item.index);
    value.vals.push_back(item.field ? flat_.values.instances[val.index].find(*item.field) : val);
  }
  if (inst.code == &flat_.root) add_import_names(flat_, inst);
  for (const IndexSpace space : all_index_spaces) {
    if (space != IndexSpace::module) inst.indices[space] = {};
  }
  return flat_.values.add(std::move(value));
}

void Flattener::check_memories() const {
  if (!flat_.options.single_memory || flat_.memories.size() <= 1) return;
  refuse(flat_.root, flat_.root.module.at,
         fmt::format("{} memories remain, {} of them imported", flat_.memories.size(),
                     flat_.imported[ExternKind::memory]));
}

Module Flattener::assemble() {
  Module module = std::move(flat_.module);
  module.at = flat_.root.module.at;
  if (one_source_) module.source = flat_.root.module.source;
  module.definitions = flat_.types.take_definitions();
  std::move(flat_.imports.begin(), flat_.imports.end(), std::back_inserter(module.definitions));
  for (CustomSection& custom : module.customs) {
    if (custom.after != 0) custom.after_definitions = static_cast<Index>(module.definitions.size());
  }
  return module;
}

Flattened Flattener::run() {
  const ValidModule& root = flat_.root;
  add_code_names(flat_, root);
  charge(root, 0);
  begin({&root, nullptr}, flatten_imports(flat_), "");
  for (;;) {
    Frame& frame = stack_.back();  // gone when `step` begins a nested one
    StaticInstance& inst = *frame.inst;
    if (frame.next_step < inst.code->steps.size()) {
      step(frame, inst.code->steps[frame.next_step++]);
      continue;
    }
    const StaticVal value = complete(inst);
    stack_.pop_back();
    if (stack_.empty()) break;
    append(*stack_.back().inst, value);
  }
  check_memories();
  flatten_exports(flat_);
  writer_.finish();
  finish_names(flat_);
  return {assemble(), std::move(flat_.report)};
}

}  // namespace

Flattened flatten(const ValidModule& root, const FlattenOptions& options) { return Flattener(root, options).run(); }

}  // namespace modlink::transform
