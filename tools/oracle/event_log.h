// What executions call and write, for those who look for the first step that differs. docs/engine-protocol.md, "Logs"
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "interpreter/exec/events.h"

namespace modlink::oracle {

// Which events of a request are told; all before `from + count` are hashed.
struct LogRange {
  std::uint64_t from = 0;
  std::uint64_t count = 1000;
};

// Counts the events of a request, hashes them and keeps some. It outlives the store that it observes.
class EventLog {
 public:
  explicit EventLog(LogRange range) : range_(range) {}
  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;

  Observation observation() { return observer_.observation(); }
  // Forgets the events so far.
  void begin();
  // `{"count", "hash", "events"}`
  nlohmann::json take();

 private:
  void add(const ExecutionEvent& event);

  const LogRange range_;
  EventObserver observer_{[this](const ExecutionEvent& event) { add(event); }};
  std::uint64_t count_ = 0;
  std::uint32_t hash_ = 0;
  std::size_t told_ = 0;  // bytes of the events that are kept
  nlohmann::json events_ = nlohmann::json::array();
};

}  // namespace modlink::oracle
