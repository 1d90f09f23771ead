// Types that nothing names any more. spec: syntax/modules, Indices
#pragma once

#include <optional>
#include <vector>

#include "wast/syntax/module.h"

namespace modlink::rewrite {

// By type index: whether something in `module`, other types apart, or in the modules nested in it names the type, or
// names one that is made of it.
std::vector<bool> used_types(const Module& module);

// Takes the types of which `dropped` is true, and which nothing names, out of `module`. Of a recursive group all
// members or none are dropped. Returns where each definition is now, or nothing if it is gone.
std::vector<std::optional<std::size_t>> drop_types(Module& module, const std::vector<bool>& dropped);

}  // namespace modlink::rewrite
