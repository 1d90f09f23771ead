// Memory instances: allocation and growing. spec: exec/modules, Memories, Growing memories
#include "interpreter/runtime/memory.h"

#include <algorithm>
#include <utility>

#include "interpreter/runtime/address_space.h"

namespace modlink {
namespace {

using address_space::round_up;

// Reserved at once, where that is free.
constexpr std::uint64_t small = address_space::is_free ? 1 << 20 : 0;

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

std::optional<LinearMemory> LinearMemory::allocate(const MemoryType& type, std::uint64_t limit, StoreBudget* budget) {
  LinearMemory memory;
  memory.type_ = type;
  memory.type_.limits.min = 0;
  const std::uint64_t most = std::min(limit, addressable(type));
  memory.max_size_ = bytes(type.limits.max.value_or(UINT64_MAX), type, most);
  if (type.limits.min > (memory.max_size_ >> type.page_size_log2)) return std::nullopt;
  memory.budget_ = budget;
  if (!memory.map(type) || !memory.grow(type.limits.min)) return std::nullopt;
  return memory;
}

// For the initial size, or, if it must not move or that is little, the largest.
bool LinearMemory::map(const MemoryType& type) {
  const bool at_once = type.shared || max_size_ <= small;
  reserved_ = round_up(at_once ? max_size_ : type.limits.min << type.page_size_log2);
  usable_ = type.shared ? 0 : reserved_;
  base_ = type.shared ? address_space::reserve(reserved_) : address_space::make(reserved_);
  return base_ != nullptr;
}

LinearMemory::~LinearMemory() {
  if (base_) address_space::release(base_, reserved_);
  if (budget_) budget_->give_back(size_);
}

LinearMemory::LinearMemory(LinearMemory&& other) noexcept { *this = std::move(other); }

LinearMemory& LinearMemory::operator=(LinearMemory&& other) noexcept {
  std::swap(type_, other.type_);
  std::swap(base_, other.base_);
  std::swap(size_, other.size_);
  std::swap(reserved_, other.reserved_);
  std::swap(usable_, other.usable_);
  std::swap(max_size_, other.max_size_);
  std::swap(moves_, other.moves_);
  std::swap(budget_, other.budget_);
  return *this;
}

bool LinearMemory::grow(std::uint64_t delta) {
  if (delta > (max_size_ - size_) >> type_.page_size_log2) return false;
  const std::uint64_t more = delta << type_.page_size_log2;
  if (budget_ && !budget_->take(more)) return false;
  if (!make_usable(size_ + more)) {
    if (budget_) budget_->give_back(more);
    return false;
  }
  size_ += more;
  type_.limits.min = pages();
  return true;
}

bool LinearMemory::may_grow(std::uint64_t delta) const {
  const std::uint64_t last_byte = type_.addr == AddrType::i64 ? UINT64_MAX : UINT32_MAX;
  const std::uint64_t last_page = last_byte >> type_.page_size_log2;
  // By the number of the last page, since 64 bits may be too few to count them.
  const bool is_addressable = delta == 0 || (delta - 1 <= last_page && pages() <= last_page - (delta - 1));
  return is_addressable && delta <= type_.limits.max.value_or(UINT64_MAX) - pages();
}

// New bytes are zero.
bool LinearMemory::make_usable(std::uint64_t size) {
  if (size <= usable_) return true;
  if (size > reserved_ && !moves_) moves_ = !reserve_all();
  if (moves_) return move_to_hold(size);
  if (!address_space::make_usable(base_, round_up(size))) return false;
  usable_ = round_up(size);
  return true;
}

// Moves to where there is address space for the largest size. False, and no change, if that cannot be had.
bool LinearMemory::reserve_all() {
  const std::uint64_t reserved = round_up(max_size_);
  std::uint8_t* const base = address_space::is_free ? address_space::reserve(reserved) : nullptr;
  if (!base) return false;
  if (!address_space::move(base_, reserved_, base)) {
    address_space::release(base, reserved);
    return false;
  }
  base_ = base;
  reserved_ = reserved;
  return true;
}

// Moving takes time in proportion to the size, so there has to be room for many small steps: twice the size, or, where
// that cannot be had, as much as halving the room again and again finds.
bool LinearMemory::move_to_hold(std::uint64_t size) {
  for (std::uint64_t room = size;; room /= 2) {
    const std::uint64_t reserved = round_up(std::min(max_size_, size + room));
    if (std::uint8_t* const base = address_space::resize(base_, reserved_, reserved)) {
      base_ = base;
      reserved_ = usable_ = reserved;
      return true;
    }
    if (room == 0) return false;
  }
}

}  // namespace modlink
