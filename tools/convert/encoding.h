// Modules of scripts as binaries. spec: binary/modules
#pragma once

#include <string>

#include "tools/files/language.h"
#include "validator/validate.h"
#include "wast/script/script.h"

namespace modlink::convert {

struct Encoded {
  std::string bytes;
  ValidModulePtr valid;       // null if the module is not
  bool uses_linking = false;  // as far as it is well formed: only who knows module linking can read it
};

// What a script wrote as `binary` stays these bytes, well formed or not. Text is encoded; what is malformed, has bad
// annotations, or has no encoding (D3, D25), is Unsayable.
Encoded encode(const script::ScriptModule& module, const cli::Language& language, bool names);

// The same, and the bytes mean what the text did: Unsayable unless decoding gives an equal module.
Encoded encode_faithfully(const script::ScriptModule& module, const cli::Language& language);

// Whether a core module may be like this: what is invalid then breaks a rule of module linking.
bool is_valid_core_module(const std::string& bytes, cli::Language language);

}  // namespace modlink::convert
