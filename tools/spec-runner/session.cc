// One script's store, what its names stand for, and how far its modules and actions get.
// spec: appendix/embedding; the official suite's script grammar; D20
#include "tools/spec-runner/session.h"

#include <fmt/format.h>

#include <utility>

#include "tools/spec-runner/failure.h"
#include "tools/spec-runner/values.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

std::string with_message(std::string_view word, const std::string& message) {
  if (says(message, word)) return message;
  return message.empty() ? std::string(word) : fmt::format("{} \"{}\"", word, message);
}

}  // namespace

std::string_view Attempt::end() const {
  if (error) return to_string(error->stage());
  if (!outcome) return "valid";
  return outcome->is_done() ? "instantiated" : to_string(outcome->kind());
}

std::string Attempt::message() const {
  if (error) return error->message();
  return outcome ? outcome->message() : std::string();
}

const InstanceValue* Attempt::instance() const {
  return outcome && outcome->is_done() ? outcome->instance().exports : nullptr;
}

std::string describe(const Attempt& attempt) { return with_message(attempt.end(), attempt.message()); }

std::string describe(const Outcome& outcome, const TypeStore& store) {
  if (outcome.is_done()) return to_string(outcome.results(), store);
  return with_message(to_string(outcome.kind()), outcome.message());
}

Session::Session(const Settings& settings)
    : settings_(settings),
      types_(std::make_shared<TypeStore>()),
      store_(types_, settings.language.limits, {settings.allowance.fuel, settings.fuses}) {
  if (settings.allowance.timeout) watchdog_.emplace(store_.interruption(), *settings.allowance.timeout);
}

Module Session::load(script::ScriptModule&& module) {
  const cli::Language& language = settings_.language;
  Module syntax = script::load(std::move(module), language.features, language.limits);
  return round_trip(std::move(syntax), settings_.round_trip, types_, language);
}

Attempt Session::define(script::ScriptModule&& module) {
  Attempt attempt{module.id, {}, {}, {}};
  try {
    attempt.code = validate(load(std::move(module)), types_, settings_.language.features, settings_.language.limits);
  } catch (const Error& error) {
    attempt.error = error;
  }
  return attempt;
}

Attempt Session::instantiate(Attempt attempt) {
  return attempt.error ? std::move(attempt) : instantiate(ModuleValue{attempt.code, nullptr}, attempt.id);
}

Attempt Session::instantiate(const ModuleValue& module, const std::optional<std::string>& id) {
  const Turn turn = begin_turn();
  const auto find = [this](const Name& name) { return find_import(name); };
  return {id, std::nullopt, module.code, module_instantiate(store_, module, find, id ? quote_id(*id) : std::string())};
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
      throw Failure(fmt::format("there is nothing inside a {}: {}", modlink::describe(kind_of(val)), quote(name)));
    const ExternVal* found = (*inside)->find(name);
    if (!found) throw Failure(fmt::format("unknown export {}", quote(name)));
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
