// Running of a script on the core alone. spec: the official suite's script grammar
#include "tools/core-runner/script_run.h"

#include <cstdio>

#include "tools/engines/results/const_value.h"
#include "tools/engines/results/match_patterns.h"
#include "validator/match.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/identifiers.h"

namespace modlink::core_runner {

namespace {

End end_of(const Error& error) { return {to_string(error.stage()), error.message()}; }

End end_of(Outcome&& outcome) {
  const bool is_exhausted = outcome.trap_code() == TrapCode::call_stack_exhausted;
  return {to_string(outcome.kind()), outcome.is_done() ? std::string() : outcome.message(), is_exhausted};
}

void expect(const End& end, const std::string& word, const std::string& message) {
  if (end.word == word && end.message.compare(0, message.size(), message) == 0) return;
  throw Failure{concat("expected ", word, ' ', quote(message), ", found ", end.word, ' ', quote(end.message))};
}

void expect_custom(const std::optional<Error>& found, const std::string& word, const std::string& message) {
  expect(found ? end_of(*found) : End{"valid", {}}, word, message);
}

template <class Thing>
const Thing& find(const std::map<std::string, const Thing*>& named, const std::optional<std::string>& id) {
  const auto found = named.find(id.value_or(""));
  if (found == named.end() || !found->second) throw Failure{"there is no " + (id ? quote_id(*id) : "last one")};
  return *found->second;
}

template <class Thing>
void name(std::map<std::string, const Thing*>& named, const std::optional<std::string>& id, const Thing* thing) {
  named[""] = thing;
  if (id) named[*id] = thing;
}

// `func_invoke` says if they do not fit.
Values make_args(const std::vector<script::Const>& consts, const FuncType& type) {
  Values args;
  for (std::size_t i = 0; i < consts.size(); ++i) {
    const ValType param = i < type.params.size() ? type.params[i] : consts[i].type;
    const bool fits = consts[i].type.is_ref() == param.is_ref() && (param.is_ref() || consts[i].type == param);
    args.push_back(engines::value_of(consts[i], fits ? param : consts[i].type));
  }
  return args;
}

}  // namespace

ScriptRun::ScriptRun(const Features& features) : features_(features) {}

void ScriptRun::run(const SourcePtr& source) {
  script::ScriptParser parser(source, features_, limits_);
  while (auto directive = parser.next()) take(source, std::move(*directive));
}

void ScriptRun::take(const SourcePtr& source, script::Directive&& directive) {
  const Pos pos = directive.at.pos;
  std::string wrong;
  try {
    std::visit([this](auto&& d) { execute(std::forward<decltype(d)>(d)); }, std::move(directive.directive));
    ++passed_;
    return;
  } catch (const Failure& failure) {
    wrong = failure.message;
  } catch (const Error& error) {
    wrong = concat(to_string(error.stage()), ": ", error.message());
  }
  ++failed_;
  std::fprintf(stderr, "%s: %s\n", source->describe(pos).c_str(), without_controls(wrong).c_str());
}

ValidModulePtr ScriptRun::validate(script::ScriptModule&& module) {
  return modlink::validate(script::load(std::move(module), features_, limits_), types_, features_, limits_);
}

Outcome ScriptRun::instantiate(const ModuleValue& module) {
  return module_instantiate(store_, module, [this](const Name& name) -> std::optional<ExternVal> {
    if (const auto found = registered_.find(name); found != registered_.end()) return found->second;
    if (name != "spectest") return std::nullopt;
    return registered_.emplace(name, make_spectest(store_)).first->second;
  });
}

const ModuleValue* ScriptRun::define(script::ScriptModule&& module) {
  const std::optional<std::string> id = module.id;
  name(modules_, id, static_cast<const ModuleValue*>(nullptr));
  const ModuleValue* value = store_.add(ModuleValue{validate(std::move(module)), nullptr});
  name(modules_, id, value);
  return value;
}

void ScriptRun::make(const ModuleValue& module, const std::optional<std::string>& id) {
  const Outcome outcome = instantiate(module);
  if (!outcome.is_done()) throw Failure{outcome.message()};
  name(instances_, id, outcome.instance().exports);
}

void ScriptRun::execute(script::ModuleDirective&& directive) {
  const std::optional<std::string> id = directive.module.id;
  name(instances_, id, static_cast<const InstanceValue*>(nullptr));
  make(*define(std::move(directive.module)), id);
}

void ScriptRun::execute(script::DefinitionDirective&& directive) { define(std::move(directive.module)); }

void ScriptRun::execute(script::InstanceDirective&& directive) { make(find(modules_, directive.module), directive.id); }

void ScriptRun::execute(script::RegisterDirective&& directive) {
  const bool is_module = directive.path.empty() &&
                         (directive.kind == ExternKind::module || (directive.id && !instances_.count(*directive.id)));
  registered_.erase(directive.name);
  registered_.emplace(directive.name,
                      is_module ? ExternVal(&find(modules_, directive.id)) : find_export(directive.id, directive.path));
}

ExternVal ScriptRun::find_export(const std::optional<std::string>& instance, const std::vector<Name>& path) const {
  ExternVal val = &find(instances_, instance);
  for (const Name& name : path) {
    const auto* inside = std::get_if<const InstanceValue*>(&val);
    const ExternVal* found = inside ? (*inside)->find(name) : nullptr;
    if (!found) throw Failure{"unknown export " + quote(name)};
    val = *found;
  }
  return val;
}

Outcome ScriptRun::perform(const script::Action& action) {
  const ExternVal item = find_export(action.instance, action.path);
  if (action.kind == script::Action::Kind::get) {
    const auto* global = std::get_if<GlobalInst*>(&item);
    if (!global) throw Failure{"no global"};
    return Values{global_read(**global)};
  }
  const auto* func = std::get_if<FuncInst*>(&item);
  if (!func) throw Failure{"no function"};
  return func_invoke(store_, **func, make_args(action.args, func_type(**func)));
}

End ScriptRun::attempt(script::ScriptModule&& module, bool instantiates) {
  try {
    const ValidModulePtr valid = validate(std::move(module));
    if (!instantiates) return {"valid", {}};
    return core_runner::end_of(instantiate(ModuleValue{valid, nullptr}));
  } catch (const Error& error) {
    return core_runner::end_of(error);
  }
}

End ScriptRun::end_of(script::Executed&& what) {
  if (const auto* action = std::get_if<script::Action>(&what)) return core_runner::end_of(perform(*action));
  if (const auto* instance = std::get_if<script::InstanceDirective>(&what)) return attempt(*instance);
  return attempt(std::move(std::get<script::ScriptModule>(what)), true);
}

End ScriptRun::attempt(const script::InstanceDirective& instance) {
  return core_runner::end_of(instantiate(find(modules_, instance.module)));
}

void ScriptRun::execute(script::ActionDirective&& directive) {
  expect(end_of(std::move(directive.action)), "done", "");
}

void ScriptRun::execute(script::AssertReturn&& directive) {
  const Outcome outcome = perform(directive.action);
  if (!outcome.is_done()) throw Failure{outcome.message()};
  if (!engines::match_patterns(engines::results_of(outcome.results(), *types_), directive.results))
    throw Failure{"wrong result"};
}

void ScriptRun::execute(script::AssertTrap&& directive) {
  expect(end_of(std::move(directive.what)), "trap", directive.message);
}

void ScriptRun::execute(script::AssertExhaustion&& directive) {
  const End end = end_of(std::move(directive.action));
  expect(end, "trap", directive.message);
  if (!end.is_exhausted) throw Failure{"the call stack was not exhausted"};
}

void ScriptRun::execute(script::AssertException&& directive) {
  expect(end_of(std::move(directive.what)), "exception", "");
}

void ScriptRun::execute(script::AssertLimit&& directive) {
  expect(end_of(std::move(directive.what)), "limit", directive.message);
}

void ScriptRun::execute(script::AssertMalformed&& directive) {
  if (!directive.custom) return expect(attempt(std::move(directive.module), false), "malformed", directive.message);
  const Module module = script::load(std::move(directive.module), features_, limits_);
  expect_custom(module.custom_error, "malformed", directive.message);
}

void ScriptRun::execute(script::AssertInvalid&& directive) {
  if (!directive.custom) return expect(attempt(std::move(directive.module), false), "invalid", directive.message);
  const ValidModulePtr module = validate(std::move(directive.module));
  expect_custom(module->module.custom_error, "invalid", directive.message);
}

void ScriptRun::execute(script::AssertUnlinkable&& directive) {
  const auto* instance = std::get_if<script::InstanceDirective>(&directive.what);
  const End end =
      instance ? attempt(*instance) : attempt(std::move(std::get<script::ScriptModule>(directive.what)), true);
  expect(end, "unlinkable", directive.message);
}

void ScriptRun::execute(script::BadDirective&& directive) { throw Failure{directive.error.message()}; }

}  // namespace modlink::core_runner
