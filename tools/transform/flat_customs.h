// The custom sections of the flat module. spec: appendix/custom; the tool conventions' producers section, target
// features section and DWARF for WebAssembly
#pragma once

#include "tools/transform/flat_module.h"

namespace modlink::transform {

// Writes those of all codes, the outermost first. Where it is not alone, there is one `producers` and one
// `target_features` of all, which come last, and those that are about offsets or indices are left out, but for the
// debugging information of the only code that has any.
void write_customs(FlatModule& flat);

// The only one of several codes that has debugging information, read from a binary; null if there is none such. What
// the flat module has of it is right if its code is, to the byte, that code's.
const ValidModule* only_debugged(const FlatModule& flat);

// Leaves out of a module whose definitions have other indices now the sections that name these.
void drop_customs_with_indices(Module& module, FlattenReport& report);

}  // namespace modlink::transform
