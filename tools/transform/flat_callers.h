// Instances that call a host that works on the memory of its caller, as WASI does. spec: WASI preview 1, "Modules"
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/transform/flat_module.h"

namespace modlink::transform {

// In the flat module every caller is the same one.
class HostCallers {
 public:
  // Notes whether `inst`, which has its index spaces, calls such a host, and which memory it has. All imports are
  // there.
  void note(const FlatModule& flat, const StaticInstance& inst);

  // What there is to say, once the flat module has its exports; nothing if all of them have one memory, and the host
  // finds that.
  FlattenReport::CallerMemories report(const FlatModule& flat) const;

 private:
  std::optional<std::vector<const Import*>> host_funcs_;  // by flat index, those of such a host; null for others
  std::string host_;
  std::vector<std::pair<std::string, Index>> callers_;  // paths, and memories
};

}  // namespace modlink::transform
