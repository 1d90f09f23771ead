// Features by the names that wasmtime and wasm-tools have for them. docs/dialects.md
#pragma once

#include <string>
#include <string_view>

#include "wast/syntax/features.h"

namespace modlink::runner {

// Switches one feature, and those that it needs. What cannot be done, because the feature is unknown, or is always on
// or off here, is what is returned: "feature `stack-switching` is not known here". Empty if all is well.
std::string switch_feature(Features& features, std::string_view name, bool on);

// The defaults of wasm-tools.
void set_wasm_tools_features(Features& features);

// Does what an item of its lists of features says: `wasm1`, `gc`, `-gc`, `all`. Returns what `switch_feature` does.
std::string apply_wasm_tools_feature(Features& features, std::string_view item);

}  // namespace modlink::runner
