// Address space for the value stack. spec: exec/runtime, Stack
#include "interpreter/exec/stack.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "interpreter/runtime/address_space.h"

namespace modlink {

Outcome frame_limit() { return Outcome::limit("a frame of more than " + std::to_string(max_frame_slots) + " slots"); }

Reservation::~Reservation() {
  if (base_) address_space::release(base_, size_);
}

void* Reservation::reserve(std::uint64_t bytes) {
  if (base_) return base_;
  size_ = address_space::round_up(bytes);
  base_ = address_space::make(size_);
  return base_;
}

// A frame may begin at the first slot and at `frames` more; `calls` may be under way.
void Stack::begin_at(std::uint64_t* slots, std::uint64_t frames, Activation* activations, std::uint64_t calls) {
  base = slots;
  std::uint64_t* before = std::exchange(last_frame, slots + frames);
  limit.compare_exchange_strong(before, last_frame);  // unless an interruption has taken it away
  activation_base_ = activations;
  // One more, to return from the first call.
  activation_limit = activations + calls + 1;
}

bool Stack::make_room(std::uint64_t slots) {
  const bool has_room = slots <= small_frame_slots && top <= last_frame && activation != activation_limit;
  return has_room || !is_small() || grow();
}

bool Stack::grow() {
  constexpr std::uint64_t most = std::uint64_t{1} << 40;
  if (stack_slots_ > most || activations_ > most) return false;
  const std::uint64_t slots = stack_slots_ + max_frame_slots + 1;
  auto* const to = static_cast<std::uint64_t*>(
      reservation_.reserve(slots * sizeof(std::uint64_t) + (activations_ + 1) * sizeof(Activation)));
  if (!to) return false;
  moved_from_ = reinterpret_cast<std::uintptr_t>(&small_);
  begin_at(to, stack_slots_, reinterpret_cast<Activation*>(to + slots), activations_);
  std::copy(std::begin(small_.slots), std::end(small_.slots), base);
  // Those beyond `activations_` are not in use.
  const std::uint64_t saved = std::min<std::uint64_t>(std::size(small_.activations), activations_ + 1);
  for (std::uint64_t i = 0; i < saved; ++i) {
    const Activation& from = small_.activations[i];
    activation_base_[i] = {from.pc, now(from.fp), from.module};
  }
  top = now(top);
  activation = now(activation);
  return true;
}

}  // namespace modlink
