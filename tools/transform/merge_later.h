// Functions that are called by what was instantiated before them. spec: exec/modules, Instantiation
#pragma once

#include "tools/transform/merge_parent.h"

namespace modlink::transform {

// By number, which functions of `names.later` the start function of the flat module may come to call. Where it calls
// through a reference, that may be to each function to which there are references then.
std::vector<bool> reached_by_start(const Module& flat, const MergeNames& names, std::size_t count);

// The same of what the host may call where instantiation ends before it is complete: through references that were put
// by then where the host, or what made them, can take them from. Nothing where instantiation cannot end so.
std::vector<bool> reached_after_failure(const Module& flat, const MergeNames& names, std::size_t count);

// Puts each function of `names.later` where it was imported, and takes these imports and exports away. Throws
// cli::Failure for functions that stand for each other in a circle, naming them.
void link_later(Module& flat, const MergeNames& names, const std::vector<MergeInput>& inputs, const MergePlan& plan);

}  // namespace modlink::transform
