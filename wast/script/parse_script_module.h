// Parsing of the modules of scripts: text, `binary` and `quote`. spec: the official suite's script grammar
#pragma once

#include "wast/script/script.h"
#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"
#include "wast/text/cursor.h"

namespace modlink::script {

// `(module definition? $id? …)` in any form; moves behind it even if it is not well formed. Throws Malformed only where
// the parentheses give no module.
ScriptModule parse_script_module(text::Cursor& cursor, const Features& features, const ImplementationLimits& limits);

// A source without `(module`: bare fields up to the end.
ScriptModule parse_bare_fields(text::Cursor& cursor, const Features& features, const ImplementationLimits& limits);

}  // namespace modlink::script
