// What a session steps through, of a script. spec: the official suite's script grammar; D20
#include <fmt/format.h>

#include <map>
#include <utility>
#include <variant>

#include "interpreter/exec/engine.h"
#include "tools/files/failure.h"
#include "tools/npm/input.h"
#include "tools/npm/stepping_program.h"
#include "tools/npm/switches.h"
#include "tools/spec-runner/failure.h"
#include "tools/spec-runner/script_headers.h"
#include "tools/spec-runner/session.h"
#include "tools/spec-runner/values.h"
#include "wast/binary/magic.h"
#include "wast/script/parse_script.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/overloaded.h"

namespace modlink::npm {

namespace {

using Id = std::optional<std::string>;

// `(module …)` or `(module definition …)`. Null: it is not valid, and its name means nothing.
struct Defined {
  Id id;
  ValidModulePtr code;
  bool is_instantiated;
};
// What directives before the one that is stepped through do.
using Deed = std::variant<Defined, script::InstanceDirective, script::RegisterDirective, script::Action>;

// A call in the script, which may be one of the instance that is stepped through.
struct Invocation {
  script::Action action;
  bool ends = false;  // it is to trap, or to throw
};

// An instance that the script makes: the deeds before it, and what is invoked behind it, of whatever instance.
struct Made {
  Id id;
  Pos pos;
  ValidModulePtr code;
  std::optional<Error> error;  // if the module is a bad one
  std::size_t deeds;
  std::size_t invocations;
};

// Reads a script once: modules are validated, nothing is executed.
class ScriptReader {
 public:
  ScriptReader(const cli::Language& language, TypeStorePtr types) : language_(language), types_(std::move(types)) {}

  void read(const SourcePtr& source) {
    script::ScriptParser parser(source, language_.features, language_.limits);
    while (auto directive = parser.next()) add(source, *std::move(directive));
  }

  std::vector<Deed> deeds;
  std::vector<Made> made;
  // Each with which instance it is of, by its position in `made`; and how many of these there were.
  struct InvocationOf {
    std::size_t made;
    Invocation invocation;
  };
  std::vector<InvocationOf> invocations;

 private:
  void add(const SourcePtr& source, script::Directive directive) {
    const Pos pos = directive.at.pos;
    const auto refuse = [&] {
      throw cli::Failure(cli::Status::failed,
                         fmt::format("scripts with `{}` are not stepped through", keyword(directive)), source, pos);
    };
    std::visit(Overloaded{[&](script::ModuleDirective& it) { define(std::move(it.module), true); },
                          [&](script::DefinitionDirective& it) { define(std::move(it.module), false); },
                          [&](script::InstanceDirective& it) { instantiate(it, pos); },
                          [&](script::RegisterDirective& it) { deeds.emplace_back(std::move(it)); },
                          [&](script::ActionDirective& it) { perform(std::move(it.action), false); },
                          [&](script::AssertReturn& it) { perform(std::move(it.action), false); },
                          [&](script::AssertTrap& it) { attempt(std::move(it.what)); },
                          [&](script::AssertException& it) { attempt(std::move(it.what)); },
                          [&](script::AssertLimit& it) { attempt(std::move(it.what)); },
                          [&](script::AssertExhaustion& it) { perform(std::move(it.action), true); },
                          [&](script::BadDirective& it) { throw it.error; },
                          [&](script::ScriptDirective&) { refuse(); }, [&](script::InputDirective&) { refuse(); },
                          [&](script::ThreadDirective&) { refuse(); }, [](auto&) {}},
               directive.directive);
  }

  void define(script::ScriptModule&& module, bool is_instantiated) {
    const Id id = module.id;
    const Pos pos = module.at.pos;
    ValidModulePtr code;
    std::optional<Error> error;
    try {
      code = validate(load(std::move(module), language_.features, language_.limits), types_, language_.features,
                      language_.limits);
    } catch (const Error& bad) {
      error = bad;
    }
    last_module_ = code;
    if (id) modules_[*id] = code;
    if (is_instantiated) add_made(id, pos, code, error);
    deeds.emplace_back(Defined{id, code, is_instantiated});
  }

  void instantiate(script::InstanceDirective& directive, Pos pos) {
    const auto found = directive.module ? modules_.find(*directive.module) : modules_.end();
    const ValidModulePtr code = directive.module ? (found == modules_.end() ? nullptr : found->second) : last_module_;
    add_made(directive.id, pos, code, std::nullopt);
    deeds.emplace_back(std::move(directive));
  }

  void add_made(const Id& id, Pos pos, const ValidModulePtr& code, const std::optional<Error>& error) {
    if (id) instances_[*id] = made.size();
    made.push_back({id, pos, code, error, deeds.size(), invocations.size()});
  }

  // Of a module or an instance that an assertion is about nothing is left, unless it writes to what others have: that
  // is left out.
  void attempt(script::Executed&& what) {
    if (auto* const action = std::get_if<script::Action>(&what)) perform(std::move(*action), true);
  }

  void perform(script::Action&& action, bool ends) {
    const auto found = action.instance ? instances_.find(*action.instance) : instances_.end();
    const bool is_known = action.instance ? found != instances_.end() : !made.empty();
    if (is_known && action.kind == script::Action::Kind::invoke) {
      const std::size_t of = action.instance ? found->second : made.size() - 1;
      invocations.push_back({of, {action, ends}});
    }
    deeds.emplace_back(std::move(action));
  }

