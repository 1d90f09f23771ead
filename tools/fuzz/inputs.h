// What is mutated.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tools/fuzz/mutation.h"

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

// The table of tools/hostile/.
InputGroup hostile_inputs();

}  // namespace modlink::fuzz
