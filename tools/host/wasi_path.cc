// WASI: what is done with paths. Every one stays beneath the directory it is relative to. spec: WASI preview 1,
// `path_*`
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "tools/host/wasi_context.h"
#include "tools/host/wasi_fdflags.h"
#include "tools/host/wasi_stat.h"

namespace modlink::host {

namespace {

constexpr std::uint32_t follow = 1;  // `lookupflags`

// spec: `oflags`
enum OpenFlags : std::uint32_t { create = 1, directory = 2, exclusive = 4, truncate = 8 };

// The entry whose path begins at argument `path`, in the directory of argument `fd`.
Entry entry(const Call& call, std::size_t fd, std::uint64_t right, std::size_t path) {
  const File& file = call.file(fd, right);
  return find_entry(file.fd.get(), call.path(path), call.host.options.lookup);
}

// What the path names, to look at only.
Fd open_path(const Call& call, std::size_t fd, std::uint64_t right, std::uint32_t flags, std::size_t path) {
  if (flags > follow) fail(EINVAL);
  const int no_follow = flags & follow ? 0 : O_NOFOLLOW;
  const File& file = call.file(fd, right);
  return open_beneath(file.fd.get(), call.path(path), O_PATH | no_follow, 0, call.host.options.lookup);
}

// The same, for calls that take a parent and a name. A slash at the end follows links, which only open_path may.
Entry existing_entry(const Call& call, std::size_t fd, std::uint64_t right, std::size_t path) {
  Fd found = open_path(call, fd, right, 0, path);
  if (S_ISDIR(stat_of(found.get()).st_mode)) return {std::move(found), "."};
  return entry(call, fd, right, path);
}

// Files that come to be and go

void path_create_directory(Call& call) {
  const Entry target = entry(call, 0, right_create_directory, 1);
  call.host.quota.make_entry([&] { return check(mkdirat(target.parent.get(), target.name.c_str(), 0777)); });
}

void path_remove_directory(Call& call) {
  const Entry target = entry(call, 0, right_remove_directory, 1);
  check(unlinkat(target.parent.get(), target.name.c_str(), AT_REMOVEDIR));
}

void path_unlink_file(Call& call) {
  const Entry target = entry(call, 0, right_unlink, 1);
  check(unlinkat(target.parent.get(), target.name.c_str(), 0));
}

void path_rename(Call& call) {
  const Entry from = entry(call, 0, right_rename_source, 1);
  const Entry to = entry(call, 3, right_rename_target, 4);
  check(renameat(from.parent.get(), from.name.c_str(), to.parent.get(), to.name.c_str()));
}

// Of the link itself, if the old path is one.
void path_link(Call& call) {
  if ((call.u32(1) & follow) != 0) fail(EINVAL);
  const Entry from = existing_entry(call, 0, right_link_source, 2);
  const Entry to = entry(call, 4, right_link_target, 5);
  call.host.quota.make_entry(
      [&] { return check(linkat(from.parent.get(), from.name.c_str(), to.parent.get(), to.name.c_str(), 0)); });
}

// A link may say anything that does not begin at the host's root: where it leads is checked when it is followed.
void path_symlink(Call& call) {
  const std::string target = call.path(0);
  if (target.empty()) fail(ENOENT);
  const Entry link = entry(call, 2, right_symlink, 3);
  if (target[0] == '/') fail(not_capable);
  call.host.quota.make_entry([&] { return check(symlinkat(target.c_str(), link.parent.get(), link.name.c_str())); });
}

void path_readlink(Call& call) {
  const Entry link = existing_entry(call, 0, right_readlink, 1);
  char* to = reinterpret_cast<char*>(call.memory.range(call.u32(3), call.u32(4)));
  call.memory.range(call.u32(5), 4);
  const ssize_t size = check(readlinkat(link.parent.get(), link.name.c_str(), to, call.u32(4)));
  call.memory.store(call.u32(5), static_cast<std::uint32_t>(size));
}

// Attributes

void path_filestat_get(Call& call) {
  const Fd fd = open_path(call, 0, right_path_stat, call.u32(1), 2);
  store_stat(call.memory, call.u32(4), stat_of(fd.get()), call.version);
}

void path_filestat_set_times(Call& call) {
  const Times values = times(call.u64(4), call.u64(5), call.u32(6));
  const Fd fd = open_path(call, 0, right_path_set_times, call.u32(1), 2);
  check(utimensat(fd.get(), "", values.values, AT_EMPTY_PATH));
}

// Opening

// Whether it is to be read or written follows from the rights asked for.
int access_mode(std::uint64_t rights, std::uint32_t flags) {
  const std::uint64_t writing = flags & directory ? right_write : right_write | right_allocate | right_set_size;
  if ((rights & writing) == 0) return O_RDONLY;
  return (rights & (right_read | right_readdir)) != 0 ? O_RDWR : O_WRONLY;
}

int open_flags(std::uint32_t flags) {
  if (flags > 0xf) fail(EINVAL);
  if ((flags & create) != 0 && (flags & directory) != 0) fail(EINVAL);  // old kernels make a file, and say ENOTDIR
  return (flags & create ? O_CREAT : 0) | (flags & directory ? O_DIRECTORY : 0) |
         ((flags & exclusive) && (flags & create) ? O_EXCL : 0) | (flags & truncate ? O_TRUNC : 0);
}

std::uint64_t rights_to_open(std::uint32_t flags) {
  std::uint64_t rights = right_open;
  if ((flags & create) != 0) rights |= right_create_file;
  if ((flags & truncate) != 0) rights |= right_path_set_size;
  return rights;
}

// Rights that the kind of file cannot have, or that the directory does not pass on, are left out.
File with_rights(Fd fd, std::uint64_t rights, std::uint64_t inheriting) {
  const mode_t mode = stat_of(fd.get()).st_mode;
  const bool is_directory = S_ISDIR(mode);
  File file{std::move(fd), rights & (is_directory ? directory_rights : file_rights), is_directory ? inheriting : 0};
  file.is_fifo = S_ISFIFO(mode);
  return file;
}

void path_open(Call& call) {
  const std::uint32_t flags = call.u32(4);
  const File& file = call.file(0, rights_to_open(flags));
  const std::string path = call.path(2);
  const std::uint64_t rights = call.u64(5) & file.inheriting;
  const std::uint64_t inheriting = call.u64(6) & file.inheriting;
  call.memory.range(call.u32(8), 4);
  if (call.u32(1) > follow) fail(EINVAL);
  const int how = access_mode(rights, flags) | open_flags(flags) | from_fdflags(call.u32(7)) |
                  (call.u32(1) & follow ? 0 : O_NOFOLLOW) | O_NOCTTY;
  Fd fd = open_within_quota(call.host, file.fd.get(), path, how);
  const std::uint32_t number = call.host.files.add(with_rights(std::move(fd), rights, inheriting));
  call.memory.store(call.u32(8), number);
}

}  // namespace

std::vector<WasiEntry> path_functions() {
  return {
      {"path_create_directory", "iii", path_create_directory},
      {"path_filestat_get", "iiiii", path_filestat_get},
      {"path_filestat_set_times", "iiiiIIi", path_filestat_set_times},
      {"path_link", "iiiiiii", path_link},
      {"path_open", "iiiiiIIii", path_open},
      {"path_readlink", "iiiiii", path_readlink},
      {"path_remove_directory", "iii", path_remove_directory},
      {"path_rename", "iiiiii", path_rename},
      {"path_symlink", "iiiii", path_symlink},
      {"path_unlink_file", "iii", path_unlink_file},
  };
}

}  // namespace modlink::host
