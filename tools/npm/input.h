// What operations are about.
#pragma once

#include <map>
#include <string>

#include "tools/files/language.h"
#include "tools/npm/arguments.h"
#include "tools/transform/resolve.h"

namespace modlink::npm {

// A module or script, and what it is called: option `name`, or else "module.wat" of text and "module.wasm" of bytes.
struct Input {
  std::string name;
  std::string content;
};
Input module_of(Arguments& arguments);
Input script_of(Arguments& arguments);
// Option `files`, and the input among them.
std::map<std::string, std::string> files_with(Arguments& arguments, const Input& input);

// Throws LimitExceeded for one that is too large.
SourcePtr source_of(const Input& input, const cli::Language& language);

// Where module imports are looked for: options `modules`, {NAME: FILE}, and `path`, a list of folders.
transform::ResolveOptions resolve_options_of(Arguments& arguments, const cli::Language& language);

// Whether what is made is to be text: option `text`.
bool is_text_wanted(Arguments& arguments);

}  // namespace modlink::npm
