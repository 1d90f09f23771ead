// Values on a command line: arguments, and results as wabt's `wasm-interp` prints them.
#pragma once

#include <string>

#include "interpreter/runtime/value.h"
#include "validator/type_store.h"

namespace modlink::host {

// Numbers are written as in the text format (`-1`, `0x1p3`, `nan:0x200000`, `inf`), vectors as a shape and its lanes
// (`i32x4:1,2,3,4`, or with blanks), references as `null`, host references also as a number from 1, an i31 as a number.
// Throws cli::Failure for what is no value of its parameter's type: "argument 2: `x` is no i32".
Values parse_args(const std::vector<std::string>& args, const FuncType& type, const TypeStore& types);

// `i32:4294967295`, `f64:-0.100000`, `v128 i32x4:0x00000001 0x00000002 0x00000003 0x00000004`, `funcref:0` for null.
// Integers are unsigned. Of references that wabt does not have: the type, and a number or what is referred to.
std::string print(const Value& value, const TypeStore& types);
// `add(i32:1, i32:2) =>`: what stands before the outcome.
std::string print_call(const std::string& name, const Values& args, const TypeStore& types);
// Separated by commas.
std::string print(const Values& values, const TypeStore& types);

}  // namespace modlink::host
