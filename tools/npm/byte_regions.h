// The parts that a binary consists of. spec: binary/modules
#pragma once

#include <cstddef>
#include <vector>

#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"
#include "wast/syntax/source.h"

namespace modlink::npm {

// A section, an entry of one, or what has such in it.
struct ByteRegion {
  Pos begin = 0;
  Pos end = 0;
  Pos key = 0;              // where the module that is decoded says that this is: `at` of a definition
  const char* what;         // "type", "import"
  bool is_section = false;  // `what` is its name: "type", "data count"
};

// Those of a binary that is well-formed, in the order of the file, enclosing ones first, and at most `most` of them.
// Instructions and locals are none of them.
std::vector<ByteRegion> byte_regions(const SourcePtr& binary, const Features& features,
                                     const ImplementationLimits& limits, std::size_t most);

}  // namespace modlink::npm
