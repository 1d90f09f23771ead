// Modules as text, in the styles of `modlink print`. spec: Text Format
#pragma once

#include <string>

#include "tools/files/language.h"
#include "wast/syntax/module.h"

namespace modlink::inspect {

struct PrintStyle {
  bool desugar = false;               // what two-level imports and zero-level exports stand for
  bool translate_exceptions = false;  // `try_table` for the legacy exception instructions
  bool fold = false;                  // folded instructions
  bool skeleton = false;              // without function bodies and contents of segments
  bool names = false;                 // identifiers for what has none
  bool indices = true;                // comments that give them
};

// The first three ask for a valid module. Of a skeleton, no more than the declarations need have been read, unless
// exceptions are translated. Throws Error.
std::string print(Module module, const PrintStyle& style, const cli::Language& language);

}  // namespace modlink::inspect
