// The guest's table of descriptors.
#include <algorithm>

#include "tools/host/wasi_context.h"

namespace modlink::host {

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
  if (number >= files_.size() || !files_[number]) fail(EBADF);
  if ((rights & ~files_[number]->rights) != 0) fail(not_capable);
  return *files_[number];
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
