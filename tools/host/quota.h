// How much guests may add to the directories that they are given.
#pragma once

#include <cstdint>
#include <optional>

#include "tools/host/system.h"

namespace modlink::host {

// Counts the bytes by which files grow, and for each file, directory or link that is made what it takes on common file
// systems. What goes, and what others write, does not count. Beyond it calls fail with EDQUOT, as where a system has
// quotas: the device is not full, but this guest may have no more of it. spec: WASI preview 1, `errno`, `dquot`
class Quota {
 public:
  static constexpr std::uint64_t entry_bytes = 4096;

  explicit Quota(std::optional<std::uint64_t> bytes = std::nullopt) : left_(bytes) {}

  // Does what may make a file grow, to `end` at most. What is no file has no size. Throws SystemError: EDQUOT, before
  // anything is done; and what `change` throws.
  template <class Change>
  auto grow(int fd, std::uint64_t end, Change&& change) {
    if (!left_) return change();
    const std::uint64_t before = size_of(fd).value_or(end);
    require(end > before ? end - before : 0);
    const auto result = change();
    const std::uint64_t after = size_of(fd).value_or(0);
    spend(after > before ? after - before : 0);
    return result;
  }

  // Does what makes an entry of a directory. Throws likewise.
  template <class Make>
  auto make_entry(Make&& make) {
    require(entry_bytes);
    auto result = make();
    spend(entry_bytes);
    return result;
  }

  bool is_limited() const { return left_.has_value(); }

 private:
  static std::optional<std::uint64_t> size_of(int fd) {
    const struct stat status = stat_of(fd);
    if (!S_ISREG(status.st_mode)) return std::nullopt;
    return static_cast<std::uint64_t>(status.st_size);
  }
  void require(std::uint64_t bytes) const {
    if (left_ && bytes > *left_) fail(EDQUOT);
  }
  // Others may have made it grow as well.
  void spend(std::uint64_t bytes) {
    if (left_) *left_ -= bytes < *left_ ? bytes : *left_;
  }

  std::optional<std::uint64_t> left_;
};

}  // namespace modlink::host
