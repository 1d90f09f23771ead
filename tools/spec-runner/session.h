// One script's store, what its names stand for, and how far its modules and actions get.
// spec: appendix/embedding; the official suite's script grammar; D20
#pragma once

#include <optional>
#include <string>

#include "interpreter/embedding.h"
#include "tools/cli/execution_options.h"
#include "tools/files/language.h"
#include "tools/spec-runner/names.h"
#include "tools/spec-runner/round_trip.h"
#include "tools/spec-runner/watchdog.h"
#include "wast/script/parse_script.h"

namespace modlink::runner {

// What all scripts of a run have in common.
struct Settings {
  cli::Language language;
  bool allow_output = false;           // `(output "file")` may write files
  bool allow_outside = false;          // `(input "file")` may read files outside of the script's folder
  bool ignore_script_options = false;  // a first line `;; options: …` is a mere comment
  RoundTrip round_trip = RoundTrip::none;
  cli::Allowance allowance;  // of each action and instantiation
  bool fuses = true;         // see ExecutionOptions
};

// How far a module got on the way from source to instance.
struct Attempt {
  std::optional<std::string> id;   // in the script, if it has one
  std::optional<Error> error;      // before it was valid
  ValidModulePtr code;             // if it is valid
  std::optional<Outcome> outcome;  // of its instantiation, if it came to that

  // The word of the error's stage or of the outcome's kind, or "valid" or "instantiated".
  std::string_view end() const;
  std::string message() const;  // of an error or an outcome
  // Null unless it was made.
  const InstanceValue* instance() const;
};

// Whether a message begins with the word of how something ended, which need not be said then.
inline bool says(const std::string& message, std::string_view end) { return message.rfind(end, 0) == 0; }

// `malformed "unexpected end"`, `valid`.
std::string describe(const Attempt& attempt);
// `trap "unreachable"`, `i32:1 i32:2`.
std::string describe(const Outcome& outcome, const TypeStore& store);

// Thrown where a directive cannot go on. It is to be executed again.
struct Suspended {};

class Session {
 public:
  explicit Session(const Settings& settings);

  const Settings& settings() const { return settings_; }
  Store& store() { return store_; }
  const TypeStore& types() const { return *types_; }
  Names& names() { return *names_; }

  // While it lives, one action or instantiation uses up what it may; of one that goes on after a wait, that is `rest`.
  Turn begin_turn(const cli::Allowance& rest) {
    allowance_ = rest;
    return {store_, allowance_, watchdog_ ? &*watchdog_ : nullptr};
  }
  Turn begin_turn() { return begin_turn(settings_.allowance); }
  // What the last one left.
  const cli::Allowance& rest() const { return allowance_; }
  // Whose turn it is: of a thread of the script. To be said before anything else.
  void turn_to(Machine& machine, Names& names);
  // Whether a wait suspends the machine, and the directive with it.
  void let_wait(bool may_wait) { waiting_ = may_wait ? Waiting::suspend : Waiting::alone; }
  bool may_wait() const { return waiting_ == Waiting::suspend; }
  // What the machine came to after all: the outcome of the next action, which is not performed again.
  void resumed(Outcome outcome) { resumed_ = std::move(outcome); }

  // Decodes or parses; then the round trip, if one is wanted. Throws Error, and Failure where the round trip fails.
  Module load(script::ScriptModule&& module);
  // The same, and validates.
  Attempt define(script::ScriptModule&& module);
  // Goes on to instantiate if the module is valid.
  Attempt instantiate(Attempt attempt);
  Attempt instantiate(const ModuleValue& module, const std::optional<std::string>& id);

  // A closed module value that lives as long as the session.
  const ModuleValue* keep(ValidModulePtr code);

  // Throws Failure where the action has no such item, or arguments that do not fit; Suspended where it waits.
  Outcome perform(const script::Action& action);

  // What `path` leads to from an instance: through instances by their export names.
  ExternVal find_export(const InstanceValue& instance, const std::vector<Name>& path);

 private:
  std::optional<ExternVal> find_import(const Name& name);
  Outcome perform_invoke(const script::Action& action, const ExternVal& item);

  const Settings& settings_;
  TypeStorePtr types_;
  Store store_;
  std::optional<Watchdog> watchdog_;  // if there is a timeout
  cli::Allowance allowance_;
  Names* names_ = nullptr;
  Waiting waiting_ = Waiting::suspend;
  std::optional<Outcome> resumed_;
  const InstanceValue* spectest_ = nullptr;  // made when first imported
};

}  // namespace modlink::runner
