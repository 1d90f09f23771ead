// How what an engine was asked for ended. spec: appendix/embedding; exec/runtime, Results
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "interpreter/runtime/outcome.h"
#include "tools/engines/results/result.h"
#include "wast/syntax/error.h"

namespace modlink::engines {

struct End {
  enum class Kind {
    valid,         // a module, and nothing was run
    instantiated,  // a module
    done,          // an action, with results
    malformed,
    invalid,
    rejected,  // malformed or invalid: the engine does not tell them apart
    unlinkable,
    trap,
    exception,
    limit,
    out_of_fuel,
    interrupted,
    unsupported,  // the engine has no way to try it
    lost,         // the engine has ended, or did not answer in time, and with it went what it had made
  };
  Kind kind = Kind::done;
  std::string message = {};  // of what is not done, in the engine's words
  Results results = {};      // of an action
  bool exhausted = false;    // a trap, since the call stack was exhausted
  bool no_export = false;    // unsupported, since the path leads to nothing
  SourcePtr source = {};     // these two if the place is known
  Pos pos = no_pos;
  // A newline and a line for each activation of wasm functions, see describe of a StackTrace. To be asked while the
  // engine has what it had then; null if nothing is known.
  std::function<std::string()> stack = {};
  std::string code = {};  // of our own engine, see Error::code; of others only words tell
  // Why the engine has not seen the module: this is what modlink finds of it. Empty of what the engine says.
  std::string unseen = {};
  // Of an engine that was given something else than the module as it is: the words are about that.
  bool is_about_other = false;

  bool is_made() const { return kind == Kind::valid || kind == Kind::instantiated; }
};

// "done", "malformed", …: where there is a Stage or an Outcome::Kind of the kind, its word.
const char* to_string(End::Kind kind);

// Whether a message begins with the word of how something ended, which need not be said then.
inline bool says(const std::string& message, std::string_view word) { return message.rfind(word, 0) == 0; }

// `malformed "unexpected end"`, `valid`, `i32:1 i32:2`, "nothing" of no results.
std::string describe(const End& end);

// Of our own interpreter.
End end_of(const Error& error);
End end_of(const Outcome& outcome, const TypeStore& store);
End end_of_instantiation(const Outcome& outcome, const TypeStore& store);

}  // namespace modlink::engines
