// How many of everything there are that a name section may speak of. spec: appendix/custom, Name Section
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "wast/syntax/definitions.h"
#include "wast/syntax/implementation_limits.h"
#include "wast/syntax/module.h"

namespace modlink::binary {

// Of one module, which has been decoded and stays as it is meanwhile. Each number is one more than the greatest index
// that exists, and 0 where there is nothing to be named.
class NameBounds {
 public:
  // How much of the module was read says whether anything is known of blocks.
  NameBounds(const Module& module, const ImplementationLimits& limits, Extent extent = Extent::all);

  // Definitions of a space.
  std::uint64_t definitions(IndexSpace space) const { return counts_[space]; }
  // Parameters and locals of a function. Where the module itself does not define the type, and so only validation
  // knows the parameters, they are as many as a function may have.
  std::uint64_t locals(Index func);
  // Blocks of a function. Throws UncheckedCode.
  std::uint64_t labels(Index func);
  // Fields of a structure type that the module itself defines.
  std::uint64_t fields(Index type);

 private:
  const Func* own_func(Index func) const;
  std::uint64_t params(Index func);
  const std::vector<const SubType*>& types();

  const Module& module_;
  const ImplementationLimits& limits_;
  Extent extent_;
  PerSpace<Index> counts_;
  std::map<Index, Index> imported_;    // the types of imported functions
  std::vector<const SubType*> types_;  // looked for when first asked for
};

}  // namespace modlink::binary
