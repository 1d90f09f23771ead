// What the suites of engines understand differently in scripts. docs/dialects.md
#pragma once

namespace modlink::cli {

// How a message has to be as expected.
enum class Messages : unsigned char { prefix, contains, regex, ignore };
// Whether it makes a difference if a module is malformed or invalid, if it is unlinkable or traps, and if it itself is
// wrong or an annotation or custom section of it.
enum class Stages : unsigned char { strict, lenient };
// What `(module …)` does.
enum class ModuleDirectives : unsigned char { instantiate, validate };

// What becomes of directives that execute something.
enum class Actions : unsigned char { perform, skip };

// The defaults are the official suite's.
struct ScriptSwitches {
  Messages messages = Messages::prefix;
  Stages stages = Stages::strict;
  ModuleDirectives modules = ModuleDirectives::instantiate;
  Actions actions = Actions::perform;
  bool name_imports = false;  // what has an identifier can be imported by it
  bool run_lines = false;     // lines `;; RUN: wast --features=…` choose features
};

// Those of the engines of 2021. D24
inline constexpr ScriptSwitches scripts_of_2021{
    .messages = Messages::ignore, .stages = Stages::lenient, .name_imports = true};

}  // namespace modlink::cli
