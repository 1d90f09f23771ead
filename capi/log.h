// Tells a host what its store executes. capi/modlink.h, Logs
#pragma once

#include <memory>

#include "capi/host_env.h"
#include "capi/modlink.h"
#include "interpreter/exec/events.h"

namespace modlink::capi {

class State;

// Who is told.
struct LogSetup {
  modlink_log_t callback = nullptr;
  std::shared_ptr<const HostEnv> env;
};

// Thrown through what is executed, where its event cannot be told: there is no memory, or a callback in C++ throws.
struct EndedByLog {
  Outcome outcome;
};

class Log {
 public:
  Log(State& state, LogSetup setup);

  Observation observation() { return observer_.observation(); }
  bool is_telling() const { return is_telling_; }
  const ModuleInst* instance(std::uint64_t number) const { return observer_.instance(number); }
  // Once the store is empty.
  void forget() { observer_.forget(); }

 private:
  void tell(const ExecutionEvent& event);
  void call_back(const ExecutionEvent& event);

  State& state_;
  const LogSetup setup_;
  EventObserver observer_;
  bool is_telling_ = false;
};

}  // namespace modlink::capi
