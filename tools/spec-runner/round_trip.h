// Modules that go through another form before they are used. spec: Binary Format; Text Format
#pragma once

#include <string>

#include "tools/files/language.h"
#include "validator/validate.h"
#include "wast/syntax/module.h"

namespace modlink::runner {

enum class RoundTrip { none, binary, text };

// Encodes and decodes, or prints and parses. The result has the new form as its source. What the form cannot say is
// rewritten in a valid module: zero-level exports have no binary encoding (D3), and in text all types come first (D25).
// An invalid module with such things comes back as it is. Throws Failure if the result does not equal the module or is
// not well formed, LimitExceeded where the new form is beyond a limit.
Module round_trip(Module module, RoundTrip form, const TypeStorePtr& types, const cli::Language& language);

}  // namespace modlink::runner
