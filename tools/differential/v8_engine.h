// A current V8, in a process of its own: node.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "tools/differential/flat_script.h"

namespace modlink::differential {

// Where node is: `MODLINK_NODE` of the environment if it is set, otherwise what tools/install-packages put into
// third_party. nullopt if it is not there.
std::optional<std::string> find_node();

// One process for many scripts.
class V8 {
 public:
  // Throws std::runtime_error if it cannot be started.
  explicit V8(const std::string& node);
  ~V8();

  // Throws std::runtime_error if the process ends, or does not answer in time.
  Trace run(const FlatScript& script);

 private:
  struct Process;
  std::unique_ptr<Process> process_;
};

}  // namespace modlink::differential
