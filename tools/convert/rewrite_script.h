// Scripts as scripts: with every module as a binary, or normalised. docs/convert.md
#pragma once

#include "tools/convert/conversion.h"

namespace modlink::convert {

enum class ModuleForm {
  binary,  // as `(module binary …)`; what a script wrote as binary stays these bytes
  text,    // as the printer has them, which leaves binary and quoted ones what they are
};

struct Rewritten {
  std::string text;
  LeftOut kept;  // modules that have no binary and are as they were written, by reason
};

// The script with its directives printed, one after another, which mean the same; comments are gone, but for a first
// line `;; options: …`. Throws cli::Failure where there is no directive.
Rewritten rewrite_script(const Input& input, ModuleForm form);

}  // namespace modlink::convert
