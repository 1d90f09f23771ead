// The linker: one frame for each instance under construction. spec: Explainer, "Nested Modules"; D13, D15
#include "interpreter/instantiate.h"

#include <cassert>

#include "interpreter/allocate.h"
#include "interpreter/exec/engine.h"
#include "interpreter/initialize.h"

namespace modlink {
namespace {

void reserve(ModuleInst& inst) {
  const ValidModule& code = *inst.code;
#define EXTERN_SPACE(name, members, ...) inst.members.reserve(code.members.size());
#include "wast/syntax/index_spaces.def"
}

// The values of `args`, in the order of the imports of `code`.
std::vector<ExternVal> bind(const ModuleInst& inst, const std::vector<InstantiateArg>& args, const ValidModule& code) {
  std::vector<ExternVal> imports;
  for (const InstantiateArg* arg : arguments_of(code, args)) imports.push_back(extern_val(inst, arg->kind, arg->index));
  return imports;
}

// Instances under construction, each nested in the one before it. A stack of its own: how deep instances nest is not
// bounded by how deep modules do, since a module may instantiate another that it was given.
class Linker {
 public:
  explicit Linker(Store& store) : store_(store), budget_(store.limits()) {}

  Failure begin(const ModuleValue& module, std::vector<ExternVal> imports, std::size_t args);
  // Until the first instance is complete.
  Instantiated run();

 private:
  struct Frame {
    ModuleInst* inst;
    std::vector<ExternVal> imports;
    std::size_t next_import = 0;
    std::size_t next_step = 0;
  };

  Failure step(Frame& frame, const LinkStep& step);
  Failure begin_nested(const ModuleInst& inst, const InstanceStep& step);
  Failure finish(ModuleInst& inst);

  Store& store_;
  Budget budget_;
  std::vector<Frame> stack_;
};

Failure Linker::begin(const ModuleValue& module, std::vector<ExternVal> imports, std::size_t args) {
  if (Failure failure = budget_.charge(*module.code, args)) return failure;
  ModuleInst* inst = store_.add(ModuleInst{});
  inst->code = module.code;
  inst->outer = module.outer;
  inst->lowered = &engine_of(store_).code_of(module.code);
  reserve(*inst);
  stack_.push_back({inst, std::move(imports)});
  return std::nullopt;
}

// The instance is appended to its parent's when it is complete.
Failure Linker::begin_nested(const ModuleInst& inst, const InstanceStep& step) {
  const ModuleValue& module = *inst.modules[step.module];
  return begin(module, bind(inst, step.args, *module.code), step.args.size());
}

const ModuleValue* outer_module(const ModuleInst& inst, const OuterModuleStep& step) {
  const ModuleInst* outer = inst.outer;
  for (Index i = 0; i < step.depth; ++i) outer = outer->outer;
  return outer->modules[step.index];
}

Failure Linker::step(Frame& frame, const LinkStep& step) {
  ModuleInst& inst = *frame.inst;
  if (std::holds_alternative<ImportStep>(step)) {
    append(inst, frame.imports[frame.next_import++]);
  } else if (const auto* alias = std::get_if<ExportAliasStep>(&step)) {
    append(inst, *inst.instances[alias->instance]->find(alias->name));
  } else if (const auto* outer = std::get_if<OuterModuleStep>(&step)) {
    inst.modules.push_back(outer_module(inst, *outer));
  } else if (const auto* nested = std::get_if<NestedModuleStep>(&step)) {
    inst.modules.push_back(store_.add(ModuleValue{nested->code, &inst}));
  } else {
    return begin_nested(inst, std::get<InstanceStep>(step));
  }
  return std::nullopt;
}

Failure Linker::finish(ModuleInst& inst) {
  if (Failure failure = allocate_module(store_, inst)) return failure;
  return run_segments_and_start(store_, inst);
}

Instantiated Linker::run() {
  for (;;) {
    Frame& frame = stack_.back();  // gone when `step` begins a nested one
    ModuleInst* inst = frame.inst;
    if (frame.next_step < inst->code->steps.size()) {
      if (Failure failure = step(frame, inst->code->steps[frame.next_step++])) return {failure, nullptr};
      continue;
    }
    if (Failure failure = finish(*inst)) return {failure, nullptr};
    stack_.pop_back();
    if (stack_.empty()) return {std::nullopt, inst};
    stack_.back().inst->instances.push_back(inst->exports);
  }
}

}  // namespace

Instantiated instantiate(Store& store, const ModuleValue& module, std::vector<ExternVal> imports) {
  Linker linker(store);
  if (Failure failure = linker.begin(module, std::move(imports), 0)) return {failure, nullptr};
  return linker.run();
}

}  // namespace modlink
