// Advice about valid modules. spec: Explainer, "Instance Imports and Aliases"; D2, D16
#include "tools/inspect/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "rewrite/translate_exceptions.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/free_indices.h"
#include "wast/syntax/identifiers.h"

namespace modlink::inspect {

const char* to_string(LintRule rule) {
  switch (rule) {
    case LintRule::unused_import: return "unused-import";
    case LintRule::unused_alias: return "unused-alias";
    case LintRule::unused_type: return "unused-type";
    case LintRule::unused_module: return "unused-module";
    case LintRule::unused_instance: return "unused-instance";
    case LintRule::superfluous_argument: return "superfluous-argument";
    case LintRule::mixed_exceptions: return "mixed-exceptions";
    case LintRule::wide_import: return "wide-import";
  }
  return "";
}

namespace {

// Looks at one module; the nested ones, at most a hundred levels deep, tell it what they use of it.
class Linter {
 public:
  Linter(const ValidModule& module, Linter* outer, std::vector<Finding>& findings)
      : valid_(module), module_(module.module), outer_(outer), findings_(findings) {}

  void run() {
    use_definitions();
    for_each_free_index_of_own(module_, [this](FreeIndex free) { use(free); });
    for (const ResolvedExport& item : valid_.exports) use_export(item);
    report_definitions();
    report_wide_imports();
    report_mixed_exceptions();
  }

 private:
  // What is used of an instance.
  struct Fields {
    bool all = false;
    std::set<Name> names;
  };

  void use(IndexSpace space, Index index) { used_[space].insert(index); }
  void use(ExternKind kind, Index index) { use(space_of(kind), index); }
  bool is_used(IndexSpace space, Index index) const { return used_[space].count(index) != 0; }
  void report(LintRule rule, At at, std::string message) { findings_.push_back({rule, at, std::move(message)}); }

  // Of this module, or of one around it.
  void use(FreeIndex free) {
    Linter* scope = this;
    for (Index i = 0; i < free.depth; ++i) scope = scope->outer_;
    scope->use(free.space, free.index);
  }

  void use_definitions() {
    for_each_definition(module_, valid_.steps, [this](const Definition& definition, const ValidModule* nested) {
      if (nested) return Linter(*nested, this, findings_).run();
      if (const auto* instance = std::get_if<Instance>(&definition)) return use_instance(*instance);
      for_each_free_index(definition, [this](FreeIndex free) { use(free); });
      if (const auto* alias = std::get_if<Alias>(&definition)) use_field(*alias);
    });
  }

  void use_field(const Alias& alias) {
    const auto* target = std::get_if<ExportAlias>(&alias.target);
    if (target) fields_[target->instance].names.insert(target->name);
  }

  void use_instance(const Instance& instance) {
    use(ExternKind::module, instance.module);
    const ExternTypeMap& imports = valid_.modules[instance.module]->imports;
    for (const InstantiateArg& arg : instance.args) {
      const ExternType* expected = imports.find(arg.name);
      if (!expected) {
        report(LintRule::superfluous_argument, arg.at, fmt::format("the module has no import {}", quote(arg.name)));
        continue;
      }
      use(arg.kind, arg.index);
      if (const auto* wanted = std::get_if<ExternInstance>(expected)) {
        for (const auto& entry : wanted->type->exports.entries()) fields_[arg.index].names.insert(entry.name);
      }
    }
  }

  void use_export(const ResolvedExport& item) {
    if (!item.is_field) {
      use(item.kind, item.index);
      if (item.kind == ExternKind::instance) fields_[item.index].all = true;
      return;
    }
    use(ExternKind::instance, item.index);
    fields_[item.index].all = true;
  }

  void report_definitions() {
    for_each_definition(module_, [this](const Definition& definition, const TakenIndices& taken) {
      std::visit([&](const auto& item) { report_unused(item, taken); }, definition);
    });
  }

