// Encoding of modules. spec: binary/modules; Binary.md
#pragma once

#include "wast/syntax/module.h"

namespace modlink {

struct EncodeOptions {
  bool names = true;  // of modules that have names: a name section at the end, before `producers`
  // Whether what was read from binaries and not changed since keeps its bytes, however they are encoded: modules, and
  // of those that were changed the other sections.
  bool keeps_bytes = false;
};

// Without `keeps_bytes` the canonical encoding: shortest LEB128s, adjacent definitions of one kind in one section,
// optional parts (data count, tables of element segments) only where needed. Names and branch hints go where a custom
// section stands for them; else names to the end, but before `producers`, `target_features` and other sections called
// `name`, and branch hints right before the code section. Decoding gives an equal module. Zero-level exports have no
// encoding: the module must have been elaborated (D3), otherwise Malformed is thrown at the export; and so it is at a
// nested module with an outer alias of a type that was written behind it, which is invalid in text and would not be in
// a binary (D25).
Bytes encode_module(const Module& module, const EncodeOptions& options = {});

}  // namespace modlink
