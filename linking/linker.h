// Linking: what the definitions of a module bring when it is instantiated, and in which order. spec: Explainer, "Module
// Imports and Nested Instances", "Nested Modules"; D13, D15
//
// The definitions of a module come one after the other, and each appends to one index space of its instance: what was
// given for an import, what an instance exports, a module of an enclosing instance, a module that closes over this
// instance, or an instance. These are the five cases below. None depends on what programs compute, so that linking can
// be done without running anything; a start function can only end it. What these things are is up to a domain: values
// that exist (interpreter/instantiate.cc), indices of one flat module (tools/transform/flatten.cc), nodes of a picture
// (tools/inspect/instance_graph.cc).
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "linking/arguments.h"

namespace modlink {

// A domain has two types:
//
//   Val       something that is imported, exported or an argument. spec: exec/runtime, External Values
//   Instance  an instance under construction: index spaces; `code`, its ValidModule; and `outer`, the instance
//             in which its module was defined, null at the top level. spec: exec/runtime, Module Instances; D15
//
// and these functions:
template <class D>
concept LinkingDomain = requires(D& domain, typename D::Instance& inst, const typename D::Instance& other,
                                 const typename D::Val& val) {
  { other.code->steps } -> std::convertible_to<const std::vector<LinkStep>&>;
  { other.code->exports } -> std::convertible_to<const std::vector<ResolvedExport>&>;
  { other.outer } -> std::convertible_to<const typename D::Instance*>;

  // What is at an index of the index space of a kind. spec: syntax/modules, Indices
  { domain.at(other, ExternKind(), Index()) } -> std::convertible_to<typename D::Val>;
  // Takes the next index of its kind. spec: Binary.md, "Module-level updates"
  domain.append(inst, val);
  // What the instance `val` exports under a name. spec: Explainer, "Instance Imports and Aliases"; D17
  { domain.field(val, Name()) } -> std::convertible_to<typename D::Val>;
  // A module value: nested code with the instance around it. spec: Explainer, "Nested Modules"; D15
  { domain.close(inst, std::declval<const NestedModuleStep&>()) } -> std::convertible_to<typename D::Val>;

  // An instance with empty index spaces, for `(instance (instantiate $m …))` in `inst`. Throws LimitExceeded if there
  // may not be one more. Null if the domain knows no more of the module than its type; it has appended the instance
  // then. spec: Explainer, "Module Imports and Nested Instances"; appendix/implementation, Execution
  { domain.begin(inst, std::declval<const InstanceStep&>()) } -> std::same_as<typename D::Instance*>;

  // The instance has all that its definitions can name. Its own definitions of the core language come into being.
  // spec: exec/modules, `allocmodule`
  domain.allocate(inst);
  // The instance value with these exports, in the order of `code->exports`.
  { domain.export_all(inst, std::vector<typename D::Val>()) } -> std::convertible_to<typename D::Val>;
  // Copies segments and runs the start function. False if that does not end well. spec: exec/modules, Instantiation
  { domain.initialize(inst) } -> std::same_as<bool>;
};

// A domain that wants to know has a function `note(inst, step, val)`, which is told what an ImportStep is given, of
// which instance value an ExportAliasStep takes a field, and what the steps that bring modules append.
template <class D, class Step>
concept NotesStep = requires(D& domain, typename D::Instance& inst, const Step& step, const typename D::Val& val) {
  domain.note(inst, step, val);
};

template <LinkingDomain Domain>
class Linker {
 public:
  using Val = typename Domain::Val;
  using Instance = typename Domain::Instance;

  // The domain must outlive it.
  explicit Linker(Domain& domain) : domain_(domain) {}

  // Completes `root`, an instance with empty index spaces, and before it, depth first, all that it nests. `imports` has
  // what is given for each of its ImportSteps, in their order. False if an instance was not initialized: linking ends
  // there, and what was done by then stays done. Throws what the domain throws. A Linker serves one run.
  // spec: exec/modules, Instantiation; D13
  bool run(Instance& root, std::vector<Val> imports) {
    begin(root, std::move(imports));
    while (!is_done()) {
      if (!advance()) return false;
    }
    return true;
  }

  // The same, one after the other: a definition, or the completion of an instance. Where `advance` gives false it may
  // be called again, and has the domain initialize that instance again.
  void begin(Instance& root, std::vector<Val> imports) { stack_.push_back({&root, std::move(imports)}); }
  bool is_done() const { return stack_.empty(); }
  bool advance() {
    Frame& frame = stack_.back();  // gone when a step begins a nested one
    const std::vector<LinkStep>& steps = frame.inst->code->steps;
    if (frame.next_step == steps.size()) return complete(frame);
    std::visit([&](const auto& step) { perform(frame, step); }, steps[frame.next_step++]);
    return true;
  }

