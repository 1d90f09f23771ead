// Validation of imports, aliases, nested modules and instances. spec: Explainer, "Proposed Additions"; Binary.md
#include "validator/linking.h"

#include <algorithm>

#include "validator/match.h"
#include "validator/mismatch.h"
#include "validator/types.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/nearest_word.h"

namespace modlink::validator {

namespace {

std::vector<std::string_view> names_of(const ExternTypeMap& exports) {
  std::vector<std::string_view> result;
  for (const ExternTypeMap::Entry& entry : exports.entries()) result.push_back(entry.name);
  return result;
}

void check_alias_export(ModuleState& state, const ExportAlias& alias, Pos pos) {
  const InstanceType* instance = state.context.instance(alias.instance, pos);
  const ExternType* type = instance->exports.find(alias.name);
  if (!type) {
    throw Invalid(alias.name_at.pos, concat("unknown export ", quote(alias.name), " of instance ",
                                            state.context.called(IndexSpace::instance, alias.instance),
                                            which_has(alias.name, names_of(instance->exports))));
  }
  if (kind_of(*type) != alias.kind) {
    throw Invalid(pos, concat("type mismatch: export ", quote(alias.name), ": expected ", to_string(alias.kind),
                              ", found ", to_string(state.context.store, *type)));
  }
  append(state.context, *type, pos);
  state.result.steps.emplace_back(ExportAliasStep{{pos}, alias.instance, alias.name, alias.kind});
}

void check_outer_module(ModuleState& state, const OuterAlias& alias, Pos pos) {
  require(alias.kind == ExternKind::module, pos, "outer alias of something else than a type or module");
  const Context& scope = *outer_scope(state.context, alias).context;
  state.context.modules.push_back(scope.module(alias.index, alias.index_at.pos));
  state.result.steps.emplace_back(OuterModuleStep{alias.depth, alias.index});
}

// The arguments of `instantiate` by name.
using ArgTypes = HashMapByName<std::pair<const InstantiateArg*, ExternType>, std::string_view>;

// What a module makes itself, its own functions and so on, has indices that are not yet known where instances are made.
void check_made_before_instances(const ModuleState& state, const InstantiateArg& arg) {
  if (arg.kind == ExternKind::type) return;
  const IndexSpace space = space_of(arg.kind);
  if (arg.index < state.context.size(space)) return;
  const Module& module = state.result.module;
  const Index first = first_own(module)[space];
  if (arg.index < first || arg.index - first >= count_own(module, space)) return;
  state.context.fail_unknown(space, arg.index, arg.index_at.pos, ", which the module makes after its instances");
}

ArgTypes check_args(const ModuleState& state, const Instance& instance) {
  ArgTypes result;
  for (const InstantiateArg& arg : instance.args) {
    check_made_before_instances(state, arg);
    ExternType type = extern_type(state.context, arg.kind, arg.index, arg.index_at.pos);
    if (result.emplace(arg.name, std::pair(&arg, std::move(type))).second) continue;
    throw Invalid(arg.at.pos, concat("duplicate instantiate argument ", quote(arg.name)));
  }
  return result;
}

void check_arg(const Context& context, const InstantiateArg& arg, const ExternType& found, const ExternType& expected) {
  MatchEffort& effort = context.effort->matching;
  if (match_extern_type(context.store, found, expected, effort)) return;
  Mismatch mismatch = *explain_mismatch(context.store, found, expected, effort);
  mismatch.path.insert(mismatch.path.begin(), "import " + quote(arg.name));
  throw Invalid(arg.at.pos, "incompatible import type: " + mismatch.to_string());
}

// spec: Subtyping.md, "Instantiation"; D2
void match_args(const Context& context, const ModuleType& module, const ArgTypes& args, Pos pos) {
  for (const auto& [name, expected] : module.imports.entries()) {
    const auto arg = args.find(name);
    if (arg == args.end()) {
      std::vector<std::string_view> given;
      for (const auto& [other, type] : args) given.push_back(other);
      std::sort(given.begin(), given.end());
      throw Invalid(pos, concat("unknown import ", quote(name), ": expected ", to_string(context.store, expected),
                                ", found no argument of that name", did_you_mean(name, given)));
    }
    check_arg(context, *arg->second.first, arg->second.second, expected);
  }
}

// spec: Explainer, "Instance Imports and Aliases"; D7
void check_field_import(ModuleState& state, const Import& import, const ExternType& type) {
  const Pos pos = import.at.pos;
  Context& context = state.context;
  const auto [instance, first] =
      state.implied_instances.emplace(*import.module, static_cast<Index>(context.instances.size()));
  if (first) {
    const ExternType& implied = *state.imports.find(*import.module);
    append(context, implied, pos);
    state.result.steps.emplace_back(ImportStep{{pos}, *import.module, std::nullopt, implied});
  }
  append(context, type, pos);
  state.result.steps.emplace_back(ExportAliasStep{{pos}, instance->second, import.name, kind_of(type)});
}

}  // namespace

void append(Context& context, const ExternType& type, Pos pos) {
  const IndexSpace space = append(context, type);
  if (!is_core(space)) return;  // the modules and instances of all nested modules are counted together
  check_limit(context.size(space), limit_on(context.limits, space), pos, describe_all(space));
  require_feature(context.features, Feature::reference_types, context.tables.size() <= 1, pos, "multiple tables");
  require_feature(context.features, Feature::multi_memory, context.memories.size() <= 1, pos, "multiple memories");
}

ExternType extern_type(const Context& context, ExternKind kind, Index index, Pos pos) {
  if (kind == ExternKind::type) throw Invalid(pos, "a type is neither exported nor supplied");
  visit_kind(kind, [&](auto space) { context.at(space, index, pos); });
  return extern_type(context, kind, index);
}

void check_import(ModuleState& state, const Import& import) {
  const ExternType& type = state.import_types[state.next_import++];
  const auto* global = std::get_if<GlobalType>(&type);
  require_feature(state.context.features, Feature::mutable_global, !global || !global->mut, import.desc_at.pos,
                  "mutable globals cannot be imported");
  if (import.module && state.result.linking) return check_field_import(state, import, type);
  append(state.context, type, import.at.pos);
  std::optional<Name> field;
  if (import.module) field = import.name;
  state.result.steps.emplace_back(ImportStep{import.at, import.first(), std::move(field), type});
}

void check_alias(ModuleState& state, const Alias& alias) {
  const Pos pos = alias.at.pos;
  if (const auto* target = std::get_if<ExportAlias>(&alias.target)) return check_alias_export(state, *target, pos);
  const auto& outer = std::get<OuterAlias>(alias.target);
  if (outer.kind != ExternKind::type) check_outer_module(state, outer, pos);
}

void check_nested_module(ModuleState& state, NestedModule& nested) {
  Context& context = state.context;
  const Pos pos = nested.at.pos;
  const Index types_before = state.types_before_modules[state.next_module++];
  check_limit(state.next_module, context.limits.modules, pos, "modules");
  if (!nested.module->source) nested.module->source = state.result.module.source;
  ValidModulePtr code = validate_module(std::move(*nested.module), state.result.type_store, context, &context,
                                        std::min(nested.visible_types, types_before));
  context.modules.push_back(code->type);
  state.result.steps.emplace_back(NestedModuleStep{std::move(code)});
}

void check_instance(ModuleState& state, const Instance& instance) {
  Context& context = state.context;
  const Pos pos = instance.at.pos;
  check_limit(++state.instance_defs, context.limits.instances, pos, "instances");
  const ModuleType* module = context.module(instance.module, pos);
  const ArgTypes args = check_args(state, instance);
  at_pos(pos, [&] { match_args(context, *module, args, pos); });
  context.instances.push_back(module->instance);
  state.result.steps.emplace_back(InstanceStep{instance.at, instance.module, instance.args});
}

}  // namespace modlink::validator
