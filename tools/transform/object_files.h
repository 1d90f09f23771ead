// Object files, which are no modules to be linked yet. spec: the tool conventions' WebAssembly Object File Linking
#pragma once

#include "wast/syntax/module.h"

namespace modlink::transform {

// Throws cli::Failure for one: its code is unfinished, and its memory is that of all objects. What a linker has left
// its relocations in is none.
void refuse_object_file(const Module& module);

}  // namespace modlink::transform
