// WASI: what is done with open files. spec: WASI preview 1, `fd_*`
#include <fcntl.h>
#include <limits.h>
#include <sys/uio.h>
#include <unistd.h>

#include "tools/host/wasi_context.h"
#include "tools/host/wasi_fdflags.h"
#include "tools/host/wasi_stat.h"

namespace modlink::host {

namespace {

// The buffers that the guest lists, checked. They point into its memory.
std::vector<iovec> buffers(const Call& call) {
  const std::uint32_t count = call.u32(2);
  if (count > IOV_MAX) fail(EINVAL);
  call.memory.array(call.u32(1), count, 8);
  std::vector<iovec> result;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto address = call.memory.load<std::uint32_t>(call.u32(1) + 8 * i);
    const auto size = call.memory.load<std::uint32_t>(call.u32(1) + 8 * i + 4);
    result.push_back({call.memory.range(address, size), size});
  }
  return result;
}

void store_size(const Call& call, std::size_t i, std::uint64_t size) {
  call.memory.store(call.u32(i), static_cast<std::uint32_t>(size));
}

// The pointer for the result is checked before anything is read or written.
template <class Transfer>
void transfer(Call& call, std::uint64_t rights, std::size_t result, Transfer&& function) {
  const File& file = call.file(0, rights);
  const std::vector<iovec> vectors = buffers(call);
  call.memory.range(call.u32(result), 4);
  const ssize_t size = check(function(file.fd.get(), vectors.data(), static_cast<int>(vectors.size())));
  store_size(call, result, static_cast<std::uint64_t>(size));
}

// How large a file may become by a write to `position` or, if it is only appended to, to its end.
std::uint64_t end_of_write(int fd, std::int64_t position, const iovec* vectors, int count) {
  const bool appends = (check(fcntl(fd, F_GETFL)) & O_APPEND) != 0;
  auto end = static_cast<std::uint64_t>(appends ? stat_of(fd).st_size : position);
  for (int i = 0; i < count; ++i) end += vectors[i].iov_len;
  return end;
}

// The standard streams are under no quota, wherever they go.
template <class Write>
void transfer_out(Call& call, std::uint64_t rights, std::size_t result, Write&& write,
                  std::int64_t (*position)(Call&)) {
  transfer(call, rights, result, [&](int fd, const iovec* vectors, int count) {
    std::optional<WithoutPipeSignal> without_signal;
    if (call.file(0).is_fifo) without_signal.emplace();
    const auto write_now = [&] { return write(fd, vectors, count); };
    if (!call.host.quota.is_limited() || call.file(0).fd.is_borrowed()) return write_now();
    const std::int64_t from = position(call);
    if (from < 0) return write_now();
    return call.host.quota.grow(fd, end_of_write(fd, from, vectors, count), write_now);
  });
}

void fd_read(Call& call) { transfer(call, right_read, 3, readv); }

void fd_pread(Call& call) {
  transfer(call, right_read | right_seek, 4,
           [&](int fd, const iovec* vectors, int count) { return preadv(fd, vectors, count, call.s64(3)); });
}

void fd_write(Call& call) {
  transfer_out(call, right_write, 3, writev,
               [](Call& call) -> std::int64_t { return lseek(call.file(0).fd.get(), 0, SEEK_CUR); });
}

void fd_pwrite(Call& call) {
  const auto write = [&](int fd, const iovec* vectors, int count) { return pwritev(fd, vectors, count, call.s64(3)); };
  transfer_out(call, right_write | right_seek, 4, write, [](Call& call) { return call.s64(3); });
}

// spec: `whence`
int whence(const Call& call, std::size_t i) {
  constexpr int unstable[] = {SEEK_CUR, SEEK_END, SEEK_SET};
  constexpr int preview1[] = {SEEK_SET, SEEK_CUR, SEEK_END};
  const std::uint32_t number = call.u32(i);
  if (number >= std::size(preview1)) fail(EINVAL);
  return call.version == WasiVersion::unstable ? unstable[number] : preview1[number];
}

void fd_seek(Call& call) {
  call.file(0);
  const int from = whence(call, 2);
  const bool only_tells = call.s64(1) == 0 && from == SEEK_CUR;
  const File& file = call.file(0, only_tells ? right_tell : right_seek | right_tell);
  call.memory.range(call.u32(3), 8);
  call.memory.store(call.u32(3), check(lseek(file.fd.get(), call.s64(1), from)));
}

void fd_tell(Call& call) {
  call.memory.store(call.u32(1), check(lseek(call.file(0, right_tell).fd.get(), 0, SEEK_CUR)));
}

void fd_close(Call& call) { call.host.files.close(call.u32(0)); }
void fd_renumber(Call& call) { call.host.files.renumber(call.u32(0), call.u32(1)); }
void fd_sync(Call& call) { check(fsync(call.file(0, right_sync).fd.get())); }

// Whoever may do more may do this: wasi-libc asks only for the other right when it opens a file to read.
void fd_datasync(Call& call) {
  const bool may_sync = (call.file(0).rights & right_sync) != 0;
  check(fdatasync(call.file(0, may_sync ? right_sync : right_datasync).fd.get()));
}

void fd_advise(Call& call) {
  constexpr int advices[] = {POSIX_FADV_NORMAL,   POSIX_FADV_SEQUENTIAL, POSIX_FADV_RANDOM,
                             POSIX_FADV_WILLNEED, POSIX_FADV_DONTNEED,   POSIX_FADV_NOREUSE};
  const File& file = call.file(0, right_advise);
  const int advice = call.u32(3) < std::size(advices) ? advices[call.u32(3)] : -1;  // which is none
  const int error = posix_fadvise(file.fd.get(), call.s64(1), call.s64(2), advice);
  if (error != 0) fail(error);
}

void fd_allocate(Call& call) {
  call.file(0);
  if (call.s64(1) < 0 || call.s64(2) <= 0) fail(EINVAL);  // before the right is missed, as in Linux
  const int fd = call.file(0, right_allocate).fd.get();
  call.host.quota.grow(fd, call.u64(1) + call.u64(2),
                       [&] { return check(fallocate(fd, 0, call.s64(1), call.s64(2))); });
}

// Attributes

void fd_fdstat_get(Call& call) {
  const File& file = call.file(0);
  std::uint8_t* to = call.memory.range(call.u32(1), 24);
  const FileType type = file_type(stat_of(file.fd.get()).st_mode);
  const auto flags = static_cast<std::uint16_t>(to_fdflags(check(fcntl(file.fd.get(), F_GETFL))));
  std::memset(to, 0, 24);
  std::memcpy(to, &type, 1);
  std::memcpy(to + 2, &flags, 2);
  std::memcpy(to + 8, &file.rights, 8);
  std::memcpy(to + 16, &file.inheriting, 8);
}

// The host's own descriptors are shared with others, whom a change would surprise.
void fd_fdstat_set_flags(Call& call) {
  const File& file = call.file(0, right_set_flags);
  const int flags = from_fdflags(call.u32(1));
  const int old = check(fcntl(file.fd.get(), F_GETFL));
  constexpr int fixed = O_SYNC | O_DSYNC | O_RSYNC;
  if ((flags & fixed) != (old & fixed)) fail(ENOTSUP);
  const int changed = (old & ~(O_APPEND | O_NONBLOCK)) | (flags & (O_APPEND | O_NONBLOCK));
  if (changed == old) return;
  if (file.fd.is_borrowed()) fail(ENOTSUP);
  if ((old & O_NONBLOCK) != 0 && (changed & O_NONBLOCK) == 0 && may_block(file.fd.get())) fail(ENOTSUP);
  check(fcntl(file.fd.get(), F_SETFL, changed));
}

// Rights only become fewer.
void fd_fdstat_set_rights(Call& call) {
  File& file = call.file(0);
  if ((call.u64(1) & ~file.rights) != 0 || (call.u64(2) & ~file.inheriting) != 0) fail(not_capable);
  file.rights = call.u64(1);
  file.inheriting = call.u64(2);
}

void fd_filestat_get(Call& call) {
  store_stat(call.memory, call.u32(1), stat_of(call.file(0, right_stat).fd.get()), call.version);
}

void fd_filestat_set_size(Call& call) {
  const int fd = call.file(0, right_set_size).fd.get();
  const std::int64_t size = call.s64(1);
  call.host.quota.grow(fd, size < 0 ? 0 : call.u64(1), [&] { return check(ftruncate(fd, size)); });
}

void fd_filestat_set_times(Call& call) {
  const File& file = call.file(0, right_set_times);
  check(futimens(file.fd.get(), times(call.u64(1), call.u64(2), call.u32(3)).values));
}

// Directories given at the start

const std::string& preopen_name(const Call& call) {
  const File& file = call.file(0);
  if (!file.preopen) fail(EBADF);
  return *file.preopen;
}

void fd_prestat_get(Call& call) {
  const std::string& name = preopen_name(call);
  const std::uint32_t prestat[2] = {0, static_cast<std::uint32_t>(name.size())};  // 0: a directory
  std::memcpy(call.memory.range(call.u32(1), 8), prestat, 8);
}

void fd_prestat_dir_name(Call& call) {
  const std::string& name = preopen_name(call);
  if (name.size() > call.u32(2)) fail(ENAMETOOLONG);
  call.memory.write(call.u32(1), name);
}

}  // namespace