  const cli::Language& language_;
  TypeStorePtr types_;
  std::map<std::string, ValidModulePtr> modules_;
  ValidModulePtr last_module_;
  std::map<std::string, std::size_t> instances_;
};

void perform(runner::Session& session, const Deed& deed) {
  std::visit(Overloaded{[&](const Defined& it) {
                          if (!it.code) return session.fail_to_define(it.id, it.is_instantiated);
                          if (!it.is_instantiated) return session.define(it.code, it.id);
                          session.define_and_instantiate(it.code, it.id);
                        },
                        [&](const script::InstanceDirective& it) { session.instantiate(it); },
                        [&](const script::RegisterDirective& it) { session.register_name(it); },
                        [&](const script::Action& it) { session.perform(it); }},
             deed);
}

// Performs what comes before; directives that fail have no effect, as when the script is run. What is imported then.
Imports imports_after(const std::vector<Deed>& deeds, std::size_t count, const runner::Settings& settings, Store& store,
                      const OutputPtr& output) {
  const auto names = std::make_shared<runner::Names>();
  names->registered["spectest"] = printing_spectest(store, output);
  runner::Session session(settings, store);
  session.turn_to(engine_of(store).machine(), *names);
  session.let_wait(false);
  for (std::size_t i = 0; i < count; ++i) {
    try {
      perform(session, deeds[i]);
    } catch (const runner::Failure&) {
    }
  }
  return [names](const Name& name) {
    const auto found = names->registered.find(name);
    return found == names->registered.end() ? std::nullopt : std::optional(found->second);
  };
}

std::string known_choices(const std::vector<Made>& made) {
  std::string result;
  for (const Made& it : made) {
    if (it.id) result += (result.empty() ? ": " : ", ") + quote_id(*it.id);
  }
  return shown(result, 300);
}

// Option `scriptModule`: an identifier, or a number; the last one that is valid if it is not there.
std::size_t choice_of(Arguments& arguments, const std::vector<Made>& made) {
  const Json* const choice = arguments.find("scriptModule");
  if (!choice && !made.empty()) return made.size() - 1;
  if (choice && choice->is_number()) {
    const auto number = arguments.number("scriptModule").value_or(0);
    if (number < made.size()) return static_cast<std::size_t>(number);
  } else if (choice) {
    std::string id = arguments.text("scriptModule").value_or("");
    if (!id.empty() && id[0] == '$') id.erase(0, 1);
    for (std::size_t i = made.size(); i-- > 0;) {
      if (made[i].id == id) return i;
    }
  }
  throw cli::Failure(
      cli::Status::usage,
      made.empty() ? std::string("the script makes no instance")
                   : fmt::format("option `scriptModule`: the script makes no such instance{}", known_choices(made)));
}

// The invocations of the instance behind it, up to one that is to end it. Those that cannot be are left out, as they
// fail when the script is run.
void add_calls(SteppingProgram& program, const ScriptReader& script, std::size_t chosen) {
  const ValidModule& module = *program.what.module;
  for (std::size_t i = script.made[chosen].invocations; i < script.invocations.size(); ++i) {
    const auto& [of, invocation] = script.invocations[i];
    if (of != chosen) continue;
    const script::Action& action = invocation.action;
    try {
      const FuncType& type = type_at(module, action.path);
      program.what.calls.push_back({action.path, runner::make_args(action.args, type, *module.type_store)});
    } catch (const cli::Failure&) {
      continue;
    }
    program.call_places.push_back(action.at.pos);
    if (invocation.ends) return;
  }
}

}  // namespace

SteppingProgram program_of_script(Arguments& arguments) {
  arguments.has("files");  // which `input` would read: it is refused
  const Input input{arguments.text("name").value_or("script.wast"), arguments.content("module")};
  const auto settings = std::make_shared<runner::Settings>(
      runner::settings_of(input.name, input.content, settings_of_scripts(arguments)));
  settings->allowance.fuel = stepping_fuel_of(arguments);
  settings->language.scripts.modules = cli::ModuleDirectives::instantiate;
  SteppingProgram program;
  program.script = source_of(input, settings->language);
  if (is_binary(input.content)) throw cli::Failure(cli::Status::usage, "this is a binary, and no script");
  const auto script = std::make_shared<ScriptReader>(settings->language, std::make_shared<TypeStore>());
  script->read(program.script);
  const std::size_t chosen = choice_of(arguments, script->made);
  const Made& made = script->made[chosen];
  if (made.error) throw *made.error;
  if (!made.code)
    throw cli::Failure(cli::Status::failed, "the module of this instance is not there", program.script, made.pos);
  program.what.module = made.code;
  program.what.title = made.id ? quote_id(*made.id) : title_of(*made.code, "module");
  program.what.limits = settings->language.limits;
  program.what.fuel = settings->allowance.fuel;
  for (const Made& it : script->made) program.choices.push_back({it.id, it.pos});
  auto calls = calls_of(arguments, *made.code);
  calls ? static_cast<void>(program.what.calls = *std::move(calls)) : add_calls(program, *script, chosen);
  program.what.imports = [script, settings, count = made.deeds, output = program.output](Store& store) {
    output->clear();
    Imports imports = imports_after(script->deeds, count, *settings, store, output);
    if (settings->allowance.fuel) store.set_fuel(*settings->allowance.fuel);
    return imports;
  };
  return program;
}

}  // namespace modlink::npm
