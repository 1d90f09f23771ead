// The names of the flat module. spec: appendix/custom, Name Section
#pragma once

#include "tools/transform/flat_module.h"

namespace modlink::transform {

// What the names of an instance begin with: the instance's name, or that of its module and its index, behind the path
// of its parent: "libc.", "app.libc2.". Very long paths are cut.
std::string instance_path(const StaticInstance& parent, Index instance, Index module, const ValidModule& code);

// Names of the instance's definitions that are its own; of functions, those in `new_funcs`, with their locals and
// labels. Others it shares with instances before it: these get the module's name in front instead. To be called while
// the instance has its index spaces.
void add_names(FlatModule& flat, const StaticInstance& inst, const std::vector<Index>& new_funcs);
// Names that only the code has: of types and fields. To be called once for each code.
void add_code_names(FlatModule& flat, const ValidModule& code);
// Names that the instance has for imports of the flat module: those of the outermost one count, and else the first.
void add_import_names(FlatModule& flat, const StaticInstance& inst);
// Puts all in the order that is asked of names; of two for one index the first stays.
void finish_names(FlatModule& flat);

}  // namespace modlink::transform
