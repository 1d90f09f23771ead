// Constants of scripts as values. spec: the official suite's script grammar; exec/runtime, Values
#pragma once

#include "interpreter/runtime/value.h"
#include "wast/script/script.h"

namespace modlink::engines {

// As one of the given type, which the constant's own matches.
Value value_of(const script::Const& constant, ValType type);

}  // namespace modlink::engines
