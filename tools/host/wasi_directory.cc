// WASI: reading of directories. spec: WASI preview 1, `fd_readdir`
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "tools/host/wasi_context.h"
#include "tools/host/wasi_stat.h"

namespace modlink::host {

namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

// With a position of its own.
Directory open_directory(int fd, off_t offset) {
  Fd copy(check(openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
  check(lseek(copy.get(), offset, SEEK_SET));
  Directory directory(fdopendir(copy.get()));
  if (!directory) fail(errno);
  copy.release();
  return directory;
}

// Reads from a cookie on. Cookies count entries: offsets may use all of 64 bits, and `telldir` gives a `long`. What is
// behind an entry is found by its offset all the same, so that entries that go meanwhile let no other be left out.
class Reader {
 public:
  Reader(File& file, std::uint64_t cookie)
      : offsets_(file.offsets), cookie_(std::min<std::uint64_t>(cookie, offsets_.size())) {
    directory_ = open_directory(file.fd.get(), cookie_ == 0 ? 0 : offsets_[cookie_ - 1]);
    while (cookie_ < cookie && next()) continue;
  }

  // Null at the end.
  const dirent* next() {
    errno = 0;
    const dirent* entry = readdir(directory_.get());
    if (!entry && errno != 0) fail(errno);
    if (!entry) return nullptr;
    if (cookie_ == offsets_.size()) offsets_.emplace_back();
    offsets_[cookie_++] = entry->d_off;
    return entry;
  }
  // Behind the entry read last.
  std::uint64_t cookie() const { return cookie_; }

 private:
  std::vector<std::int64_t>& offsets_;
  std::uint64_t cookie_;
  Directory directory_;
};

FileType type_of(const dirent& entry) { return file_type(static_cast<mode_t>(DTTOIF(entry.d_type))); }

// A `dirent` and the name behind it.
std::string encode(const dirent& entry, std::uint64_t cookie) {
  const std::string name = entry.d_name;
  std::string bytes(24, '\0');
  const std::uint64_t words[2] = {cookie, entry.d_ino};
  const auto size = static_cast<std::uint32_t>(name.size());
  const FileType type = type_of(entry);
  std::memcpy(bytes.data(), words, 16);
  std::memcpy(bytes.data() + 16, &size, 4);
  std::memcpy(bytes.data() + 20, &type, 1);
  return bytes + name;
}

// Fills the buffer; the last entry may be cut off, which tells the guest that there is more.
void fd_readdir(Call& call) {
  File& file = call.file(0, right_readdir);
  const std::uint32_t size = call.u32(2);
  std::uint8_t* to = call.memory.range(call.u32(1), size);
  call.memory.range(call.u32(4), 4);
  Reader reader(file, call.u64(3));
  std::uint32_t used = 0;
  while (used < size) {
    const dirent* entry = reader.next();
    if (!entry) break;
    const std::string bytes = encode(*entry, reader.cookie());
    const std::size_t count = std::min<std::size_t>(bytes.size(), size - used);
    std::memcpy(to + used, bytes.data(), count);
    used += static_cast<std::uint32_t>(count);
  }
  call.memory.store(call.u32(4), used);
}

}  // namespace

std::vector<WasiEntry> directory_functions() { return {{"fd_readdir", "iiiIi", fd_readdir}}; }

}  // namespace modlink::host
