// Values in words of the text format. spec: text/values; the official suite's script grammar
#pragma once

#include <string>
#include <vector>

#include "interpreter/runtime/value.h"
#include "validator/type_store.h"

namespace modlink::npm {

// "i32.const -1", "v128.const i32x4 1 2 3 4", "ref.null func", "ref.extern 3", "ref.i31 5"; of references to what an
// execution has made, which have no such words, only what they refer to: "ref.func", "ref.struct".
std::string value_text(const Value& value, const TypeStore& types);

// "(i32.const 1, i32.const 2)"
std::string arguments_text(const Values& values, const TypeStore& types);

// What arguments of a function mean, in the words of scripts, with or without parentheses. Throws cli::Failure, of
// status `usage`, for what is no constant, and unless number and types match.
Values parse_arguments(const std::vector<std::string>& words, const FuncType& type, const TypeStore& types);

}  // namespace modlink::npm