int from_fdflags(std::uint32_t flags) {
  if (flags > 0x1f) fail(EINVAL);
  return (flags & 1 ? O_APPEND : 0) | (flags & 2 ? O_DSYNC : 0) | (flags & 4 ? O_NONBLOCK : 0) |
         (flags & 8 ? O_RSYNC : 0) | (flags & 16 ? O_SYNC : 0);
}

// O_SYNC has the bit of O_DSYNC in it, and Linux knows no O_RSYNC of its own.
std::uint32_t to_fdflags(int flags) {
  const bool sync = (flags & O_SYNC) == O_SYNC;
  return (flags & O_APPEND ? 1u : 0) | (!sync && (flags & O_DSYNC) ? 2u : 0) | (flags & O_NONBLOCK ? 4u : 0) |
         (sync ? 16u : 0);
}

std::vector<WasiEntry> fd_functions() {
  return {
      {"fd_advise", "iIIi", fd_advise},
      {"fd_allocate", "iII", fd_allocate},
      {"fd_close", "i", fd_close},
      {"fd_datasync", "i", fd_datasync},
      {"fd_fdstat_get", "ii", fd_fdstat_get},
      {"fd_fdstat_set_flags", "ii", fd_fdstat_set_flags},
      {"fd_fdstat_set_rights", "iII", fd_fdstat_set_rights},
      {"fd_filestat_get", "ii", fd_filestat_get},
      {"fd_filestat_set_size", "iI", fd_filestat_set_size},
      {"fd_filestat_set_times", "iIIi", fd_filestat_set_times},
      {"fd_pread", "iiiIi", fd_pread},
      {"fd_prestat_dir_name", "iii", fd_prestat_dir_name},
      {"fd_prestat_get", "ii", fd_prestat_get},
      {"fd_pwrite", "iiiIi", fd_pwrite},
      {"fd_read", "iiii", fd_read},
      {"fd_renumber", "ii", fd_renumber},
      {"fd_seek", "iIii", fd_seek},
      {"fd_sync", "i", fd_sync},
      {"fd_tell", "ii", fd_tell},
      {"fd_write", "iiii", fd_write},
  };
}

}  // namespace modlink::host
