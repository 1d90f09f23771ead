// Encoding of modules. spec: binary/modules; Binary.md
#pragma once

#include "wast/syntax/module.h"

namespace modlink {

// The canonical encoding: shortest LEB128s, adjacent definitions of one kind in one section, optional parts (data
// count, tables of element segments) only where needed. Decoding gives an equal module. Zero-level exports have no
// encoding: the module must have been elaborated (D3), otherwise Malformed is thrown at the export.
Bytes encode_module(const Module& module);

}  // namespace modlink
