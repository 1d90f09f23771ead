// Loaders: how JavaScript gives a flat module its imports, and finds what it exports, as nested objects. spec:
// Explainer, "Single-level Imports"; the JavaScript API
#pragma once

#include <string>

#include "tools/transform/flatten.h"

namespace modlink::transform {

// An ES module, for browsers and node, that loads the file `wasm` (a name beside it):
//
//   instantiate(importObject = {}, source)  → {module, instance, exports}
//
// `importObject` is that of the Explainer: `importObject.x` is the import of one level `x`, `importObject.i.f` the
// field "f" of the instance "i", and so on inward; `exports.i.f` likewise. `source` is a URL, a Response, bytes or a
// WebAssembly.Module where that is not the file beside the loader. Throws TypeError for what is missing.
std::string loader_script(const Module& flat, const BoundaryPaths& paths, const std::string& wasm);

// The same as data: `{"version": 1, "module": NAME, "imports": [{"module", "name", "kind", "path"}], "exports":
// [{"name", "kind", "path"}], "instances": [PATH]}`, with paths as lists of names; `instances` has the exported ones.
std::string loader_json(const Module& flat, const BoundaryPaths& paths, const std::string& wasm);

}  // namespace modlink::transform
