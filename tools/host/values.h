// Values on a command line: arguments, and results.
#pragma once

#include <string>

#include "interpreter/runtime/value.h"
#include "validator/type_store.h"

namespace modlink::host {

// Numbers are written as in the text format (`-1`, `0x1p3`, `nan:0x200000`, `inf`), vectors as a shape and its lanes
// (`i32x4:1,2,3,4`, or with blanks), references as `null`, host references also as a number from 1, an i31 as a number.
// Throws cli::Failure for what is no value of its parameter's type, saying what is where that is not plain: "argument
// 2: `x` is no i32".
Values parse_args(const std::vector<std::string>& args, const FuncType& type, const TypeStore& types);

enum class Integers { are_signed, are_unsigned };

// `i32:-1`, `f64:-0.1`, `v128 i32x4:0x00000001 0x00000002 0x00000003 0x00000004`, `funcref:null`, `i31ref:-1`. What
// stands behind the type of a number is a literal of the value, with the payload of a NaN: `f32:nan:0x200000`. Of other
// references: `func`, `struct`, `array`, `exn`, or the number of a host reference.
std::string print(const Value& value, const TypeStore& types, Integers integers = Integers::are_signed);
// `add(i32:1, i32:2) =>`: what stands before the outcome. A name that is not printable as it is stands in quotes.
std::string print_call(const std::string& name, const Values& args, const TypeStore& types,
                       Integers integers = Integers::are_signed);
// Separated by commas.
std::string print(const Values& values, const TypeStore& types, Integers integers = Integers::are_signed);

}  // namespace modlink::host
