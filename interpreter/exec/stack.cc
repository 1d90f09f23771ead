// Address space for the value stack. spec: exec/runtime, Stack
#include "interpreter/exec/stack.h"

#include <sys/mman.h>

namespace modlink {

Reservation::~Reservation() {
  if (base_) munmap(base_, size_);
}

void* Reservation::reserve(std::uint64_t bytes) {
  void* base = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (base == MAP_FAILED) return nullptr;
  base_ = base;
  size_ = bytes;
  return base_;
}

bool Stack::prepare() {
  constexpr std::uint64_t most = std::uint64_t{1} << 40;
  if (activation_limit) return true;
  if (limits_.stack_slots > most || limits_.activations > most) return false;
  const std::uint64_t slots = limits_.stack_slots + max_frame_slots + 1;
  if (!top) top = static_cast<std::uint64_t*>(slots_.reserve(slots * sizeof(std::uint64_t)));
  if (!top) return false;
  base = top;
  limit = last_frame = top + limits_.stack_slots;
  // One more, to return from the first call.
  const std::uint64_t activations = limits_.activations + 1;
  activation = static_cast<Activation*>(activations_.reserve(activations * sizeof(Activation)));
  if (!activation) return false;
  activation_limit = activation + activations;
  return true;
}

}  // namespace modlink
