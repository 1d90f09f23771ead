// Writing of modules.
#pragma once

#include "tools/files/language.h"
#include "wast/binary/encode_module.h"

namespace modlink::cli {

// The binary of a module. One with zero-level exports, which have no encoding, must be valid and is written without
// them (D3). Throws Failure.
Bytes encode(const Module& module, const Language& language, const EncodeOptions& options = {});

}  // namespace modlink::cli
