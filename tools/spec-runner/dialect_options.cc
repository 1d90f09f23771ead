// The options that say how scripts are meant.
#include "tools/spec-runner/dialect_options.h"

#include "tools/cli/language_options.h"
#include "tools/spec-runner/features_of_others.h"

namespace modlink::runner {

namespace {

using cli::Actions;
using cli::Messages;
using cli::ModuleDirectives;
using cli::Stages;

// Both read text with the same library.
void speak_wast_crate(cli::Language& language) {
  language.features.set(Feature::module_linking, false);
  language.features.dialect.plain_operands = true;
}

void speak_wasmtime(cli::Language& language) {
  language.scripts = {.messages = Messages::contains, .stages = Stages::lenient, .name_imports = true};
  speak_wast_crate(language);
}

void speak_wasm_tools(cli::Language& language) {
  language.scripts = {.messages = Messages::ignore,
                      .stages = Stages::lenient,
                      .modules = ModuleDirectives::validate,
                      .actions = Actions::skip,
                      .run_lines = true};
  set_wasm_tools_features(language.features);
  speak_wast_crate(language);
}

void speak_wabt(cli::Language& language) {
  language.scripts = {.messages = Messages::ignore, .stages = Stages::lenient};
  language.features.set(Feature::module_linking, false);
  language.features.dialect.plain_operands = false;
}

void speak_spec(cli::Language& language) {
  language.scripts = {};
  language.features.dialect.plain_operands = false;
}

void add_dialect_option(cli::Command command, cli::Language& language) {
  command.add_choice("--dialect",
                     "run the scripts of a suite as its own runner does: a set of the switches below; later options "
                     "override it (default: spec)",
                     {{"spec", [&language] { speak_spec(language); }},
                      {"wasmtime", [&language] { speak_wasmtime(language); }},
                      {"wasm-tools", [&language] { speak_wasm_tools(language); }},
                      {"wabt", [&language] { speak_wabt(language); }},
                      {"2021", [&language] { cli::speak_2021(language); }}});
}

// A flag, and one that takes it back.
void add_switch(cli::Command command, const std::string& name, bool& value, const std::string& what) {
  const auto set = [&value](bool on) { return [&value, on] { value = on; }; };
  command.add_flag("--" + name, set(true), what).counts_at_once();
  command.add_flag("--no-" + name, set(false), "not so, as is the default").counts_at_once();
}

void add_message_and_stage_options(cli::Command command, cli::ScriptSwitches& scripts) {
  const auto messages = [&scripts](Messages value) { return [&scripts, value] { scripts.messages = value; }; };
  command.add_choice("--messages",
                     "how a message has to be as expected: begin with it (the default), contain it, match it as a "
                     "regular expression anywhere, or be anything",
                     {{"prefix", messages(Messages::prefix)},
                      {"contains", messages(Messages::contains)},
                      {"regex", messages(Messages::regex)},
                      {"ignore", messages(Messages::ignore)}});
  const auto stages = [&scripts](Stages value) { return [&scripts, value] { scripts.stages = value; }; };
  command.add_choice(
      "--stages",
      "whether it matters (strict, the default) or not (lenient) if a module is malformed or invalid, or only an "
      "annotation of it is, and if it is unlinkable or traps",
      {{"strict", stages(Stages::strict)}, {"lenient", stages(Stages::lenient)}});
}

void add_module_options(cli::Command command, cli::ScriptSwitches& scripts) {
  const auto modules = [&scripts](ModuleDirectives value) { return [&scripts, value] { scripts.modules = value; }; };
  command.add_choice(
      "--modules",
      "what `(module ...)` does: instantiate (the default), or only validate, so that nothing can be "
      "done with it",
      {{"instantiate", modules(ModuleDirectives::instantiate)}, {"validate", modules(ModuleDirectives::validate)}});
  add_switch(command, "name-imports", scripts.name_imports,
             "what has an identifier in a script can be imported by it, without `register`");
}

void add_action_option(cli::Command command, cli::ScriptSwitches& scripts) {
  command.add_choice(
      "--actions",
      "whether `invoke` and `get`, assertions about them, `register` and `module instance` are performed "
      "(the default) or skipped",
      {{"perform", [&scripts] { scripts.actions = Actions::perform; }},
       {"skip", [&scripts] { scripts.actions = Actions::skip; }}});
}

}  // namespace

void add_script_switches(cli::Command command, cli::Language& language) {
  add_dialect_option(command, language);
  add_message_and_stage_options(command, language.scripts);
  add_module_options(command, language.scripts);
  add_action_option(command, language.scripts);
  add_switch(command, "plain-operands", language.features.dialect.plain_operands,
             "operands of folded instructions need not be folded");
  add_switch(command, "run-lines", language.scripts.run_lines,
             "heed the features in lines like `;; RUN: wast --features=wasm3`");
}

void add_dialect_options(cli::Command command, Settings& settings) {
  add_script_switches(command, settings.language);
  command
      .add_each(
          "--register", [&settings](const std::string& text) { add_registered_file(settings, text); },
          "instantiate a module before each script, which can import from it by this name (default: spectest alone)")
      .type_name("NAME=FILE");
}

}  // namespace modlink::runner
