// The host of modules that Binaryen's fuzzer makes.
#pragma once

#include "wast/syntax/module.h"

namespace modlink::peers {

// A module that exports what the other one imports of "fuzzing-support", by the types: functions add what they are
// given to a sum, exported as "sum", and give default values; `throw` throws.
Module support_module(const Module& importer);

}  // namespace modlink::peers
