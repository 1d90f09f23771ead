// Linking of values that exist. spec: exec/modules, Instantiation; Explainer, "Nested Modules"; D13, D15
#include "interpreter/instantiate.h"

#include <optional>
#include <utility>

#include "interpreter/allocate.h"
#include "interpreter/budget.h"
#include "interpreter/definition_limit.h"
#include "interpreter/exec/engine.h"
#include "interpreter/exec/observe.h"
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
class ValueDomain {
 public:
  using Val = ExternVal;
  using Instance = ModuleInst;

  explicit ValueDomain(Store& store) : store_(store), budget_(store.limits()) {}

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
    note_begin(made, step.at.pos, &inst.code->module);
    return &made;
  }
  void allocate(ModuleInst& inst) { allocate_module(store_, inst, budget_); }
  ExternVal export_all(ModuleInst& inst, std::vector<ExternVal> vals) {
    return inst.exports = store_.add(InstanceValue(inst.code->export_names, std::move(vals)));
  }
  bool initialize(ModuleInst& inst) {
    if (!initialization_) initialization_.emplace(store_, inst, budget_);
    outcome_ = initialization_->run();
    if (outcome_.kind() != Outcome::Kind::suspended) initialization_.reset();
    return outcome_.is_done();
  }

  // What each step brings, but for that of an instance.
  void note(const ModuleInst& inst, const ImportStep& step, const ExternVal&) {
    note_next(inst, InstantiationEvent::Kind::import, kind_of(step), step.at.pos, &step.name);
  }
  void note(const ModuleInst& inst, const ExportAliasStep& step, const ExternVal&) {
    note_next(inst, InstantiationEvent::Kind::alias, kind_of(step), step.at.pos, &step.name, step.instance);
  }
  void note(const ModuleInst& inst, const OuterModuleStep& step, const ExternVal&) {
    note_next(inst, InstantiationEvent::Kind::outer, kind_of(step), no_pos);
  }
  void note(const ModuleInst& inst, const NestedModuleStep& step, const ExternVal&) {
    const Module& module = step.code->module;
    note_next(inst, InstantiationEvent::Kind::module, kind_of(step), module.at.pos, nullptr, 0, &module);
  }
  // Whether the observer has paused it since this was asked last.
  bool take_pause() { return std::exchange(is_paused_, false); }

 private:
  ModuleInst& begin(const ModuleValue& module, std::size_t args);
  void note_begin(const ModuleInst& inst, Pos pos = no_pos, const Module* written_in = nullptr) {
    InstantiationEvent event{InstantiationEvent::Kind::begin, &inst, IndexSpace::instance, inst.index, pos};
    event.written_in = written_in;
    is_paused_ |= observe(store_, event);
  }
  // What comes next in the index space of its kind.
  void note_next(const ModuleInst& inst, InstantiationEvent::Kind what, ExternKind kind, Pos pos,
                 const Name* name = nullptr, Index from = 0, const Module* written_in = nullptr) {
    const IndexSpace space = space_of(kind);
    InstantiationEvent event{what, &inst, space, static_cast<Index>(inst.size(space)), pos, name, from};
    event.written_in = written_in;
    is_paused_ |= observe(store_, event);
  }

  Store& store_;
  Budget budget_;
  Outcome outcome_;
  std::optional<Initialization> initialization_;  // of the instance that is being completed
  bool is_paused_ = false;
};

ModuleInst& ValueDomain::begin(const ModuleValue& module, std::size_t args) {
  budget_.charge(*module.code, args);
  ModuleInst* inst = store_.add(ModuleInst{});
  inst->code = module.code;
  inst->outer = module.outer;
  inst->lowered = &engine_of(store_).code_of(module.code);
  reserve(*inst);
  return *inst;
}

// Whether the instance around it is one of the code that it is nested in, if it is. D15
bool is_closed(const ModuleValue& module) {
  if (!module.code->is_nested || !module.outer) return module.code->is_nested == (module.outer != nullptr);
  for (const NestedModuleStep& step : steps_of<NestedModuleStep>(module.outer->code->steps)) {
    if (step.code == module.code) return true;
  }
  return false;
}

ModuleInst& ValueDomain::begin_root(const ModuleValue& module, std::string title) {
  if (!is_closed(module)) throw Unlinkable(no_pos, "the module is nested, and comes without the instance around it");
  ModuleInst& inst = begin(module, 0);
  inst.title = std::move(title);
  budget_.charge_definitions(inst);
  note_begin(inst);
  return inst;
}

}  // namespace

struct Instantiation::Impl {
  explicit Impl(Store& store) : use(store), domain(store), linker(domain) {}

  Store::Use use;
  ValueDomain domain;
  Linker<ValueDomain> linker;
  ModuleInst* root = nullptr;
};

Instantiation::Instantiation(Store& store, const ModuleValue& module, std::vector<ExternVal> imports, std::string title)
    : impl_(std::make_unique<Impl>(store)) {
  impl_->root = &impl_->domain.begin_root(module, std::move(title));
  impl_->linker.begin(*impl_->root, std::move(imports));
}

Instantiation::~Instantiation() = default;

Outcome Instantiation::advance() {
  while (!impl_->domain.take_pause()) {
    if (impl_->linker.is_done()) return Outcome::instantiated(*impl_->root);
    if (!impl_->linker.advance()) return impl_->domain.take_outcome();
  }
  return Outcome::suspended();
}

Outcome instantiate(Store& store, const ModuleValue& module, std::vector<ExternVal> imports, std::string title) {
  ValueDomain domain(store);
  ModuleInst& inst = domain.begin_root(module, std::move(title));
  return Linker(domain).run(inst, std::move(imports)) ? Outcome::instantiated(inst) : domain.take_outcome();
}

}  // namespace modlink
