// Reading of modules, whatever their form.
#pragma once

#include <string>

#include "tools/files/language.h"
#include "validator/validate.h"
#include "wast/syntax/module.h"

namespace modlink::cli {

// Parses or decodes, by what the source is. Throws Malformed or LimitExceeded, and an Error of either kind for a bad
// annotation. Bad custom sections of a binary invalidate nothing: a note on standard error says what is wrong with the
// first of them. spec: appendix/custom
Module read_module(const SourcePtr& source, const Language& language);
// Throws Invalid or LimitExceeded.
ValidModulePtr validate(Module module, const TypeStorePtr& types, const Language& language);

// Both, of a file; `-` is standard input. Throws Failure if it cannot be read, and Error.
ValidModulePtr load_module(const std::string& path, const TypeStorePtr& types, const Language& language);
ValidModulePtr load_module(const SourcePtr& source, const TypeStorePtr& types, const Language& language);

// The type of a module in a file, or the type that a `.wit` file has (D21): text is one if its name ends so, or if it
// can be nothing else. Throws Failure if it cannot be read, and Error.
ExternType load_type(const std::string& path, const TypeStorePtr& types, const Language& language);
ExternType load_type(const SourcePtr& source, const TypeStorePtr& types, const Language& language);

}  // namespace modlink::cli
