// Custom sections that say where in a binary something is. spec: the tool conventions' object files and DWARF for
// WebAssembly; the code metadata proposal; source maps
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "wast/binary/encode_module.h"

namespace modlink::cli {

struct StaleCustoms {
  std::string file = {};                        // that lacks them then; otherwise what they were read from is named
  std::function<bool(const Name&)> keeps = {};  // those that stay nonetheless, by their names
};

// Whether a custom section of that name may be among those below even where the module's code stays as it is.
bool may_be_stale(const Name& name);

// Says on standard error that custom sections of these names are not in `file` any more: each once, as modules of one
// compiler have the same ones.
void note_left_out(const std::string& file, const std::vector<Name>& customs);

// Of modules that were read from binaries, takes those custom sections away that point to bytes which are elsewhere
// when `module`, in which they are nested or which is one, is encoded: DWARF and code metadata, which count from the
// front of the code section or of a function in it; relocations and what they refer to, which count from the front of
// sections and name these by number; source maps, which count from the front of the file; and names that could not be
// read, if there are others now. Says on standard error which. Leaves other modules alone, and those whose bytes are
// all as they were.
void drop_stale_customs(Module& module);

// The same, and the module without them, encoded.
Bytes encode_without_stale_customs(Module& module, const EncodeOptions& options, const StaleCustoms& customs = {});

}  // namespace modlink::cli
