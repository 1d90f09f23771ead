// How a call or an instantiation ended. spec: exec/runtime, Results; appendix/embedding
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "interpreter/runtime/trap.h"
#include "interpreter/runtime/value.h"
#include "wast/syntax/error.h"

namespace modlink {

struct ModuleInst;

// What the interpreter has to say about an execution is this and nothing else: of a function of wasm or of the host, of
// an instantiation. Each kind has a function that makes it, and only what belongs to the kind is there.
class [[nodiscard]] Outcome {
 public:
  enum class Kind : std::uint8_t {
    done,        // with results, or with an instance
    trap,        // spec: exec/conventions, Traps
    exception,   // was thrown, and nothing caught it
    limit,       // beyond what the store is set to spend, or the machine has
    suspended,   // waits: the machine is to be resumed or abandoned before it can run anything else
    unlinkable,  // of an instantiation whose imports are missing or do not match: nothing was run
  };

  // Done, with the results of a call. Implicit, so that a host function returns its results as they are.
  Outcome(Values results = {}) : results_(std::move(results)) {}
  // Done, with the instance that was made.
  static Outcome instantiated(const ModuleInst& instance);
  // `message`, unless empty, says more than the words of the code.
  static Outcome trap(TrapCode code, std::string message = {});
  // Hold the exception with a RefHandle to keep it.
  static Outcome exception(Ref thrown);
  // `message` says which limit.
  static Outcome limit(std::string message);
  static Outcome suspended();
  // What an error comes to that is Unlinkable or LimitExceeded: the others come before anything is executed.
  explicit Outcome(const Error& error);

  Kind kind() const { return kind_; }
  bool is_done() const { return kind_ == Kind::done; }
  // Only of a call that is done.
  const Values& results() const&;
  Values results() &&;
  // Only of an instantiation that is done.
  const ModuleInst& instance() const;
  // `none`, unless it is a trap.
  TrapCode trap_code() const { return trap_; }
  // Null, unless it is an exception.
  Ref thrown() const { return thrown_; }
  // Of what is not done: "integer divide by zero", "unknown import …", which limit.
  std::string words() const;
  // The same with the function by its name, if known: "integer divide by zero (in function $f)".
  std::string message() const;
  // The wasm function that it stopped in, or that called the host function which did; null if none was running.
  const FuncInst* func() const { return func_; }
  // The import in the module's source. Null and `no_pos`, unless it is unlinkable.
  const SourcePtr& source() const { return source_; }
  Pos pos() const { return pos_; }

  // Sets the function unless it is known.
  void in_func(const FuncInst* func) {
    if (!func_) func_ = func;
  }

 private:
  Outcome(Kind kind, std::string message) : kind_(kind), message_(std::move(message)) {}

  Kind kind_ = Kind::done;
  TrapCode trap_ = TrapCode::none;
  Pos pos_ = no_pos;
  std::string message_;
  Values results_;
  const ModuleInst* instance_ = nullptr;
  Ref thrown_;
  const FuncInst* func_ = nullptr;
  SourcePtr source_;
};

// "done", "trap", "exception", "limit", "suspended" or "unlinkable": where there is a Stage of the kind, its word.
const char* to_string(Outcome::Kind kind);

}  // namespace modlink
