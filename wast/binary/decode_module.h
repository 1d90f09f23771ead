// Decoding of modules. spec: binary/modules; Binary.md
#pragma once

#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"
#include "wast/syntax/module.h"

namespace modlink {

namespace binary {
class DecodeObserver;
}

// Decodes one module, which must fill the whole content of `source`. Throws Malformed, with the offset of the first
// byte that does not fit, or LimitExceeded. Memory use is proportional to the content, whatever its counts claim.
//
// `observer` is told of everything on the way.
Module decode_module(SourcePtr source, const Features& features, const ImplementationLimits& limits,
                     binary::DecodeObserver* observer = nullptr);

}  // namespace modlink
