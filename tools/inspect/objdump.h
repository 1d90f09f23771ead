// Binaries byte by byte. spec: Binary Format; Binary.md
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "wast/syntax/error.h"
#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink::inspect {

// Writes lines of offset, bytes and meaning to `write`, nested things indented; what they mean is what the decoder
// takes them for. Where it fails, the bytes so far and a few more, and returns the error.
std::optional<Error> objdump(const SourcePtr& source, const Features& features, const ImplementationLimits& limits,
                             const std::function<void(std::string_view)>& write);

}  // namespace modlink::inspect
