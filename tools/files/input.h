// Reading of modules, whatever their form.
#pragma once

#include <string>

#include "tools/files/language.h"
#include "validator/validate.h"
#include "wast/syntax/module.h"

namespace modlink::cli {

// A module that is malformed, invalid or beyond a limit. The message is ready to print: place, rule, line and caret.
struct BadModule {
  std::string message;
  std::string line = {};  // place and rule only
};

// Parses or decodes, by what the source is. Throws BadModule.
Module read_module(const SourcePtr& source, const Language& language);
// Throws BadModule; positions are shown in `module.source`.
ValidModulePtr validate(Module module, const TypeStorePtr& types, const Language& language);

// Both, of a file; `-` is standard input. Throws FileError and BadModule.
ValidModulePtr load_module(const std::string& path, const TypeStorePtr& types, const Language& language);

// The type of a module in a file, or the type that a `.wit` file has (D21): text is one if its name ends so, or if it
// can be nothing else. Throws FileError and BadModule.
ExternType load_type(const std::string& path, const TypeStorePtr& types, const Language& language);

}  // namespace modlink::cli
