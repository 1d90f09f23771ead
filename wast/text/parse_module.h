// Parsing of modules. spec: text/modules; Explainer.md
#pragma once

#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"
#include "wast/syntax/module.h"

namespace modlink {

// Parses one module, `(module …)` or its bare fields, which must fill the whole content of `source`. All
// abbreviations and alias sugar are expanded and all identifiers resolved. Throws Malformed or LimitExceeded.
Module parse_module(SourcePtr source, const Features& features, const ImplementationLimits& limits);

}  // namespace modlink
