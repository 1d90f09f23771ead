// What is mutated.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tools/fuzz/mutation.h"
#include "wast/script/script.h"

namespace modlink::fuzz {

// Inputs of one kind, which share their time.
struct InputGroup {
  std::string name;
  std::vector<Input> inputs;
};

// The modules of a file, or of the files in a folder and those in it: `.wasm`, `.wat`, and the modules of scripts,
// `.wast`, as text and as binaries. Files and modules above a megabyte are left out. Throws
// std::filesystem::filesystem_error.
InputGroup read_inputs(const std::filesystem::path& path);

// The module of a directive. Null if it has none.
script::ScriptModule* module_of(script::Directive& directive);

// The table of tools/hostile/.
InputGroup hostile_inputs();

}  // namespace modlink::fuzz
