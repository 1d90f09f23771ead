// The imports and exports of the flat module. spec: Explainer, "Single-level Imports", "Instance Imports and Aliases"
#pragma once

#include "tools/transform/flat_module.h"

namespace modlink::transform {

// Writes all imports, and says for each ImportStep of the outermost module what it stands for. Throws cli::Failure.
std::vector<StaticVal> flatten_imports(FlatModule& flat);

// Writes all exports of the outermost module, whose instance is the last of `flat.values`. Throws cli::Failure.
void flatten_exports(FlatModule& flat);

}  // namespace modlink::transform
