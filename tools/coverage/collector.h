// The observer of executions that counts what they reach.
#pragma once

#include <map>
#include <memory>

#include "interpreter/exec/observer.h"
#include "tools/coverage/coverage.h"

namespace modlink::reach {

// For one store. It keeps the modules that are instantiated, and a number for each instruction of
// functions that are called.
class Collector final : public ExecutionObserver {
 public:
  Collector();
  ~Collector() override;

  Observation observation() { return {this, true}; }
  // A module that was validated, whether it is instantiated or not.
  void add_valid(const ValidModule& code) { rules_.add_valid(code); }

  // What was wrong with one that was not, or could not be instantiated.
  void add_error(const std::string& code) { rules_.add_error(code); }

  bool at(const ExecutionPoint& point) override;
  bool instantiating(const InstantiationEvent& event) override;
  void ended(const FuncInst& func, const Outcome& outcome) override;

  Coverage coverage() const;

 private:
  struct FuncCounts;
  struct ModuleCounts;

  void add_module(const ValidModulePtr& code);
  FuncCounts& counts_of(const FuncInst& func);
  static void fill(CoveredFunc& func, const FuncCounts& counts, const Expr& body);
  static void add_to(Coverage& coverage, const ModuleCounts& counts, const std::string& source_name);

  std::map<const ValidModule*, std::unique_ptr<ModuleCounts>> modules_;
  std::vector<const ModuleCounts*> in_order_;  // of their instantiation
  ReachedRules rules_;
  const Code* last_code_ = nullptr;  // of the function that was executed last
  FuncCounts* last_ = nullptr;
};

}  // namespace modlink::reach
