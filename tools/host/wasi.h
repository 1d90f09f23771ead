// The host modules `wasi_snapshot_preview1` and `wasi_unstable`: what programs compiled for WASI need of a system.
//
// Every function reads and writes the memory that its caller exports as "memory" or, where there is none, the caller's
// first memory. So it serves any number of instances in any number of memories. Files are reached only beneath the
// directories that are given; sockets do not exist.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/host.h"
#include "tools/host/sandbox.h"

namespace modlink::host {

// A directory of the host, and the name under which programs find it.
struct Preopen {
  std::string host;
  std::string guest;
};

struct WasiOptions {
  std::vector<std::string> args;  // the program's name first
  std::vector<std::string> env;   // "NAME=value"
  std::vector<Preopen> dirs;
  std::optional<std::uint64_t> dir_limit;    // how many bytes all guests may add to the directories: host/quota.h
  std::optional<std::uint64_t> random_seed;  // makes `random_get` give the same bytes in every run
  Lookup lookup = best_lookup();
  int standard[3] = {0, 1, 2};  // descriptors for standard input, output and error; they stay open
};

// `wasi_unstable` came first, and has no `sock_accept`. Otherwise the two differ in the numbers of `whence` and in the
// layouts of `filestat` and `subscription`.
enum class WasiVersion : std::uint8_t { unstable, preview1 };

struct WasiContext;  // tools/host/wasi_context.h

// Has to live as long as the stores that it made instances in.
class Wasi {
 public:
  // Throws cli::Failure for a directory that cannot be opened: "data: No such file or directory".
  explicit Wasi(WasiOptions options);
  ~Wasi();

  // The instance to import as "wasi_snapshot_preview1", or as "wasi_unstable". All instances of a Wasi share its files.
  const InstanceValue* instance(Store& store, WasiVersion version = WasiVersion::preview1);

  // The instance to import as "wasi_file": `read` and `write` over the files `file0`, `file1`, … of the first
  // directory. Bytes travel in arguments and results, up to four in an i32, the first one lowest.
  //
  //   read (file, position, count)   the `count` bytes at `position`; a byte behind the end, or of no file, reads as 0
  //   write (file, bytes, count)     appends the `count` lowest bytes of `bytes`; returns how many found room
  //
  // A count above 4 counts as 4. Without a directory, or where the system refuses, they trap and say why.
  // spec: Example-LinkTimeVirtualization.md
  const InstanceValue* file_instance(Store& store);

  // What the guest gave `proc_exit`, whose call is a trap of code `host_trap`. nullopt: it did not call it.
  std::optional<std::uint32_t> exit_code() const;

 private:
  std::unique_ptr<WasiContext> context_;
};

}  // namespace modlink::host
