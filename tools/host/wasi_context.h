// What the functions of WASI share: the guest's files, and a call under way.
#pragma once

#include <random>

#include "tools/host/guest_memory.h"
#include "tools/host/quota.h"
#include "tools/host/wasi.h"

namespace modlink::host {

// Rights of descriptors. spec: WASI preview 1, `rights`
enum Rights : std::uint64_t {
  right_datasync = 1u << 0,
  right_read = 1u << 1,
  right_seek = 1u << 2,
  right_set_flags = 1u << 3,
  right_sync = 1u << 4,
  right_tell = 1u << 5,
  right_write = 1u << 6,
  right_advise = 1u << 7,
  right_allocate = 1u << 8,
  right_create_directory = 1u << 9,
  right_create_file = 1u << 10,
  right_link_source = 1u << 11,
  right_link_target = 1u << 12,
  right_open = 1u << 13,
  right_readdir = 1u << 14,
  right_readlink = 1u << 15,
  right_rename_source = 1u << 16,
  right_rename_target = 1u << 17,
  right_path_stat = 1u << 18,
  right_path_set_size = 1u << 19,
  right_path_set_times = 1u << 20,
  right_stat = 1u << 21,
  right_set_size = 1u << 22,
  right_set_times = 1u << 23,
  right_symlink = 1u << 24,
  right_remove_directory = 1u << 25,
  right_unlink = 1u << 26,
  right_poll = 1u << 27,
};
inline constexpr std::uint64_t all_rights = (1u << 28) - 1;
inline constexpr std::uint64_t file_rights = right_datasync | right_read | right_seek | right_set_flags | right_sync |
                                             right_tell | right_write | right_advise | right_allocate | right_stat |
                                             right_set_size | right_set_times | right_poll;
inline constexpr std::uint64_t path_rights = all_rights & ~file_rights;
inline constexpr std::uint64_t directory_rights =
    all_rights & ~(file_rights & ~(right_datasync | right_set_flags | right_sync | right_advise | right_stat |
                                   right_set_times | right_poll));

// A descriptor of the guest.
struct File {
  Fd fd;                                              // not open: the host had closed it, and its number is kept
  std::uint64_t rights = 0;                           // what may be done with it,
  std::uint64_t inheriting = 0;                       // and with what is opened through it
  std::optional<std::string> preopen = std::nullopt;  // the guest's name of a directory given at the start
  std::vector<std::int64_t> offsets = {};             // of a directory: where reading goes on behind each entry
  bool is_fifo = false;
};

class Files {
 public:
  // At the lowest free number.
  std::uint32_t add(File file);
  // Throws SystemError: EBADF; `not_capable` unless it has all these rights. It is given also if it lacks one whose use
  // the system refuses on files of its kind, so that the system can say why.
  File& get(std::uint32_t number, std::uint64_t rights = 0);
  void close(std::uint32_t number);
  // Gives a file the number of another one, which is closed.
  void renumber(std::uint32_t from, std::uint32_t to);

 private:
  std::vector<std::optional<File>> files_;
};

struct WasiContext {
  WasiOptions options;
  Files files;
  Quota quota;             // of all directories together
  Fd file_directory;       // of `wasi_file`; the guest cannot close it
  std::mt19937_64 random;  // if there is a seed
  std::optional<std::uint32_t> exit_code;
};

// As open_beneath, with the quota if that makes a file.
Fd open_within_quota(WasiContext& context, int root, const std::string& path, int flags);

// One call of a function.
struct Call {
  WasiContext& host;
  WasiVersion version;
  GuestMemory memory;
  const Values& args;

  std::uint32_t u32(std::size_t i) const { return static_cast<std::uint32_t>(args[i].low); }
  std::uint64_t u64(std::size_t i) const { return args[i].low; }
  std::int64_t s64(std::size_t i) const { return static_cast<std::int64_t>(args[i].low); }
  // The file whose number is argument `i`. Throws as Files::get.
  File& file(std::size_t i, std::uint64_t rights = 0) const { return host.files.get(u32(i), rights); }
  // The path at the address of argument `i`, with its length in the next one.
  std::string path(std::size_t i) const { return memory.path(u32(i), u32(i + 1)); }
};

// A function of WASI. It throws SystemError for whatever is not `success`.
using WasiFunction = void (*)(Call&);

struct WasiEntry {
  const char* name;
  const char* params;  // i: i32, I: i64
  WasiFunction function;
  bool returns = true;  // an error number
};

// The functions, by topic.
std::vector<WasiEntry> process_functions();  // wasi_process.cc: arguments, environment, clocks, random, exit
std::vector<WasiEntry> socket_functions(WasiVersion version);  // wasi_socket.cc
std::vector<WasiEntry> poll_functions();                       // wasi_poll.cc
std::vector<WasiEntry> fd_functions();                         // wasi_fd.cc
std::vector<WasiEntry> directory_functions();                  // wasi_directory.cc
std::vector<WasiEntry> path_functions();                       // wasi_path.cc

// `errno` of WASI for a SystemError's code.
std::uint32_t wasi_errno(int code);

}  // namespace modlink::host
