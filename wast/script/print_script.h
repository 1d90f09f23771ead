// Printing of scripts. spec: the official suite's script grammar, extended by D20
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "wast/script/script.h"
#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink::script {

enum class ModuleRole { module, definition };

// How a module is written that stands in a directive: "(module $M …)", or "(module definition $M …)" in that role. The
// source is that of the script.
using ModuleWriter = std::function<std::string(const ScriptModule& module, ModuleRole role, const SourcePtr& source)>;

// A directive, with a newline at its end and those that it holds indented; of a module nothing is moved. What is no
// directive has no text: BadDirective is not to be given.
std::string print_directive(const Directive& directive, const SourcePtr& source, const ModuleWriter& write);

// "(module binary "…")", 16 bytes a line if there are more.
std::string binary_module(const ScriptModule& module, ModuleRole role, std::string_view bytes);

// As the script has it. Of one whose parentheses are not closed that leaves them open.
std::string module_as_written(const ScriptModule& module, const SourcePtr& source);

// The module in its normal form: text as print_module has it, strings of `binary` and `quote` cut into lines. Text that
// is malformed, or of which printing would lose something, is as it was written.
std::string normal_module(const ScriptModule& module, ModuleRole role, const SourcePtr& source,
                          const Features& features, const ImplementationLimits& limits);

}  // namespace modlink::script
