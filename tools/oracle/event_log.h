// What executions call and write, for those who look for the first step that differs. docs/engine-protocol.md, "Logs"
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "interpreter/exec/observer.h"

namespace modlink::oracle {

// Which events of a request are told; all before `from + count` are hashed.
struct LogRange {
  std::uint64_t from = 0;
  std::uint64_t count = 1000;
};

// Counts the events of a request, hashes them and keeps some. Instances are numbered in the order of their
// instantiation since it was made. It outlives the store that it observes.
class EventLog final : public ExecutionObserver {
 public:
  explicit EventLog(LogRange range) : range_(range) {}

  Observation observation() { return {this, true}; }
  // Forgets the events so far.
  void begin();
  // `{"count", "hash", "events"}`
  nlohmann::json take();

  bool at(const ExecutionPoint& point) override;
  bool instantiating(const InstantiationEvent& event) override;
  void ended(const FuncInst& func, const Outcome& outcome) override;
  void host_called(const FuncInst& func, const Values& args, const ModuleInst* caller, std::size_t depth) override;
  void host_returned(const FuncInst& func, const Outcome& outcome, std::size_t depth) override;

 private:
  using MakeEvent = std::function<nlohmann::json()>;

  // `make` is called if anybody wants the event.
  void add(const MakeEvent& make);
  void note_write(const ExecutionPoint& point);
  void finish_write();
  bool note_memory_write(const ExecutionPoint& point);
  bool note_table_write(const ExecutionPoint& point);
  std::uint64_t number_of(const ModuleInst& instance);
  nlohmann::json bytes_event(const ModuleInst& instance, Index memory, std::uint64_t address, std::uint64_t count);
  nlohmann::json elems_event(const ModuleInst& instance, Index table, std::uint64_t first, std::uint64_t count);
  nlohmann::json call_event(const char* what, const FuncInst& func, const Values& values);

  const LogRange range_;
  std::map<const ModuleInst*, std::uint64_t> instances_;
  std::uint64_t count_ = 0;
  std::uint32_t hash_ = 0;
  std::size_t told_ = 0;  // bytes of the events that are kept
  nlohmann::json events_ = nlohmann::json::array();
  MakeEvent pending_;  // of an instruction that has not been executed yet
};

}  // namespace modlink::oracle
