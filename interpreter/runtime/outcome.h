// How a call or an instantiation ended. spec: exec/runtime, Results; appendix/embedding
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interpreter/runtime/trap.h"
#include "interpreter/runtime/value.h"
#include "wast/syntax/error.h"
#include "wast/syntax/index_spaces.h"

namespace modlink {

struct FuncInst;
struct ModuleInst;
union Word;

// An activation, where it was when the execution stopped: `position` and `describe` of interpreter/exec/trace.h say
// where that is, for as long as the store lives.
struct StackFrame {
  const FuncInst* func = nullptr;  // a wasm function
  const Word* at = nullptr;        // in its internal code
  std::uint64_t ahead = 0;         // how many instructions behind
  friend bool operator==(const StackFrame&, const StackFrame&) = default;
};

// A definition that an instantiation had come to when it stopped: a memory that is too large, a segment that does not
// fit.
struct DefinitionPlace {
  const ModuleInst* module = nullptr;
  IndexSpace space = IndexSpace::func;
  Index index = 0;  // in the index space
};

// The activations of wasm functions when an execution stopped, the innermost first. Below a host function come those of
// who called it.
struct StackTrace {
  static constexpr std::size_t most_frames = 32;
  static constexpr std::size_t most_outermost = 8;
  std::optional<DefinitionPlace>
      definition;                     // inside of all of them, of an instantiation that did not stop in a function
  std::vector<StackFrame> frames;     // the first ones
  std::uint64_t left_out = 0;         // how many there were in between
  std::vector<StackFrame> outermost;  // the last ones, if those are more than the first ones

  void add(const StackFrame& frame) {
    if (frames.size() < most_frames) return frames.push_back(frame);
    outermost.push_back(frame);
    if (outermost.size() <= most_outermost) return;
    outermost.erase(outermost.begin());
    ++left_out;
  }
};

// An access of a memory or table that goes out of bounds: elements, or bytes, from an address, of which there are
// `bound`.
struct Access {
  std::uint64_t address = 0;
  std::uint64_t count = 0;
  std::uint64_t bound = 0;
};

constexpr bool is_outside(const Access& access) {
  return access.address > access.bound || access.count > access.bound - access.address;
}

// What the interpreter has to say about an execution is this and nothing else: of a function of wasm or of the host, of
// an instantiation. Each kind has a function that makes it, and only what belongs to the kind is there.
class [[nodiscard]] Outcome {
 public:
  enum class Kind : std::uint8_t {
    done,         // with results, or with an instance
    trap,         // spec: exec/runtime, Administrative Instructions
    exception,    // was thrown, and nothing caught it
    limit,        // beyond what the store is set to spend, or the machine has
    out_of_fuel,  // of a store that is metered, see Store
    interrupted,  // see Interruption
    suspended,    // waits: the machine is to be resumed or abandoned before it can run anything else
    unlinkable,   // of an instantiation whose imports are missing or do not match: nothing was run
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
  static Outcome out_of_fuel();
  static Outcome interrupted();
  static Outcome suspended();
  // What an error comes to that is Unlinkable or LimitExceeded: the others come before anything is executed.
  explicit Outcome(const Error& error);

  Kind kind() const { return kind_; }
  bool is_done() const { return kind_ == Kind::done; }
  // Whether it is that of an instantiation that is done.
  bool is_instantiated() const { return instance_ != nullptr; }
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
  // The same with the function or segment by its name, if it stopped in one: "integer divide by zero (in function $f)",
  // "out of bounds memory access: 5 bytes at 65534 of 65536 (in data segment 0)". Of limits the definition is in
  // `stack`, where this looks: what is there has to be there still.
  std::string message() const;
  // "integer-divide-by-zero": why it is not done, by a short name that stays; empty if it is, or is suspended.
  // wast/syntax/error_code.h; docs/errors.md
  std::string code() const;
  // The wasm function that it stopped in, or that called the host function which did; null if none was running.
  const FuncInst* func() const { return stack_.frames.empty() ? nullptr : stack_.frames[0].func; }
  const StackTrace& stack() const { return stack_; }
  // Of a trap out of the bounds of a memory or table.
  const std::optional<Access>& access() const { return access_; }
  // The import in the module's source. Null and `no_pos`, unless it is unlinkable.
  const SourcePtr& source() const { return source_; }
  Pos pos() const { return pos_; }

  // For those that execute.
  StackTrace& stack() { return stack_; }
  void set_access(const std::optional<Access>& access) { access_ = access; }

 private:
  Outcome(Kind kind, std::string message) : kind_(kind), message_(std::move(message)) {}

  Kind kind_ = Kind::done;
  TrapCode trap_ = TrapCode::none;
  Pos pos_ = no_pos;
  std::string message_;
  Values results_;
  const ModuleInst* instance_ = nullptr;
  Ref thrown_;
  StackTrace stack_;
  std::optional<Access> access_;
  SourcePtr source_;
};

// "done", "trap", "exception", "limit", "out of fuel", "interrupted", "suspended" or "unlinkable": where there is a
// Stage of the kind, its word.
const char* to_string(Outcome::Kind kind);

}  // namespace modlink
