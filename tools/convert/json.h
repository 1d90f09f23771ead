// Scripts as JSON with the modules in files beside it: the forms that wabt and wasm-tools have. docs/convert.md
#pragma once

#include "tools/convert/conversion.h"

namespace modlink::convert {

enum class JsonDialect {
  wabt,        // as `wast2json` writes it and `spectest-interp` reads it
  wasm_tools,  // as `wasm-tools json-from-wast` writes it
};

// NAME.json, and NAME.0.wasm, NAME.1.wat, … in the order of the modules. What the dialect has no words for is left out.
// Throws cli::Failure.
Conversion to_json(const Input& input, JsonDialect dialect);

}  // namespace modlink::convert
