// Binaries byte by byte. spec: Binary Format; Binary.md
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "wast/syntax/error.h"
#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink::inspect {

// What is shown; of nested modules too.
struct ObjdumpOptions {
  bool headers = false;                // of sections only
  bool disassembly = false;            // function bodies only
  std::optional<std::string> section;  // sections of this name only: "code", "data count", or that of a custom section
  std::optional<std::string> func;     // bodies of functions of this index or name, `1`, `f` or `$f`, only
};

// Writes lines of offset, bytes and meaning to `write`, nested things indented; what they mean is what the decoder
// takes them for. Behind a malformed function body it goes on. Where it fails, the bytes so far and a few more. Returns
// the first error.
std::optional<Error> objdump(const SourcePtr& source, const Features& features, const ImplementationLimits& limits,
                             const ObjdumpOptions& options, const std::function<void(std::string_view)>& write);

}  // namespace modlink::inspect
