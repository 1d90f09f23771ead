// What the first lines of scripts ask for. docs/dialects.md
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "tools/spec-runner/session.h"

namespace modlink::runner {

// The settings for a script: those of the command line, and on top of them what its headers say. Headers are a first
// line `;; options: --enable threads`, leading lines `;;! multi_memory = true` and, where settings heed them, lines
// `;; RUN: wast --features=…` among the leading comments. Throws cli::Failure for options that there are not; of other
// headers, what is not understood is a warning, a line for `warn`, or else for standard error. The name is that of the
// script in messages.
using Warn = std::function<void(std::string_view line)>;
void warn_on_standard_error(std::string_view line);
Settings settings_of(const std::string& name, std::string_view content, const Settings& settings,
                     const Warn& warn = warn_on_standard_error);

}  // namespace modlink::runner
