// Modules as the content of files.
#pragma once

#include <string>

#include "tools/files/language.h"
#include "tools/files/stale_customs.h"
#include "validator/validate.h"

namespace modlink::cli {

enum class Form { binary, text };

// Text if it is asked for or if the name says so (`.wat`), otherwise binary.
Form form_of(const std::string& path, bool text);

// A module that a program has made of others. It is validated once more, into `types`, so that nothing invalid is ever
// written; binaries are without zero-level exports (D3), and keep the bytes of what was not changed. Throws Failure,
// naming `path`, from which it was made.
std::string module_content(Module module, Form form, const TypeStorePtr& types, const Language& language,
                           const std::string& path, const StaleCustoms& customs = {});

// The binary of a module that is as it should be, however little of it was read.
std::string binary_content(Module& module, const StaleCustoms& customs = {});

}  // namespace modlink::cli
