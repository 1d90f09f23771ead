// Paths that stay beneath a directory: neither `..`, nor symbolic links, nor absolute paths lead out of it.
#pragma once

#include <sys/types.h>

#include <string>

#include "tools/host/system.h"

namespace modlink::host {

// How paths are followed. `kernel` is openat2 with RESOLVE_BENEATH, which holds also while others rename directories;
// `walk` opens one component after the other without following links, for kernels that have no openat2.
enum class Lookup { kernel, walk };

// `kernel` where it works.
Lookup best_lookup();

// Opens `path` beneath the directory `root`, as openat does. Symbolic links in the middle are followed as long as they
// stay beneath; one at the end unless `flags` has O_NOFOLLOW. Neither opening nor reading and writing ever waits, for
// the other end of a FIFO or for a device: these are open with O_NONBLOCK, whatever `flags` says. Throws SystemError:
// `not_capable` for a path that leads out.
Fd open_beneath(int root, const std::string& path, int flags, mode_t mode, Lookup lookup);

// Where an entry of a directory is, or is to be: its parent, and the last name as it is written, which may be `.` or
// `..` and may have a slash at its end. Only for calls that make, remove or rename entries: these never go on from such
// a name, and say what is wrong with it; others would follow it to the outside.
struct Entry {
  Fd parent;
  std::string name;
};

// Finds the parent of what `path` names. Throws SystemError as above.
Entry find_entry(int root, const std::string& path, Lookup lookup);

}  // namespace modlink::host
