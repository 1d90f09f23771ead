// Exports by path. capi/modlink.h, Reading
#pragma once

#include <optional>
#include <string>

#include "capi/handles.h"

namespace modlink::capi {

// nullopt if nothing is there, or the instance is gone.
std::optional<ExternVal> find_export(const wasm_instance_t* instance, const char* const* path, std::size_t length);
// For messages: "a" "f".
std::string path_text(const char* const* path, std::size_t length);

}  // namespace modlink::capi
