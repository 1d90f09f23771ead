// Arguments of actions. spec: exec/runtime, Values
#pragma once

#include "interpreter/runtime/value.h"
#include "validator/type_store.h"
#include "wast/script/script.h"

namespace modlink::runner {

// The arguments of a call of a function of the given type. Throws Failure unless number and types match.
Values make_args(const std::vector<script::Const>& consts, const FuncType& type, const TypeStore& store);

}  // namespace modlink::runner
