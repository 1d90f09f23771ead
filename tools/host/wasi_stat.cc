// Attributes of files, between Linux and WASI.
#include "tools/host/wasi_stat.h"

#include <algorithm>
#include <vector>

#include "tools/host/system.h"

namespace modlink::host {

namespace {

constexpr std::uint64_t second = 1'000'000'000;

// `fstflags`: a time given, or the present one.
timespec chosen_time(std::uint64_t given, bool set, bool set_now) {
  if (set && set_now) fail(EINVAL);
  if (set_now) return {0, UTIME_NOW};
  return set ? to_timespec(given) : timespec{0, UTIME_OMIT};
}

}  // namespace

FileType file_type(mode_t mode) {
  if (S_ISREG(mode)) return FileType::regular_file;
  if (S_ISDIR(mode)) return FileType::directory;
  if (S_ISLNK(mode)) return FileType::symbolic_link;
  if (S_ISCHR(mode)) return FileType::character_device;
  if (S_ISBLK(mode)) return FileType::block_device;
  return S_ISSOCK(mode) ? FileType::socket_stream : FileType::unknown;
}

std::uint64_t nanoseconds(const timespec& time) {
  return static_cast<std::uint64_t>(time.tv_sec) * second + static_cast<std::uint64_t>(time.tv_nsec);
}

timespec to_timespec(std::uint64_t nanoseconds) {
  return {static_cast<time_t>(nanoseconds / second), static_cast<long>(nanoseconds % second)};
}

// In `wasi_unstable` the number of links has 32 bits, and shares a word with the type.
void store_stat(const GuestMemory& memory, std::uint32_t address, const struct stat& status, WasiVersion version) {
  const auto type = static_cast<std::uint64_t>(file_type(status.st_mode));
  const std::uint64_t links = status.st_nlink;
  std::vector<std::uint64_t> fields{status.st_dev, status.st_ino};
  if (version == WasiVersion::unstable) {
    fields.push_back(type | std::min<std::uint64_t>(links, UINT32_MAX) << 32);
  } else {
    fields.insert(fields.end(), {type, links});
  }
  fields.insert(fields.end(), {static_cast<std::uint64_t>(status.st_size), nanoseconds(status.st_atim),
                               nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)});
  std::memcpy(memory.array(address, static_cast<std::uint32_t>(fields.size()), 8), fields.data(), fields.size() * 8);
}

Times times(std::uint64_t access, std::uint64_t modification, std::uint32_t flags) {
  if (flags > 0xf) fail(EINVAL);
  return {{chosen_time(access, flags & 1, flags & 2), chosen_time(modification, flags & 4, flags & 8)}};
}

}  // namespace modlink::host
