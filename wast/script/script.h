// Scripts. spec: the official suite's script grammar, extended by D20
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "wast/syntax/box.h"
#include "wast/syntax/error.h"
#include "wast/syntax/module.h"
#include "wast/text/vec_shape.h"

namespace modlink::script {

// A module of a script. Text is parsed with the script; what is wrong with it is kept until a directive asks, so that
// one bad module is one bad directive. Binary and quoted modules are decoded or parsed by `load`.
struct ScriptModule {
  enum class Form { text, binary, quote };
  At at;
  Form form = Form::text;
  std::optional<std::string> id;      // without `$`
  std::optional<Box<Module>> parsed;  // of `text` that is well formed
  std::optional<Error> error;         // of `text` that is not
  SourcePtr content;                  // of `binary` and `quote`: the concatenated strings
  Pos end = no_pos;                   // behind it in the script, where `at` is too
};

// A constant of an action. References are `ref.null ht`, `ref.extern n` and `ref.host n`.
struct RefConst {
  enum class Kind { null, extern_, host };
  Kind kind = Kind::null;
  HeapType heap;             // of null
  std::uint32_t number = 0;  // of extern_ and host
};
struct Const {
  At at;
  ValType type;                                       // of a reference: the least type of the constant
  std::variant<std::uint64_t, V128, RefConst> value;  // numbers by their bits
  text::VecShape shape = {};                          // of a vector, as written
};

// `$D "zipper" "run"`: an instance, then export names; the last one is the item (D20).
struct Action {
  enum class Kind { invoke, get };
  At at;
  Kind kind = Kind::invoke;
  std::optional<std::string> instance;  // identifier without `$`; the last instance when absent
  std::vector<Name> path;               // at least one
  std::vector<Const> args;              // of invoke
};

enum class NanPattern { none, canonical, arithmetic };

// One lane or one number: bits, or a class of NaNs.
struct NumPattern {
  ValKind type = ValKind::i32;
  std::uint64_t bits = 0;
  NanPattern nan = NanPattern::none;
};
struct VecPattern {
  std::vector<NumPattern> lanes;  // i8x16 and i16x8 lanes have type i32 and their low bits
  std::uint32_t lane_bits = 8;
};
// `(ref.func)`, `(ref.func 0)`, `(ref.extern 3)`, `(ref.null any)`, `(ref.null)`, `(ref)` …; `any_ref` is everything
// but null.
struct RefPattern {
  enum class Kind { any_ref, null, func, extern_, host, exn, i31, struct_, array, eq };
  Kind kind = Kind::any_ref;
  std::optional<HeapType> heap;  // of null, if written
  // Of extern_ and host, if written; and of func, where it is the index of some function of the module, which no engine
  // compares.
  std::optional<std::uint32_t> number;
};
struct Pattern {
  At at;
  // The last alternative is `(either …)`.
  std::variant<NumPattern, VecPattern, RefPattern, std::vector<Pattern>> pattern;
};

// `(module …)`: defines and instantiates.
struct ModuleDirective {
  ScriptModule module;
};
// `(module definition …)`
struct DefinitionDirective {
  ScriptModule module;
};
// `(module instance $I? $M?)`
struct InstanceDirective {
  std::optional<std::string> id;
  std::optional<std::string> module;
};
struct RegisterDirective {
  Name name;
  // What is named: nothing (the last instance), `$X` (an instance, else a module), or `(kind $X "path"…)`; with kind
  // `module` and no path always a module (D20).
  std::optional<ExternKind> kind;
  std::optional<std::string> id;
  std::vector<Name> path;
};
struct ActionDirective {
  Action action;
};

struct AssertReturn {
  Action action;
  std::vector<Pattern> results;
};
// What an assertion is about: an instance gets no name there.
using Executed = std::variant<Action, ScriptModule, InstanceDirective>;

struct AssertTrap {
  Executed what;
  std::string message;
};
struct AssertExhaustion {
  Action action;
  std::string message;
};
struct AssertException {
  Executed what;
};
// Ours: beyond an implementation limit (D19), at any stage.
struct AssertLimit {
  Executed what;
  std::string message;
};
struct AssertMalformed {
  ScriptModule module;
  std::string message;
  bool custom = false;
};
struct AssertInvalid {
  ScriptModule module;
  std::string message;
  bool custom = false;
};
struct AssertUnlinkable {
  std::variant<ScriptModule, InstanceDirective> what;
  std::string message;
};

struct Directive;
// The meta commands: `(script $s? …)`, `(input $s? "file"?)`, `(output $s? "file"?)`.
struct ScriptDirective {
  std::optional<std::string> id;
  std::vector<Directive> directives;
};
struct InputDirective {
  std::optional<std::string> id;
  std::string file;
};
struct OutputDirective {
  std::optional<std::string> id;
  std::optional<std::string> file;
};

// From the threads proposal: `(thread $t? (shared (module $m))* …)` runs directives that see, of the names so far, only
// the shared instances; `(wait $t?)` is over when the thread is.
struct ThreadDirective {
  std::optional<std::string> id;
  std::vector<std::string> shared;
  std::vector<Directive> directives;
};
struct WaitDirective {
  std::optional<std::string> id;
};

// What could not be understood at all.
struct BadDirective {
  Error error;
};

struct Directive {
  At at;
  std::variant<ModuleDirective, DefinitionDirective, InstanceDirective, RegisterDirective, ActionDirective,
               AssertReturn, AssertTrap, AssertExhaustion, AssertException, AssertMalformed, AssertInvalid,
               AssertUnlinkable, AssertLimit, ScriptDirective, InputDirective, OutputDirective, ThreadDirective,
               WaitDirective, BadDirective>
      directive;
};

struct Script {
  SourcePtr source;
  std::vector<Directive> directives;
};

// The keyword a directive begins with: "assert_return", "module definition", …
std::string keyword(const Directive& directive);

}  // namespace modlink::script
