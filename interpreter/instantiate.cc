// The linker: one frame for each instance under construction. spec: Explainer, "Nested Modules"; D13, D15
#include "interpreter/instantiate.h"

#include <cassert>

#include "interpreter/allocate.h"
#include "interpreter/budget.h"
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

  void begin(const ModuleValue& module, std::vector<ExternVal> imports, std::size_t args);
  // Until the first instance is complete, or something is not done.
  Outcome run();

 private:
  struct Frame {
    ModuleInst* inst;
    std::vector<ExternVal> imports;
    std::size_t next_import = 0;
    std::size_t next_step = 0;
  };

  void step(Frame& frame, const LinkStep& step);
  void begin_nested(const ModuleInst& inst, const InstanceStep& step);

  Store& store_;
  Budget budget_;
  std::vector<Frame> stack_;
};

void Linker::begin(const ModuleValue& module, std::vector<ExternVal> imports, std::size_t args) {
  budget_.charge(*module.code, args);
  ModuleInst* inst = store_.add(ModuleInst{});
  inst->code = module.code;
  inst->outer = module.outer;
  inst->lowered = &engine_of(store_).code_of(module.code);
  reserve(*inst);
  stack_.push_back({inst, std::move(imports)});
}

// The instance is appended to its parent's when it is complete.
void Linker::begin_nested(const ModuleInst& inst, const InstanceStep& step) {
  const ModuleValue& module = *inst.modules[step.module];
  begin(module, bind(inst, step.args, *module.code), step.args.size());
}

const ModuleValue* outer_module(const ModuleInst& inst, const OuterModuleStep& step) {
  const ModuleInst* outer = inst.outer;
  for (Index i = 0; i < step.depth; ++i) outer = outer->outer;
  return outer->modules[step.index];
}

void Linker::step(Frame& frame, const LinkStep& step) {
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
    begin_nested(inst, std::get<InstanceStep>(step));
  }
}

Outcome Linker::run() {
  for (;;) {
    Frame& frame = stack_.back();  // gone when `step` begins a nested one
    ModuleInst* inst = frame.inst;
    if (frame.next_step < inst->code->steps.size()) {
      step(frame, inst->code->steps[frame.next_step++]);
      continue;
    }
    allocate_module(store_, *inst);
    if (Outcome outcome = run_segments_and_start(store_, *inst); !outcome.is_done()) return outcome;
    stack_.pop_back();
    if (stack_.empty()) return Outcome::instantiated(*inst);
    stack_.back().inst->instances.push_back(inst->exports);
  }
}

}  // namespace

Outcome instantiate(Store& store, const ModuleValue& module, std::vector<ExternVal> imports) {
  Linker linker(store);
  linker.begin(module, std::move(imports), 0);
  return linker.run();
}

}  // namespace modlink
