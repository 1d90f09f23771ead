// Values of scripts: making arguments, and printing. spec: exec/runtime, Values
#pragma once

#include <string>

#include "interpreter/runtime/value.h"
#include "validator/type_store.h"
#include "wast/script/script.h"

namespace modlink::runner {

// The arguments of a call of a function of the given type. Throws Failure unless number and types match.
Values make_args(const std::vector<script::Const>& consts, const FuncType& type, const TypeStore& store);

// `i32:1713`, `f32:nan:0x400000`, `ref.null`, `ref.extern 1`.
std::string to_string(const Value& value, const TypeStore& store);
// Joined by blanks; "nothing" if there are none.
std::string to_string(const Values& values, const TypeStore& store);

// A number given by its bits, without its type: `-1`, `1.5`, `-nan:0x200000`.
std::string print_number(ValKind type, std::uint64_t bits);

}  // namespace modlink::runner
