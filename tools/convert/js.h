// Scripts as JavaScript that runs them on the engine that it runs on. docs/convert.md; the JavaScript API
#pragma once

#include "tools/convert/conversion.h"

namespace modlink::convert {

// One self-contained program of all scripts, `file`, each with names and a "spectest" of its own. It checks what
// JavaScript can say and, in modules that come with it, what only WebAssembly can: vectors, bits of NaNs, exceptions as
// references, kinds of references. It prints what failed, what was left out and `N passed, N failed, N skipped`, and
// ends with status 1 if anything failed. Throws cli::Failure.
Conversion to_js(const std::vector<Input>& inputs, const std::string& file);

}  // namespace modlink::convert
