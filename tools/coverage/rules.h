// Rules of the language that modules and executions reach: those for each instruction, kind of definition, trap and
// error. spec: valid/instructions; valid/modules; exec/instructions; Explainer
#pragma once

#include <bitset>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "interpreter/runtime/trap.h"
#include "validator/valid_module.h"

namespace modlink::reach {

class ReachedRules {
 public:
  // A valid module, and those nested in it: what validating it took.
  void add_valid(const ValidModule& code);
  void add_executed(Opcode op) { executed_.set(static_cast<std::size_t>(op)); }
  // What a module broke: its code (wast/syntax/error_code.h), or nothing.
  void add_error(const std::string& code) { errors_.insert(code); }
  void add_trap(TrapCode code) { traps_.set(static_cast<std::size_t>(code)); }
  void add(const ReachedRules& other);

  bool has_valid(Opcode op) const { return valid_.test(static_cast<std::size_t>(op)); }
  bool has_executed(Opcode op) const { return executed_.test(static_cast<std::size_t>(op)); }
  bool has_trap(TrapCode code) const { return traps_.test(static_cast<std::size_t>(code)); }
  bool has_error(const std::string& code) const { return errors_.contains(code); }
  bool has_definition(const std::string& name) const { return definitions_.contains(name); }

 private:
  void add_one(const ValidModule& code);
  void add_code(const Module& module);
  void add_expr(const Expr& expr);
  void add_types(const Module& module);
  void add_segments(const Module& module);
  void add_initial(const Definition& definition);
  void add_linking(const ValidModule& code);

  std::bitset<opcode_count> valid_;
  std::bitset<opcode_count> executed_;
  std::bitset<256> traps_;
  std::set<std::string> definitions_;
  std::set<std::string> errors_;
};

struct Rule {
  std::string name;
  bool reached = false;
};
struct RuleGroup {
  std::string title;
  std::string place;  // in the specification
  std::vector<Rule> rules;

  std::size_t reached() const;
};

// All rules that there are with these features, in groups.
std::vector<RuleGroup> rule_groups(const ReachedRules& reached, const Features& features);

}  // namespace modlink::reach
