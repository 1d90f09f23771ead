// Rules of the language that modules and executions reach.
#include "tools/coverage/rules.h"

#include <algorithm>

#include "wast/syntax/error_code.h"
#include "wast/syntax/index_spaces.h"

namespace modlink::reach {

namespace {

const char* to_string(SegmentMode mode) {
  switch (mode) {
    case SegmentMode::passive: return "passive";
    case SegmentMode::active: return "active";
    case SegmentMode::declarative: return "declarative";
  }
  return "";
}

const char* noun_of(const CompType& type) {
  if (std::holds_alternative<FuncType>(type)) return "function type";
  return std::holds_alternative<StructType>(type) ? "structure type" : "array type";
}

// A kind of definition, and what brings it.
struct DefinitionRule {
  std::string name;
  Feature feature = Feature::mvp;
};

std::vector<DefinitionRule> definition_rules() {
  std::vector<DefinitionRule> rules = {
      {"function type"},
      {"structure type", Feature::gc},
      {"array type", Feature::gc},
      {"recursive group of several types", Feature::gc},
      {"subtype with a supertype", Feature::gc},
      {"function"},
      {"table"},
      {"table with an initial value", Feature::function_references},
      {"table with 64-bit addresses", Feature::memory64},
      {"memory"},
      {"memory with 64-bit addresses", Feature::memory64},
      {"shared memory", Feature::threads},
      {"several memories", Feature::multi_memory},
      {"tag", Feature::exceptions},
      {"constant global"},
      {"mutable global"},
      {"start function"},
      {"active element segment"},
      {"passive element segment", Feature::bulk_memory},
      {"declarative element segment", Feature::reference_types},
      {"active data segment"},
      {"passive data segment", Feature::bulk_memory},
  };
  for (const char* verb : {"imported ", "exported "}) {
    for (std::size_t i = 0; i < extern_kind_count; ++i) {
      const auto kind = static_cast<ExternKind>(i);
      rules.push_back({std::string(verb) + describe(kind), feature_of(kind)});
    }
  }
  return rules;
}

std::vector<DefinitionRule> linking_rules() {
  std::vector<DefinitionRule> rules;
  for (const char* name : {"single-level import", "two-level import", "zero-level export", "nested module", "instance",
                           "module type", "instance type", "outer alias: type", "outer alias: module"}) {
    rules.push_back({name, Feature::module_linking});
  }
  for (std::size_t i = 0; i < extern_kind_count; ++i) {
    const std::string kind = describe(static_cast<ExternKind>(i));
    rules.push_back({"alias: " + kind, Feature::module_linking});
    rules.push_back({"argument: " + kind, Feature::module_linking});
  }
  return rules;
}

RuleGroup definitions_group(std::string title, std::string place, const std::vector<DefinitionRule>& rules,
                            const ReachedRules& reached, const Features& features) {
  RuleGroup group{std::move(title), std::move(place), {}};
  for (const DefinitionRule& rule : rules) {
    if (features.has(rule.feature)) group.rules.push_back({rule.name, reached.has_definition(rule.name)});
  }
  return group;
}

// The parts of blocks are validated and executed with them.
bool has_own_rule(Opcode op) { return !is_closing(op) && !is_dividing(op); }

template <class Reached>
RuleGroup instructions_group(std::string title, std::string place, const Features& features, Reached is_reached) {
  RuleGroup group{std::move(title), std::move(place), {}};
  for (std::size_t i = 0; i < opcode_count; ++i) {
    const auto op = static_cast<Opcode>(i);
    if (!has_own_rule(op) || !features.has(info(op).feature)) continue;
    const bool has_types = info(op).immediate == Immediate::select_types;
    const std::string note = is_nullable_cast(op) ? " (ref null)" : has_types ? " (result …)" : "";
    group.rules.push_back({std::string(info(op).mnemonic) + note, is_reached(op)});
  }
  return group;
}

// Whether wasm code can trap like this.
bool can_trap(TrapCode code, const Features& features) {
  switch (code) {
    case TrapCode::none:
    case TrapCode::host_trap: return false;
    case TrapCode::unaligned_atomic:
    case TrapCode::expected_shared_memory: return features.has(Feature::threads);
    case TrapCode::null_exception_reference: return features.has(Feature::exceptions);
    case TrapCode::null_structure_reference:
    case TrapCode::null_array_reference:
    case TrapCode::null_i31_reference:
    case TrapCode::out_of_bounds_array_access:
    case TrapCode::cast_failure: return features.has(Feature::gc);
    default: return true;
  }
}

RuleGroup traps_group(const ReachedRules& reached, const Features& features) {
  RuleGroup group{"traps", "exec/instructions", {}};
#define TRAP_CODE(name, message) \
  if (can_trap(TrapCode::name, features)) group.rules.push_back({message, reached.has_trap(TrapCode::name)});
#include "interpreter/runtime/trap.def"
  return group;
}

// What is wrong with modules. In the list of codes traps come behind that, and then what no module can be blamed for.
RuleGroup errors_group(const ReachedRules& reached) {
  RuleGroup group{"errors", "docs/errors.md", {}};
  const std::string first_trap = error_code(modlink::to_string(TrapCode::unreachable));
  for (const std::string& code : error_codes()) {
    if (code == first_trap) break;
    group.rules.push_back({code, reached.has_error(code)});
  }
  return group;
}

}  // namespace

void ReachedRules::add(const ReachedRules& other) {
  valid_ |= other.valid_;
  executed_ |= other.executed_;
  traps_ |= other.traps_;
  definitions_.insert(other.definitions_.begin(), other.definitions_.end());
  errors_.insert(other.errors_.begin(), other.errors_.end());
}

void ReachedRules::add_valid(const ValidModule& code) {
  std::vector<const ValidModule*> todo{&code};
  while (!todo.empty()) {
    const ValidModule& next = *todo.back();
    todo.pop_back();
    add_one(next);
    for (const NestedModuleStep& step : steps_of<NestedModuleStep>(next.steps)) todo.push_back(step.code.get());
  }
}

void ReachedRules::add_one(const ValidModule& code) {
  add_code(code.module);
  add_types(code.module);
  add_segments(code.module);
  add_linking(code);
}

void ReachedRules::add_expr(const Expr& expr) {
  for (const Instr instr : expr.instrs()) valid_.set(static_cast<std::size_t>(instr.op));
}

void ReachedRules::add_code(const Module& module) {
  if (!module.funcs.empty()) definitions_.insert("function");
  for (const Func& func : module.funcs) add_expr(func.body);
  for (const Global& global : module.globals) {
    definitions_.insert(global.type.mut ? "mutable global" : "constant global");
    add_expr(global.init);
  }
  for (const Table& table : module.tables) {
    definitions_.insert("table");
    if (table.type.addr == AddrType::i64) definitions_.insert("table with 64-bit addresses");
    if (!table.init) continue;
    definitions_.insert("table with an initial value");
    add_expr(*table.init);
  }
  for (const Memory& memory : module.memories) {
    definitions_.insert("memory");
    if (memory.type.addr == AddrType::i64) definitions_.insert("memory with 64-bit addresses");
    if (memory.type.shared) definitions_.insert("shared memory");
  }
  if (!module.tags.empty()) definitions_.insert("tag");
  if (module.start) definitions_.insert("start function");
}

void ReachedRules::add_types(const Module& module) {
  for (const Definition& definition : module.definitions) {
    const auto* def = std::get_if<TypeDef>(&definition);
    if (!def) continue;
    if (const auto* linking = std::get_if<Nested<LinkingType>>(&def->def)) {
      definitions_.insert((*linking)->kind == LinkingType::Kind::module ? "module type" : "instance type");
      continue;
    }
    const auto& rec = std::get<RecType>(def->def);
    if (rec.sub_types.size() > 1) definitions_.insert("recursive group of several types");
    for (const SubType& sub : rec.sub_types) {
      definitions_.insert(noun_of(sub.comp));
      if (!sub.supers.empty()) definitions_.insert("subtype with a supertype");
    }
  }
}

void ReachedRules::add_segments(const Module& module) {
  for (const ElemSegment& elem : module.elems) {
    definitions_.insert(std::string(to_string(elem.mode)) + " element segment");
    if (elem.mode == SegmentMode::active) add_expr(elem.offset);
    if (const auto* exprs = std::get_if<std::vector<Expr>>(&elem.init)) {
      for (const Expr& expr : *exprs) add_expr(expr);
    }
  }
  for (const DataSegment& data : module.datas) {
    definitions_.insert(std::string(to_string(data.mode)) + " data segment");
    if (data.mode == SegmentMode::active) add_expr(data.offset);
  }
}

void ReachedRules::add_initial(const Definition& definition) {
  if (const auto* import = std::get_if<Import>(&definition)) {
    definitions_.insert(import->module ? "two-level import" : "single-level import");
    definitions_.insert(std::string("imported ") + describe(kind_of(import->desc)));
  } else if (const auto* alias = std::get_if<Alias>(&definition)) {
    const bool is_outer = std::holds_alternative<OuterAlias>(alias->target);
    definitions_.insert(std::string(is_outer ? "outer alias: " : "alias: ") + describe(kind_of(*alias)));
  } else if (const auto* instance = std::get_if<Instance>(&definition)) {
    definitions_.insert("instance");
    for (const InstantiateArg& arg : instance->args)
      definitions_.insert(std::string("argument: ") + describe(arg.kind));
  } else if (std::holds_alternative<NestedModule>(definition)) {
    definitions_.insert("nested module");
  }
}

void ReachedRules::add_linking(const ValidModule& code) {
  if (code.memories.size() > 1) definitions_.insert("several memories");
  for (const Definition& definition : code.module.definitions) add_initial(definition);
  for (const Export& item : code.module.exports) {
    if (!item.name) definitions_.insert("zero-level export");
  }
  for (const ResolvedExport& item : code.exports) {
    definitions_.insert(std::string("exported ") + describe(item.kind));
  }
}

std::size_t RuleGroup::reached() const {
  return static_cast<std::size_t>(
      std::count_if(rules.begin(), rules.end(), [](const Rule& rule) { return rule.reached; }));
}

std::vector<RuleGroup> rule_groups(const ReachedRules& reached, const Features& features) {
  std::vector<RuleGroup> groups = {
      definitions_group("definitions", "valid/modules", definition_rules(), reached, features),
      definitions_group("linking", "Explainer", linking_rules(), reached, features),
      instructions_group("validation", "valid/instructions", features,
                         [&](Opcode op) { return reached.has_valid(op); }),
      instructions_group("execution", "exec/instructions", features,
                         [&](Opcode op) { return reached.has_executed(op); }),
      traps_group(reached, features),
      errors_group(reached)};
  std::erase_if(groups, [](const RuleGroup& group) { return group.rules.empty(); });
  return groups;
}

}  // namespace modlink::reach
