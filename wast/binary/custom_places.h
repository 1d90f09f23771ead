// The places of custom sections, of those above all whose contents are kept as names and branch hints. spec:
// binary/modules, Custom Section
#pragma once

#include <string_view>
#include <vector>

#include "wast/syntax/module.h"

namespace modlink::binary {

// Whether a custom section stands before or between the module's definitions, and not behind a later section.
bool is_early(const CustomSection& custom);

// The first section of that name that has no content, and so stands for names or branch hints; `customs.size()` if
// there is none.
std::size_t find_marker(const std::vector<CustomSection>& customs, std::string_view name);

// The same for names, which nothing but custom sections may follow: one in another place stands for none.
std::size_t find_names_marker(const Module& module);

// The custom section before which the names go if none stands for them: the first of the last ones that is called
// `producers`, `target_features` or `name`. LLVM's tools demand `linking`, `reloc.*`, `name`, `producers` and
// `target_features` in this order.
std::size_t usual_place_of_names(const Module& module);

// Takes away those sections that stand for names or branch hints where the encoder puts these without being told.
void drop_usual_markers(Module& module);
// The same for a module whose hints were not read, but may be there.
void drop_usual_markers(Module& module, bool has_hints);

}  // namespace modlink::binary
