// The functions that initialize modules, which the host has to call. spec: WASI, "Application ABI" (commands, reactors)
#pragma once

#include <vector>

#include "tools/transform/merge_plan.h"
#include "validator/type_store.h"

namespace modlink::transform {

inline constexpr char initialize_name[] = "_initialize";
inline constexpr char start_name[] = "_start";

// Whether it is a function without parameters and results.
bool is_procedure(const ExternType& type);

// By input, whether the host calls its `_initialize` before it uses any other export: of a module that is no program,
// and of which no input imports that function to call it itself.
std::vector<bool> find_initialized(const std::vector<MergeInput>& inputs, const MergePlan& plan);

}  // namespace modlink::transform
