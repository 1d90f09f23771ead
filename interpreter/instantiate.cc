// Linking of values that exist. spec: exec/modules, Instantiation; Explainer, "Nested Modules"; D13, D15
#include "interpreter/instantiate.h"

#include "interpreter/allocate.h"
#include "interpreter/budget.h"
#include "interpreter/definition_limit.h"
#include "interpreter/exec/engine.h"
#include "interpreter/initialize.h"
#include "linking/linker.h"

namespace modlink {
namespace {

void reserve(ModuleInst& inst) {
  const ValidModule& code = *inst.code;
#define EXTERN_SPACE(name, members, ...) inst.members.reserve(code.members.size());
#include "wast/syntax/index_spaces.def"
}

// The domain of run-time values.
class Instantiation {
 public:
  using Val = ExternVal;
  using Instance = ModuleInst;

  explicit Instantiation(Store& store) : store_(store), budget_(store.limits()) {}

  ModuleInst& begin_root(const ModuleValue& module, std::string title);
  // Once `initialize` has failed.
  Outcome take_outcome() { return std::move(outcome_); }

  ExternVal at(const ModuleInst& inst, ExternKind kind, Index index) const { return extern_val(inst, kind, index); }
  void append(ModuleInst& inst, const ExternVal& val) { modlink::append(inst, val); }
  ExternVal field(const ExternVal& instance, const Name& name) const {
    return *std::get<const InstanceValue*>(instance)->find(name);
  }
  ExternVal close(const ModuleInst& inst, const NestedModuleStep& step) {
    return store_.add(ModuleValue{step.code, &inst});
  }
  ModuleInst* begin(const ModuleInst& inst, const InstanceStep& step) {
    const auto index = static_cast<Index>(inst.instances.size());
    ModuleInst& made = within_limits({&inst, IndexSpace::instance, index}, [&]() -> ModuleInst& {
      return begin(*inst.modules[step.module], step.args.size());
    });
    made.creator = &inst;
    made.index = index;
    budget_.charge_definitions(made);
    return &made;
  }
  void allocate(ModuleInst& inst) { allocate_module(store_, inst, budget_); }
  ExternVal export_all(ModuleInst& inst, std::vector<ExternVal> vals) {
    return inst.exports = store_.add(InstanceValue(inst.code->export_names, std::move(vals)));
  }
  bool initialize(ModuleInst& inst) {
    outcome_ = run_segments_and_start(store_, inst, budget_);
    return outcome_.is_done();
  }

 private:
  ModuleInst& begin(const ModuleValue& module, std::size_t args);

  Store& store_;
  Budget budget_;
  Outcome outcome_;
};

ModuleInst& Instantiation::begin(const ModuleValue& module, std::size_t args) {
  budget_.charge(*module.code, args);
  ModuleInst* inst = store_.add(ModuleInst{});
  inst->code = module.code;
  inst->outer = module.outer;
  inst->lowered = &engine_of(store_).code_of(module.code);
  reserve(*inst);
  return *inst;
}

ModuleInst& Instantiation::begin_root(const ModuleValue& module, std::string title) {
  ModuleInst& inst = begin(module, 0);
  inst.title = std::move(title);
  budget_.charge_definitions(inst);
  return inst;
}

}  // namespace

Outcome instantiate(Store& store, const ModuleValue& module, std::vector<ExternVal> imports, std::string title) {
  Instantiation domain(store);
  ModuleInst& inst = domain.begin_root(module, std::move(title));
  return Linker(domain).run(inst, std::move(imports)) ? Outcome::instantiated(inst) : domain.take_outcome();
}

}  // namespace modlink
