// One script's store, what its names stand for, and how far its modules and actions get.
// spec: appendix/embedding; the official suite's script grammar; D20
#include "tools/spec-runner/session.h"

#include <fmt/format.h>

#include <utility>

#include "tools/spec-runner/failure.h"
#include "tools/spec-runner/values.h"

namespace modlink::runner {

namespace {

Attempt::End end_of(Stage stage) {
  switch (stage) {
    case Stage::malformed: return Attempt::End::malformed;
    case Stage::invalid: return Attempt::End::invalid;
    case Stage::unlinkable: return Attempt::End::unlinkable;
    case Stage::limit: return Attempt::End::limit;
  }
  return Attempt::End::limit;
}

Attempt::End end_of(InstantiateOutcome::Kind kind) {
  switch (kind) {
    case InstantiateOutcome::Kind::done: return Attempt::End::instantiated;
    case InstantiateOutcome::Kind::unlinkable: return Attempt::End::unlinkable;
    case InstantiateOutcome::Kind::trap: return Attempt::End::trap;
    case InstantiateOutcome::Kind::exception: return Attempt::End::exception;
    case InstantiateOutcome::Kind::limit: return Attempt::End::limit;
    case InstantiateOutcome::Kind::out_of_fuel: return Attempt::End::out_of_fuel;
  }
  return Attempt::End::limit;
}

std::string with_message(std::string_view word, const std::string& message) {
  return message.empty() ? std::string(word) : fmt::format("{} \"{}\"", word, message);
}

const char* to_string(Outcome::Kind kind) {
  switch (kind) {
    case Outcome::Kind::done: return "done";
    case Outcome::Kind::trap: return "trap";
    case Outcome::Kind::exception: return "exception";
    case Outcome::Kind::limit: return "limit";
    case Outcome::Kind::out_of_fuel: return "out of fuel";
    case Outcome::Kind::suspended: return "suspended";
  }
  return "";
}

}  // namespace

const char* to_string(Attempt::End end) {
  switch (end) {
    case Attempt::End::malformed: return "malformed";
    case Attempt::End::invalid: return "invalid";
    case Attempt::End::unlinkable: return "unlinkable";
    case Attempt::End::trap: return "trap";
    case Attempt::End::exception: return "exception";
    case Attempt::End::limit: return "limit";
    case Attempt::End::out_of_fuel: return "out of fuel";
    case Attempt::End::valid: return "valid";
    case Attempt::End::instantiated: return "instantiated";
  }
  return "";
}

std::string describe(const Attempt& attempt) { return with_message(to_string(attempt.end), attempt.message); }

std::string describe(const Outcome& outcome, const TypeStore& store) {
  if (outcome.kind == Outcome::Kind::done) return to_string(outcome.results, store);
  return with_message(to_string(outcome.kind), message_of(outcome));
}

Session::Session(const Settings& settings)
    : settings_(settings), types_(std::make_shared<TypeStore>()), store_(types_, settings.language.limits) {}

Module Session::load(script::ScriptModule&& module) {
  const cli::Language& language = settings_.language;
  Module syntax = script::load(std::move(module), language.features, language.limits);
  return round_trip(std::move(syntax), settings_.round_trip, types_, language);
}

Attempt Session::define(script::ScriptModule&& module, const SourcePtr& script) {
  Attempt attempt;
  attempt.source = module.content ? module.content : script;
  try {
    Module syntax = load(std::move(module));
    attempt.source = syntax.source;
    attempt.code = validate(std::move(syntax), types_, settings_.language.features, settings_.language.limits);
  } catch (const Error& error) {
    attempt.end = end_of(error.stage());
    attempt.message = error.message();
    attempt.pos = error.pos();
  }
  return attempt;
}

Attempt Session::instantiate(Attempt attempt) {
  if (attempt.end != Attempt::End::valid) return attempt;
  const InstantiateOutcome outcome = module_instantiate(store_, ModuleValue{attempt.code, nullptr},
                                                        [this](const Name& name) { return find_import(name); });
  attempt.end = end_of(outcome.kind);
  attempt.message = outcome.message;
  attempt.pos = outcome.pos;
  if (outcome.instance) attempt.instance = outcome.instance->exports;
  return attempt;
}

Attempt Session::instantiate(const ModuleValue& module) {
  Attempt attempt;
  attempt.code = module.code;
  attempt.source = module.code->module.source;
  return instantiate(std::move(attempt));
}

const ModuleValue* Session::keep(ValidModulePtr code) { return store_.add(ModuleValue{std::move(code), nullptr}); }

std::optional<ExternVal> Session::find_import(const Name& name) {
  const auto it = names_->registered.find(name);
  if (it != names_->registered.end()) return it->second;
  if (name != "spectest") return std::nullopt;
  if (!spectest_) spectest_ = make_spectest(store_);
  return spectest_;
}

ExternVal Session::find_export(const InstanceValue& instance, const std::vector<Name>& path) {
  ExternVal val = &instance;
  for (const Name& name : path) {
    const auto* inside = std::get_if<const InstanceValue*>(&val);
    if (!inside)
      throw Failure(fmt::format("there is nothing inside a {}: \"{}\"", modlink::describe(kind_of(val)), name));
    const ExternVal* found = (*inside)->find(name);
    if (!found) throw Failure(fmt::format("unknown export \"{}\"", name));
    val = *found;
  }
  return val;
}

void Session::turn_to(Machine& machine, Names& names) {
  engine_of(store_).use(machine);
  names_ = &names;
}

Outcome Session::perform(const script::Action& action) {
  if (resumed_) return *std::exchange(resumed_, std::nullopt);
  const ExternVal item = find_export(*names_->instances.find(action.instance), action.path);
  if (action.kind == script::Action::Kind::invoke) return perform_invoke(action, item);
  const auto* global = std::get_if<GlobalInst*>(&item);
  if (!global) throw Failure(fmt::format("export \"{}\" is no global", action.path.back()));
  Outcome outcome;
  outcome.results.push_back(global_read(**global));
  return outcome;
}

Outcome Session::perform_invoke(const script::Action& action, const ExternVal& item) {
  const auto* func = std::get_if<FuncInst*>(&item);
  if (!func) throw Failure(fmt::format("export \"{}\" is no function", action.path.back()));
  Outcome outcome = func_invoke(store_, **func, make_args(action.args, func_type(**func), store_.types()), waiting_);
  if (outcome.kind == Outcome::Kind::suspended) throw Suspended{};
  return outcome;
}

}  // namespace modlink::runner
