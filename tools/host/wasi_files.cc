// The guest's files: making them, and its table of descriptors.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "tools/host/wasi_context.h"

namespace modlink::host {

namespace {

// What the system does not let anybody do with an open file of this kind.
std::uint64_t refused_by_system(int fd) {
  const int access = check(fcntl(fd, F_GETFL)) & O_ACCMODE;
  std::uint64_t rights = 0;
  if (access == O_WRONLY) rights |= right_read;
  if (access == O_RDONLY) rights |= right_write | right_allocate | right_set_size;
  if (S_ISDIR(stat_of(fd).st_mode)) return rights | right_read;
  if (lseek(fd, 0, SEEK_CUR) < 0) rights |= right_seek | right_tell;
  return rights | path_rights;
}

bool exists(const WasiContext& context, int root, const std::string& path, int flags) {
  try {
    open_beneath(root, path, O_PATH | (flags & O_NOFOLLOW), 0, context.options.lookup);
    return true;
  } catch (const SystemError&) {
    return false;
  }
}

}  // namespace

Fd open_within_quota(WasiContext& context, int root, const std::string& path, int flags) {
  const auto open = [&] { return open_beneath(root, path, flags, 0666, context.options.lookup); };
  const bool makes = context.quota.is_limited() && (flags & O_CREAT) != 0 && !exists(context, root, path, flags);
  return makes ? context.quota.make_entry(open) : open();
}

std::uint32_t Files::add(File file) {
  const auto free = std::find(files_.begin(), files_.end(), std::nullopt);
  const auto number = static_cast<std::uint32_t>(free - files_.begin());
  if (free == files_.end()) {
    files_.emplace_back(std::move(file));
  } else {
    *free = std::move(file);
  }
  return number;
}

File& Files::get(std::uint32_t number, std::uint64_t rights) {
  if (number >= files_.size() || !files_[number] || !files_[number]->fd.is_open()) fail(EBADF);
  File& file = *files_[number];
  const std::uint64_t missing = rights & ~file.rights;
  if (missing != 0 && (missing & refused_by_system(file.fd.get())) == 0) fail(not_capable);
  return file;
}

void Files::close(std::uint32_t number) {
  get(number);
  files_[number].reset();
}

void Files::renumber(std::uint32_t from, std::uint32_t to) {
  get(from);
  get(to);
  if (from == to) return;
  files_[to] = std::move(files_[from]);
  files_[from].reset();
}

}  // namespace modlink::host
