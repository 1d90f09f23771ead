// Binaries in the form in which files have them.
#pragma once

#include <string>

#include "tools/files/language.h"
#include "tools/files/module_file.h"

namespace modlink::shrink {

// The bytes themselves, or the text of the module that they are.
std::string in_form(const std::string& binary, cli::Form form, const cli::Language& language);

}  // namespace modlink::shrink
