// Decoding of modules. spec: binary/modules; Binary.md
#pragma once

#include <cstddef>

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
// The module's code and the contents of its segments and custom sections stay where they are, in `source`, which lives
// as long as any of them. `observer` is told of everything on the way; without one, large code is looked at by up to
// `jobs` threads, whose number changes nothing else.
Module decode_module(const SourcePtr& source, const Features& features, const ImplementationLimits& limits,
                     binary::DecodeObserver* observer = nullptr, std::size_t jobs = 1);

// The same of the module that lies from `begin` to `end` in a source.
Module decode_module_at(const SourcePtr& source, Pos begin, Pos end, const Features& features,
                        const ImplementationLimits& limits, Extent extent = Extent::all);

// Code that has only been found is needed: decode_module has to be called instead.
struct UncheckedCode {};

// The same without a look at the code of functions (Extent::unchecked), for whoever reads all of it soon. What is
// malformed there is found by ExprDecoder::check. Throws UncheckedCode as well, if names of labels or branch hints
// speak about it.
Module decode_unchecked(const SourcePtr& source, const Features& features, const ImplementationLimits& limits);

// The same without what functions do, for those who only want to know what there is: of bodies nothing is read but the
// locals. What else is in them is neither malformed nor invalid, and they are `unreachable`, unless they are empty.
// Names of labels and branch hints, which are about it, are left out.
Module decode_declarations(const SourcePtr& source, const Features& features, const ImplementationLimits& limits);

// The same without anything that linking has no need of (Extent::linking). Sections of code and segments may have in
// them what they like; of names those of modules, instances and types are read, and branch hints are a custom section
// like others. Opcodes of initialisers have to be known, but those of any feature are.
Module decode_for_linking(const SourcePtr& source, const Features& features, const ImplementationLimits& limits);

}  // namespace modlink
