// What a store executes, as lines of text. spec: exec/instructions
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/exec/observer.h"
#include "tools/trace/code_names.h"

namespace modlink::trace {

enum class Mode : std::uint8_t { none, calls, instructions };

// Writes a line for each instruction when it has been executed, and for calls, returns, steps of instantiations, and
// what ended an execution; or, of `calls`, for each call from an instance to another or to the host. It keeps no more
// than a line, and the names of modules and some functions.
class Tracer final : public ExecutionObserver {
 public:
  using Print = std::function<std::string(const Value&, const TypeStore&)>;
  using Sink = std::function<void(std::string_view)>;

  // `print` makes values text.
  Tracer(Mode mode, Print print, Sink sink) : mode_(mode), print_(std::move(print)), sink_(std::move(sink)) {}

  // For the store whose executions it is to trace.
  Observation observation() { return {this, mode_ == Mode::instructions}; }

  bool at(const ExecutionPoint& point) override;
  bool instantiating(const InstantiationEvent& event) override;
  void ended(const FuncInst& func, const Outcome& outcome) override;
  void host_called(const FuncInst& func, const Values& args, const ModuleInst* caller, std::size_t depth) override;
  void host_returned(const FuncInst& func, const Outcome& outcome, std::size_t depth) override;

 private:
  // An instruction that is being executed: what is known of its line.
  struct Pending {
    const CodeStep* step;
    std::size_t depth;
    std::string line;
  };

  void at_instruction(const ExecutionPoint& point);
  void at_call(const ExecutionPoint& point);
  void cross(const ExecutionPoint& point);
  void finish_pending(const ExecutionPoint* next);
  void begin_pending(const ExecutionPoint& point);
  void write(std::size_t depth, std::string_view line);
  std::string values(const ListedValues& listed) const;
  std::string arguments(const ListedValues& listed) const;
  std::string returned(const ListedValues& listed) const;

  const Mode mode_;
  const Print print_;
  const Sink sink_;
  CodeNames names_;
  const TypeStore* types_ = nullptr;  // of the store; known once it has a module
  std::optional<Pending> pending_;
  bool is_unwinding_ = false;         // an exception has been thrown
  std::size_t depth_ = 0;             // where the last line was
  std::vector<std::size_t> crossed_;  // of `calls`: the depths of calls that have been shown and not returned
};

}  // namespace modlink::trace