  void report_unused(const TypeDef& def, const TakenIndices& taken) {
    bool used = false;
    for (Index i = 0; i < taken.count; ++i) used |= is_used(taken.space, taken.first + i);
    if (!used) report(LintRule::unused_type, def.at, fmt::format("{} is never used", called(taken)));
  }
  void report_unused(const Import& import, const TakenIndices& taken) {
    if (is_used(taken.space, taken.first)) return;
    const std::string first = import.module ? quote(*import.module) + " " : std::string();
    report(LintRule::unused_import, import.at,
           fmt::format("import {}{} ({}) is never used", first, quote(import.name), modlink::to_string(taken.space)));
  }
  void report_unused(const Alias& alias, const TakenIndices& taken) {
    if (is_used(taken.space, taken.first)) return;
    report(LintRule::unused_alias, alias.at, fmt::format("alias {} is never used", called(taken)));
  }
  void report_unused(const NestedModule& nested, const TakenIndices& taken) {
    if (is_used(taken.space, taken.first)) return;
    report(LintRule::unused_module, nested.at,
           fmt::format("{} is never instantiated, passed on or exported", called(taken)));
  }
  void report_unused(const Instance& instance, const TakenIndices& taken) {
    if (is_used(taken.space, taken.first)) return;
    report(LintRule::unused_instance, instance.at, fmt::format("{} is made, but nothing uses it", called(taken)));
  }

  // Two-level imports are not here: each of their fields is an import by itself.
  void report_wide_imports() {
    for_each_definition(module_, [this](const Definition& definition, const TakenIndices& taken) {
      const auto* import = std::get_if<Import>(&definition);
      const bool is_instance = import && taken.space == IndexSpace::instance;
      if (is_instance && is_used(taken.space, taken.first)) report_wide(*import, taken.first);
    });
  }

  void report_wide(const Import& import, Index index) {
    const Fields& fields = fields_[index];
    if (fields.all) return;
    constexpr std::size_t most_shown = 5;
    std::string shown;
    std::size_t count = 0;
    for (const auto& entry : valid_.instances[index]->exports.entries()) {
      if (fields.names.count(entry.name)) continue;
      if (++count <= most_shown) shown += (shown.empty() ? "" : ", ") + quote(entry.name);
    }
    if (count == 0) return;
    if (count > most_shown) shown += fmt::format(" and {} more", count - most_shown);
    report(LintRule::wide_import, import.at,
           fmt::format("import {} asks for exports that are never used: {}", quote(import.name), shown));
  }

  void report_mixed_exceptions() {
    const rewrite::ExceptionKinds kinds = rewrite::exception_kinds(module_);
    if (!kinds.are_mixed()) return;
    report(LintRule::mixed_exceptions, {std::max(kinds.legacy, kinds.current)},
           "legacy exception instructions and their successors in one module, which some engines refuse");
  }

  // "type $t", "module 3"
  std::string called(const TakenIndices& taken) const {
    const char* const keyword = modlink::to_string(taken.space);
    return fmt::format("{} {}", keyword, name_or_index(module_.names[taken.space], taken.first));
  }

  const ValidModule& valid_;
  const Module& module_;
  Linter* outer_;
  std::vector<Finding>& findings_;
  PerSpace<std::set<Index>> used_;
  std::map<Index, Fields> fields_;  // by instance
};

}  // namespace

std::vector<Finding> lint(const ValidModule& module) {
  std::vector<Finding> findings;
  Linter(module, nullptr, findings).run();
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.at.pos < b.at.pos; });
  return findings;
}

std::string to_json(const std::vector<Finding>& findings, const Source& source) {
  using Json = nlohmann::ordered_json;
  Json result = Json::array();
  for (const Finding& finding : findings) {
    Json item{{"rule", to_string(finding.rule)}, {"offset", finding.at.pos}};
    if (source.kind() == Source::Kind::text) {
      const Source::Location place = source.locate(finding.at.pos);
      item["line"] = place.line;
      item["column"] = place.column;
    }
    item["message"] = finding.message;
    result.push_back(std::move(item));
  }
  return result.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace modlink::inspect
