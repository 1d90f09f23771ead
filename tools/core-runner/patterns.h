// Whether results are as a script expects. spec: the official suite's script grammar
#pragma once

#include <vector>

#include "interpreter/runtime/value.h"
#include "validator/type_store.h"
#include "wast/script/script.h"

namespace modlink::core_runner {

bool match_patterns(const Values& values, const std::vector<script::Pattern>& patterns, const TypeStore& types);

}  // namespace modlink::core_runner
