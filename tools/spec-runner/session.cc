// Our own interpreter as the engine of a script.
// spec: appendix/embedding; the official suite's script grammar; D20
#include "tools/spec-runner/session.h"

#include <fmt/format.h>

#include <utility>

#include "tools/files/input.h"
#include "tools/spec-runner/failure.h"
#include "tools/spec-runner/values.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/nearest_word.h"

namespace modlink::runner {

Session::Session(const Settings& settings)
    : Engine(settings),
      tracer_(make_tracer(settings.trace)),
      collector_(settings.covers ? std::make_unique<reach::Collector>() : nullptr),
      types_(std::make_shared<TypeStore>()),
      own_store_(std::in_place, types_, settings.language.limits,
                 ExecutionOptions{settings.allowance.fuel, settings.fuses, observation()}),
      store_(*own_store_) {
  if (settings.allowance.timeout) watchdog_.emplace(store_.interruption(), *settings.allowance.timeout);
}

Session::Session(const Settings& settings, Store& store)
    : Engine(settings), types_(store.type_store()), store_(store) {}

Observation Session::observation() { return collector_ ? collector_->observation() : observation_of(tracer_.get()); }

// Decodes or parses; then the round trip, if one is wanted. Throws Error, and Failure where the round trip fails.
Module Session::load(script::ScriptModule&& module) {
  const cli::Language& language = settings().language;
  Module syntax = script::load(std::move(module), language.features, language.limits);
  return round_trip(std::move(syntax), settings().round_trip, types_, language);
}

Session::Code Session::validate(script::ScriptModule&& module) {
  const cli::Language& language = settings().language;
  try {
    const bool is_bytes = module.form == script::ScriptModule::Form::binary && !module.error;
    const ValidModulePtr valid =
        is_bytes && settings().round_trip == RoundTrip::none
            ? decode_and_validate(module.content, types_, language.features, language.limits)
            : modlink::validate(load(std::move(module)), types_, language.features, language.limits);
    if (collector_) collector_->add_valid(*valid);
    return {valid, {End::Kind::valid}};
  } catch (const Error& error) {
    if (collector_) collector_->add_error(error.code());
    return {nullptr, engines::end_of(error)};
  }
}

Outcome Session::instantiate(const ModuleValue& module, const std::optional<std::string>& id) {
  const Turn turn = begin_turn();
  const auto find = [this](const Name& name) { return find_import(name); };
  Outcome outcome = module_instantiate(store_, module, find, id ? quote_id(*id) : std::string());
  if (collector_) collector_->add_error(outcome.code());
  return outcome;
}

// With lenient stages, what is wrong with annotations and custom sections is wrong with the module.
End Session::end_with_custom(const ValidModule& code) const {
  const bool counts = settings().language.scripts.stages == cli::Stages::lenient && code.module.custom_error;
  return counts ? engines::end_of(*code.module.custom_error) : End{End::Kind::valid};
}

End Session::attempt(script::ScriptModule&& module, Until until) {
  const std::optional<std::string> id = module.id;
  const Code code = validate(std::move(module));
  if (code.valid && until == Until::valid) return end_with_custom(*code.valid);
  if (!code.valid) return code.end;
  return engines::end_of_instantiation(instantiate(ModuleValue{code.valid, nullptr}, id), *types_);
}

Engine::CustomEnd Session::attempt_custom(script::ScriptModule&& module, Stage stage) {
  if (stage == Stage::malformed) return {{End::Kind::valid}, load(std::move(module)).custom_error};
  const Code code = validate(std::move(module));
  return {code.end, code.valid ? code.valid->module.custom_error : std::nullopt};
}

End Session::define(script::ScriptModule&& module) {
  const std::optional<std::string> id = module.id;
  fail_to_define(id, false);
  const Code code = validate(std::move(module));
  if (code.valid) define(code.valid, id);
  return code.end;
}

void Session::define(const ValidModulePtr& code, const std::optional<std::string>& id) {
  const ModuleValue* value = store_.add(ModuleValue{code, nullptr});
  names_->modules.define(id, value);
  register_itself(id, value);
}

End Session::define_and_instantiate(script::ScriptModule&& module) {
  const std::optional<std::string> id = module.id;
  fail_to_define(id, true);
  const Code code = validate(std::move(module));
  return code.valid ? define_and_instantiate(code.valid, id) : code.end;
}

End Session::define_and_instantiate(const ValidModulePtr& code, const std::optional<std::string>& id) {
  names_->modules.define(id, store_.add(ModuleValue{code, nullptr}));
  names_->instances.define_failed(id);
  if (settings().language.scripts.modules == cli::ModuleDirectives::validate) {
    names_->instances.define_none(id, "was only validated (--modules=validate)");
    return {End::Kind::valid};
  }
  return name_instance(instantiate(ModuleValue{code, nullptr}, id), id);
}

void Session::fail_to_define(const std::optional<std::string>& id, bool instantiates) {
  names_->modules.define_failed(id);
  if (instantiates) names_->instances.define_failed(id);
}

End Session::instantiate(const script::InstanceDirective& directive) {
  names_->instances.define_failed(directive.id);
  return name_instance(instantiate(*names_->modules.find(directive.module), directive.id), directive.id);
}

End Session::attempt(const script::InstanceDirective& directive) {
  return engines::end_of_instantiation(instantiate(*names_->modules.find(directive.module), directive.id), *types_);
}

End Session::name_instance(const Outcome& outcome, const std::optional<std::string>& id) {
  if (outcome.is_done()) {
    const InstanceValue* instance = outcome.instance().exports;
    names_->instances.define(id, instance);
    register_itself(id, instance);
  }
  return engines::end_of_instantiation(outcome, *types_);
}

Outcome Session::supply(const RegisteredFile& file) {
  const ValidModulePtr code = cli::validate(*file.module, types_, file.language);
  Outcome outcome = instantiate(ModuleValue{code, nullptr}, file.name);
  if (outcome.is_done()) supplied_.insert_or_assign(file.name, outcome.instance().exports);
  return outcome;
}

void Session::register_itself(const std::optional<std::string>& id, const ExternVal& val) {
  if (!id || !settings().language.scripts.name_imports) return;
  names_->registered.insert_or_assign(*id, val);
}

// D20
ExternVal Session::find_registered(const script::RegisterDirective& directive) {
  const bool path = !directive.path.empty();
  if (directive.kind == ExternKind::module && !path) return names_->modules.find(directive.id);
  if (!directive.kind && directive.id && !names_->instances.contains(*directive.id)) {
    if (names_->modules.contains(*directive.id)) return names_->modules.find(directive.id);
  }
  const ExternVal val = find_export(*names_->instances.find(directive.id), directive.path);
  if (directive.kind && kind_of(val) != *directive.kind) {
    throw Failure("wrong kind", modlink::describe(*directive.kind), modlink::describe(kind_of(val)));
  }
  return val;
}

void Session::register_name(const script::RegisterDirective& directive) {
  names_->registered.erase(directive.name);
  names_->registered.emplace(directive.name, find_registered(directive));
}

std::optional<ExternVal> Session::find_import(const Name& name) {
  const auto it = names_->registered.find(name);
  if (it != names_->registered.end()) return it->second;
  if (const auto supplied = supplied_.find(name); supplied != supplied_.end()) return supplied->second;
  if (name != "spectest") return std::nullopt;
  if (!spectest_) spectest_ = make_spectest(store_);
  return spectest_;
}

ExternVal Session::find_export(const InstanceValue& instance, const std::vector<Name>& path) {
  ExternVal val = &instance;
  for (const Name& name : path) {
    const auto* inside = std::get_if<const InstanceValue*>(&val);
    if (!inside)
      throw Failure(fmt::format("there is nothing inside a {}: {}", modlink::describe(kind_of(val)), quote(name)));
    const ExternVal* found = (*inside)->find(name);
    if (!found)
      throw Failure(
          fmt::format("unknown export {} of the instance{}", quote(name), which_has(name, (*inside)->names())));
    val = *found;
  }
  return val;
}

void Session::turn_to(Machine& machine, Names& names) {
  engine_of(store_).use(machine);
  names_ = &names;
}

End Session::perform(const script::Action& action) { return engines::end_of(perform_outcome(action), *types_); }

Outcome Session::perform_outcome(const script::Action& action) {
  if (resumed_) return *std::exchange(resumed_, std::nullopt);
  const ExternVal item = find_export(*names_->instances.find(action.instance), action.path);
  if (action.kind == script::Action::Kind::invoke) return perform_invoke(action, item);
  const auto* global = std::get_if<GlobalInst*>(&item);
  if (!global) throw Failure(fmt::format("export {} is no global", quote(action.path.back())));
  return Values{global_read(**global)};
}

Outcome Session::perform_invoke(const script::Action& action, const ExternVal& item) {
  const auto* func = std::get_if<FuncInst*>(&item);
  if (!func) throw Failure(fmt::format("export {} is no function", quote(action.path.back())));
  const Turn turn = begin_turn();
  Outcome outcome = func_invoke(store_, **func, make_args(action.args, func_type(**func), store_.types()), waiting_);
  if (outcome.kind() == Outcome::Kind::suspended) throw Suspended{};
  return outcome;
}

}  // namespace modlink::runner
