// What linking does for a module, step by step. spec: Explainer, "Module Imports and Nested Instances", "Nested
// Modules"; D7
#pragma once

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "validator/type_store.h"
#include "wast/syntax/module.h"

namespace modlink {

struct ValidModule;
using ValidModulePtr = std::shared_ptr<const ValidModule>;

// What instantiation does, in order; each step appends to one index space of the module instance. This is the list of
// the module's initial definitions (types aside), with imports elaborated (D7): the first two-level import of a module
// name gives an ImportStep of an instance (appended to the instances) and an ExportAliasStep; its other fields an
// ExportAliasStep each.
struct ImportStep {
  At at;
  Name name;
  // Only where two-level imports are not elaborated, and may repeat (D8).
  std::optional<Name> field;
  ExternType type;
};
struct ExportAliasStep {
  At at;
  Index instance;
  Name name;
  ExternKind kind;
};
struct OuterModuleStep {  // outer aliases of types need no step
  Index depth;            // 0: the enclosing module's instance
  Index index;            // in its module index space
};
struct NestedModuleStep {
  ValidModulePtr code;
};
struct InstanceStep {
  At at;
  Index module;
  std::vector<InstantiateArg> args;
};
using LinkStep = std::variant<ImportStep, ExportAliasStep, OuterModuleStep, NestedModuleStep, InstanceStep>;

// The kind of what a step appends.
inline ExternKind kind_of(const ImportStep& step) { return kind_of(step.type); }
inline ExternKind kind_of(const ExportAliasStep& step) { return step.kind; }
inline ExternKind kind_of(const OuterModuleStep&) { return ExternKind::module; }
inline ExternKind kind_of(const NestedModuleStep&) { return ExternKind::module; }
inline ExternKind kind_of(const InstanceStep&) { return ExternKind::instance; }

// Those of one sort, in their order: `for (const ImportStep& step : steps_of<ImportStep>(code->steps))`. Lives no
// longer than `steps`.
template <class Step>
class StepsOf {
 public:
  class Iterator {
   public:
    Iterator(const LinkStep* at, const LinkStep* end) : at_(at), end_(end) { skip(); }
    const Step& operator*() const { return *std::get_if<Step>(at_); }
    Iterator& operator++() {
      ++at_;
      skip();
      return *this;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    void skip() {
      while (at_ != end_ && !std::holds_alternative<Step>(*at_)) ++at_;
    }

    const LinkStep* at_;
    const LinkStep* end_;
  };

  explicit StepsOf(const std::vector<LinkStep>& steps) : begin_(steps.data()), end_(steps.data() + steps.size()) {}
  Iterator begin() const { return {begin_, end_}; }
  Iterator end() const { return {end_, end_}; }
  bool empty() const { return begin() == end(); }

 private:
  const LinkStep* begin_;
  const LinkStep* end_;
};

template <class Step>
StepsOf<Step> steps_of(const std::vector<LinkStep>& steps) {
  return StepsOf<Step>(steps);
}

// Calls `f` with each initial definition of a module, which may be const or not, and with what validation made of it if
// it is a nested module, otherwise null. `steps` are those of the same module.
template <class M, class F>
void for_each_definition(M& module, const std::vector<LinkStep>& steps, F f) {
  auto nested = steps_of<NestedModuleStep>(steps).begin();
  for (auto& definition : module.definitions) {
    const ValidModule* code = nullptr;
    if (std::holds_alternative<NestedModule>(definition)) {
      code = (*nested).code.get();
      ++nested;
    }
    f(definition, code);
  }
}

}  // namespace modlink
