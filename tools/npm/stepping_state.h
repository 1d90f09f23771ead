// What there is to see at a step, as JSON: SteppingState of package/modlink.d.ts. spec: exec/runtime, Configurations
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <utility>

#include "interpreter/stepping.h"
#include "tools/inspect/graph.h"
#include "tools/npm/message.h"
#include "tools/npm/places.h"
#include "tools/npm/stand_ins.h"
#include "tools/trace/code_names.h"

namespace modlink::npm {

// Positions of instances in the store, and in the picture of the module.
class InstanceNumbers {
 public:
  // The first one that the program itself makes is the root; `graph` may be null.
  InstanceNumbers(const Store& store, std::size_t root, const inspect::Graph* graph);

  std::size_t id(const ModuleInst& instance) const { return ids_.at(&instance); }
  // In the picture; nullopt for what is not there.
  std::optional<std::size_t> node(const ModuleInst& instance) const;

 private:
  std::map<const ModuleInst*, std::size_t> ids_;
  std::map<const ModuleInst*, std::size_t> nodes_;
};

// Writes states of one execution.
class StateWriter {
 public:
  // Sizes of what a state has: of each list, and of all lists of one sort together.
  static constexpr std::size_t most_frames = 100;
  static constexpr std::size_t most_listed = 1000;

  StateWriter(OutputPtr output, std::optional<inspect::Graph> graph)
      : output_(std::move(output)), graph_(std::move(graph)) {}

  // The store is another one, in which the program makes instances from this position on.
  void begin(std::size_t root) {
    root_ = root;
    names_ = {};
  }
  Json state(Stepper& stepper);
  // What the step is about to access in memories, or the event has written.
  Json accesses(Stepper& stepper) { return accesses(stepper, numbers(stepper)); }

 private:
  struct Now;

  InstanceNumbers numbers(Stepper& stepper) const { return {stepper.store(), root_, graph_ ? &*graph_ : nullptr}; }
  Json accesses(Stepper& stepper, const InstanceNumbers& numbers) const;
  Json event(const Now& now, const InstantiationEvent& event);
  Json frame(const Now& now, const ObservedFrame& frame);
  Json instances(const Now& now);
  Json outcome(const Now& now, const Outcome& outcome);
  void add_output(Json& json) const;
  void add_point(const Now& now, Json& json, const ExecutionPoint& point);

  OutputPtr output_;
  std::optional<inspect::Graph> graph_;
  std::size_t root_ = 0;
  trace::CodeNames names_;
  Places places_;
};

}  // namespace modlink::npm
