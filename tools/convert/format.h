// Formatting of scripts and of modules in text. spec: text/lexical
#pragma once

#include <string>

#include "tools/convert/conversion.h"
#include "wast/syntax/source.h"

namespace modlink::convert {

// The same tokens, comments and annotations, in their order, with other white space between them: lines end where they
// did, but each directive begins one; a line is indented by two spaces more than that on which the parenthesis or the
// block was opened that it stands in, and strings below each other by as much as they were; one space separates what
// stands on a line, one empty line at most what stands on several. Formatting twice changes nothing more. Throws
// Malformed for what has bad tokens or parentheses.
std::string format(const SourcePtr& source);

// The same of a script. Throws cli::Failure at the first thing in it that is no directive; what is wrong with modules
// does not matter.
std::string format_script(const Input& input);

}  // namespace modlink::convert
