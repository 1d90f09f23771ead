// Types taken out of a module, also single ones out of a recursive group. spec: syntax/types, Recursive Types;
// syntax/modules, Indices
#pragma once

#include <cstddef>
#include <vector>

#include "wast/syntax/module.h"

namespace modlink::shrink {

// By type index: whether nothing but types that are needless too names it. The module may be invalid.
std::vector<bool> needless_types(const Module& module);

// Takes those of which `gone` is true out, and groups that nothing is in. What names one of them still, names another.
// False: there are none.
bool remove_types(Module& module, const std::vector<bool>& gone);

// Uses of a type that is written like an earlier one become uses of that one. False: there are none.
bool merge_equal_types(Module& module);

// Makes the members of a recursive group, the one that the definition at `position` is, groups of their own. False: it
// is no such group.
bool split_group(Module& module, std::size_t position);

}  // namespace modlink::shrink
