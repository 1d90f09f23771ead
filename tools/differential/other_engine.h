// Other engines, which know core modules only: programs that speak docs/engine-protocol.md.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "tools/differential/flat_script.h"
#include "tools/engines/client.h"

namespace modlink::differential {

// Where node is: what `MODLINK_NODE` of the environment says if it is set, otherwise what tools/install-packages put
// into third_party. nullopt if it is not there.
std::optional<std::string> find_node();
// The command of V8 as an engine, in node. nullopt if that is not there.
std::optional<std::string> find_v8();

// One process for many scripts; a new one where it has ended.
class OtherEngine {
 public:
  explicit OtherEngine(std::string command);

  // What a script comes to; nothing is known of it where the engine is lost with it. Throws std::runtime_error if there
  // is no such engine.
  Trace run(const FlatScript& script);

 private:
  engines::ClientPool pool_;
};

}  // namespace modlink::differential