 private:
  // An instance under construction, nested in the one before it. A stack of its own: how deep instances nest is not
  // bounded by how deep modules do, since a module may instantiate another that it was given.
  struct Frame {
    Instance* inst;
    std::vector<Val> imports;
    std::size_t next_import = 0;
    std::size_t next_step = 0;
    std::optional<Val> val = {};  // once all that is in it has been allocated
  };

  // `(import "a" …)`: what is given for it, by its one name. Of two-level imports validation has made the import of an
  // instance, and aliases. spec: Explainer, "Single-level Imports", "Instance Imports and Aliases"; D7
  void perform(Frame& frame, const ImportStep& step) {
    const Val& val = frame.imports[frame.next_import++];
    note(*frame.inst, step, val);
    domain_.append(*frame.inst, val);
  }

  // `(alias $i "a" …)`: an export of an instance. spec: Explainer, "Instance Imports and Aliases"
  void perform(Frame& frame, const ExportAliasStep& step) {
    const Val instance = domain_.at(*frame.inst, ExternKind::instance, step.instance);
    note(*frame.inst, step, instance);
    domain_.append(*frame.inst, domain_.field(instance, step.name));
  }

  // `(alias outer $P $M (module))`: of the instance in which the module was defined, whoever instantiates it.
  // spec: Explainer, "Nested Modules"; D15
  void perform(Frame& frame, const OuterModuleStep& step) {
    const Instance* outer = frame.inst->outer;
    for (Index i = 0; i < step.depth; ++i) outer = outer->outer;
    const Val val = domain_.at(*outer, ExternKind::module, step.index);
    note(*frame.inst, step, val);
    domain_.append(*frame.inst, val);
  }

  // `(module …)`: code that closes over this instance. spec: Explainer, "Nested Modules"; D15
  void perform(Frame& frame, const NestedModuleStep& step) {
    const Val val = domain_.close(*frame.inst, step);
    note(*frame.inst, step, val);
    domain_.append(*frame.inst, val);
  }

  // `(instance (instantiate $m …))`: becomes complete before the next definition has its turn.
  // spec: Explainer, "Module Imports and Nested Instances"; D13
  void perform(Frame& frame, const InstanceStep& step) {
    Instance* const nested = domain_.begin(*frame.inst, step);
    if (nested) stack_.push_back({nested, arguments(*frame.inst, step, *nested)});
  }

  // By name, in the order of the imports. Of a core module that repeats a name no import is elaborated, so each takes
  // its field of the instance that is given for its first name. spec: Subtyping.md, "Instantiation"; D2, D8, D9
  std::vector<Val> arguments(const Instance& inst, const InstanceStep& step, const Instance& nested) {
    const std::vector<const InstantiateArg*> args = arguments_of(*nested.code, step.args);
    std::vector<Val> vals;
    vals.reserve(args.size());
    for (const ImportStep& import : steps_of<ImportStep>(nested.code->steps)) {
      const InstantiateArg& arg = *args[vals.size()];
      Val val = domain_.at(inst, arg.kind, arg.index);
      vals.push_back(import.field ? domain_.field(val, *import.field) : std::move(val));
    }
    return vals;
  }

  // After the last definition. Only then is it an instance to others, its segments copied and its start function run.
  // spec: Explainer, "Module Imports and Nested Instances"; exec/modules, Instantiation; D13
  bool complete(Frame& frame) {
    Instance& inst = *frame.inst;
    if (!frame.val) {
      domain_.allocate(inst);
      frame.val = domain_.export_all(inst, exports(inst));
    }
    if (!domain_.initialize(inst)) return false;
    const Val val = std::move(*frame.val);
    stack_.pop_back();
    if (!stack_.empty()) domain_.append(*stack_.back().inst, val);
    return true;
  }

  // A zero-level export stands for all that the instance exports. spec: Explainer, "Module and Instance Exports"; D3
  std::vector<Val> exports(const Instance& inst) {
    std::vector<Val> vals;
    vals.reserve(inst.code->exports.size());
    for (const ResolvedExport& item : inst.code->exports) {
      if (item.is_field) {
        vals.push_back(domain_.field(domain_.at(inst, ExternKind::instance, item.index), *item.name));
      } else {
        vals.push_back(domain_.at(inst, item.kind, item.index));
      }
    }
    return vals;
  }

  template <class Step>
  void note(Instance& inst, const Step& step, const Val& val) {
    if constexpr (NotesStep<Domain, Step>) domain_.note(inst, step, val);
  }

  Domain& domain_;
  std::vector<Frame> stack_;
};

}  // namespace modlink
