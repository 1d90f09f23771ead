// Printing of modules as text. spec: Text Format; Explainer.md
#pragma once

#include <string>

#include "wast/syntax/implementation_limits.h"
#include "wast/syntax/module.h"
#include "wast/text/fold.h"

namespace modlink {

// Text that parses back to an equal module: one definition a line, instructions unfolded and indented by block, every
// implicit thing (aliases, type uses) explicit. Identifiers of `module.names` are used where they are valid and
// unique. Ends with a newline. Throws LimitExceeded for a module with very many locals that no instruction can use
// (`--limit idle_locals`), which text, other than binaries, would have to write out.
std::string print_module(const Module& module);

// Other styles of text.
struct PrintOptions {
  bool fold = false;                       // instructions in parentheses, operands inside
  const text::Arities* arities = nullptr;  // what folding knows of the module's types; null: nothing
  bool indices = false;                    // comments give the index of each definition: `(func $f (;5;) …`
  bool skeleton = false;                   // `...` for the bodies of functions and the contents of segments
  ImplementationLimit idle_locals = ImplementationLimits().idle_locals;
};

// With `skeleton` the text is for readers only; otherwise as print_module.
std::string print_module(const Module& module, const PrintOptions& options);

}  // namespace modlink
