// Memory instances: allocation and growing. spec: exec/modules, Memories, Growing memories
#include "interpreter/runtime/memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace modlink {
namespace {

std::uint64_t round_up(std::uint64_t size) {
  static const std::uint64_t page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return (std::max<std::uint64_t>(size, 1) + page - 1) & ~(page - 1);
}

// Address space without memory behind it. Null if it cannot be had.
std::uint8_t* reserve(std::uint64_t size) {
  void* base = ::mmap(nullptr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return base == MAP_FAILED ? nullptr : static_cast<std::uint8_t*>(base);
}

// Makes the first `size` bytes usable; new ones are zero.
bool commit(std::uint8_t* base, std::uint64_t size) {
  return size == 0 || ::mprotect(base, round_up(size), PROT_READ | PROT_WRITE) == 0;
}

// What can be addressed at all, in bytes. The number of pages must fit its address type too, since it is a result
// of `memory.size`.
std::uint64_t addressable(const MemoryType& type) {
  if (type.addr == AddrType::i64) return UINT64_MAX >> 1;
  return std::min(std::uint64_t{1} << 32, std::uint64_t{UINT32_MAX} << type.page_size_log2);
}

std::uint64_t bytes(std::uint64_t pages, const MemoryType& type, std::uint64_t at_most) {
  return pages > (at_most >> type.page_size_log2) ? at_most : pages << type.page_size_log2;
}

}  // namespace

std::optional<LinearMemory> LinearMemory::allocate(const MemoryType& type, std::uint64_t limit) {
  LinearMemory memory;
  memory.type_ = type;
  memory.type_.limits.min = 0;
  const std::uint64_t most = std::min(limit, addressable(type));
  memory.max_size_ = bytes(type.limits.max.value_or(UINT64_MAX), type, most);
  if (type.limits.min > (memory.max_size_ >> type.page_size_log2)) return std::nullopt;
  memory.reserved_ = round_up(memory.max_size_);
  memory.base_ = reserve(memory.reserved_);
  if (!memory.base_ && !type.shared) {  // less will do: `grow` moves it
    memory.reserved_ = round_up(type.limits.min << type.page_size_log2);
    memory.base_ = reserve(memory.reserved_);
  }
  if (!memory.base_ || !memory.grow(type.limits.min)) return std::nullopt;
  return memory;
}

LinearMemory::~LinearMemory() {
  if (base_) ::munmap(base_, reserved_);
}

LinearMemory::LinearMemory(LinearMemory&& other) noexcept
    : type_(other.type_),
      base_(std::exchange(other.base_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      reserved_(std::exchange(other.reserved_, 0)),
      max_size_(std::exchange(other.max_size_, 0)) {}

LinearMemory& LinearMemory::operator=(LinearMemory&& other) noexcept {
  std::swap(type_, other.type_);
  std::swap(base_, other.base_);
  std::swap(size_, other.size_);
  std::swap(reserved_, other.reserved_);
  std::swap(max_size_, other.max_size_);
  return *this;
}

bool LinearMemory::grow(std::uint64_t delta) {
  if (delta > (max_size_ - size_) >> type_.page_size_log2) return false;
  const std::uint64_t size = size_ + (delta << type_.page_size_log2);
  if (size > reserved_) {
    if (!move_to(size)) return false;
  } else if (!commit(base_, size)) {
    return false;
  }
  size_ = size;
  type_.limits.min = pages();
  return true;
}

bool LinearMemory::move_to(std::uint64_t size) {
  if (type_.shared) return false;
  std::uint8_t* base = reserve(round_up(size));
  if (!base) return false;
  if (!commit(base, size)) {
    ::munmap(base, round_up(size));
    return false;
  }
  std::memcpy(base, base_, size_);
  ::munmap(base_, reserved_);
  base_ = base;
  reserved_ = round_up(size);
  return true;
}

}  // namespace modlink
