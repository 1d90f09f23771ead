// Parsing of `.wit` files: one bare module or instance type. spec: Explainer, "Module and Instance Types"; D21
#pragma once

#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"
#include "wast/syntax/module.h"

namespace modlink {

// Whether a text can only be one: it begins with `(instance`. Text that begins with `(module` may be a module as well.
bool is_instance_type(const SourcePtr& source);

// Parses `(module …)` or `(instance …)`, a type that must fill the whole content of `source`, and gives a module that
// defines it, and only it, as type 0. Throws Malformed or LimitExceeded.
Module parse_wit(SourcePtr source, const Features& features, const ImplementationLimits& limits);

}  // namespace modlink
