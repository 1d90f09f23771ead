// Validation under observation. spec: appendix/algorithm, Validation Algorithm
#include "validator/observe.h"

#include "validator/expr_checker.h"
#include "validator/instructions.h"

namespace modlink {

namespace {

// What is valid is within the limits that it was validated with.
ImplementationLimits no_limits() {
  ImplementationLimits limits;
#define LIMIT(name, value, meaning) limits.name = ImplementationLimit(UINT64_MAX);
#include "wast/syntax/implementation_limits.def"
  return limits;
}

}  // namespace

std::span<const ValType> ValidationState::operands() const { return stack_.vals(); }

std::size_t ValidationState::label_count() const { return stack_.label_count(); }

ValidationState::Label ValidationState::label(Index index) const {
  const validator::CtrlFrame& frame = stack_.label(index);
  return {frame.opcode, frame.start_types(), frame.end_types(), frame.val_height, frame.unreachable};
}

struct ObservableModule::Impl {
  Impl(const ValidModule& valid, const Features& features, const ImplementationLimits& limits)
      : features(features),
        limits(limits),
        module(valid.module),
        context(this->features, this->limits, *valid.type_store) {
    static_cast<ClosedTypes&>(context) = valid;
    context.refs = validator::declared_refs(module);
    context.names = &module.names;
    context.effort = &effort;
  }

  void observe(const Expr& expr, validator::Locals& locals, const validator::BlockSignature& type,
               ValidationObserver& observer) const {
    std::uint64_t list_operands = 0;
    validator::ExprChecker(context, expr, locals, list_operands).observe(type, observer);
  }

  const Features features;
  const ImplementationLimits limits;
  const Module& module;
  const NameMap no_names;
  validator::Effort effort;
  validator::Context context;
};

// Features add rules, and change none.
ObservableModule::ObservableModule(const ValidModule& module)
    : ObservableModule(module, with_all_features(), no_limits()) {}

ObservableModule::ObservableModule(const ValidModule& module, const Features& features,
                                   const ImplementationLimits& limits)
    : impl_(std::make_unique<const Impl>(module, features, limits)) {}

ObservableModule::~ObservableModule() = default;

void ObservableModule::observe_func(Index own, ValidationObserver& observer) const {
  const Func& func = impl_->module.funcs[own];
  const FuncType& type = impl_->context.func_type(func.type, func.at.pos);
  validator::Locals locals(impl_->context, type, func, impl_->no_names);
  impl_->observe(func.body, locals, {&type, {}, false}, observer);
}

void ObservableModule::observe_constant(const Expr& expr, ValType type, ValidationObserver& observer) const {
  validator::Locals none;
  impl_->observe(expr, none, {nullptr, type, true}, observer);
}

void observe_validation(const ValidModule& module, Index own, ValidationObserver& observer) {
  ObservableModule(module).observe_func(own, observer);
}

namespace validator {

void ExprChecker::observe(const BlockSignature& type, ValidationObserver& observer) {
  const ValidationState state(stack_);
  stack_.push_expr(type);
  for (const Instr instr : expr_) {
    const Arity arity = arity_of(instr, expr_, *this);
    if (!observer.before(instr, arity, state)) return;
    check_next(instr);
    observer.after(instr, arity, state);
  }
}

Arity ExprChecker::type_arity(Index index) const {
  if (index >= context_.types.size()) return {};
  const auto* const type = std::get_if<const DefType*>(&context_.types[index]);
  if (!type) return {};
  if (const FuncType* func = (*type)->func()) return arity_of_type(*func);
  const auto* const structure = std::get_if<StructType>(&(*type)->sub.comp);
  return {structure ? static_cast<std::uint32_t>(structure->fields.size()) : 0, 0};
}

Arity ExprChecker::arity_in(const std::vector<const DefType*>& defined, Index index) {
  return index < defined.size() ? arity_of_type(*defined[index]->func()) : Arity();
}

std::uint32_t ExprChecker::label_arity(Index index) const {
  return index < stack_.label_count() ? static_cast<std::uint32_t>(label_types(index).size()) : 0;
}

}  // namespace validator

}  // namespace modlink
