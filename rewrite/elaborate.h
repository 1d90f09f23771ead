// Modules without the abbreviations that the proposal brings. spec: Explainer, "Module and Instance Types", "Module and
// Instance Exports"; Subtyping.md, "Import Elaboration"
#pragma once

#include "validator/valid_module.h"

namespace modlink::rewrite {

// The same module without zero-level exports (D3): one alias and one export per name, local indices renumbered, types
// copied into the types that name them. What encode_module needs. Throws LimitExceeded when too many types would have
// to be copied.
Module elaborate(const ValidModule& module);

// `elaborate`d, and with two-level imports as what they stand for (D7): an import of an instance where the first field
// of a name stood, and an alias for each field. All indices stay; types come before everything else.
Module desugar(const ValidModule& module);

// Whether `module`, or a module nested in it, has zero-level exports (D3), which mean every export of an instance and
// would mean others once the instance has another type.
bool has_zero_level_exports(const Module& module);

}  // namespace modlink::rewrite
