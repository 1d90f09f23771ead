// The value stack and the activations of a machine. spec: exec/runtime, Stack
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "interpreter/code/word.h"
#include "interpreter/runtime/instance.h"
#include "interpreter/runtime/interruption.h"
#include "interpreter/runtime/outcome.h"
#include "interpreter/runtime/wait_queue.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink {

// What a call saves of its caller. spec: exec/runtime, Activation Frames
struct Activation {
  const Word* pc;      // where to go on
  std::uint64_t* fp;   // the caller's frame
  ModuleInst* module;  // the caller's
};

// How what takes a frame of more than `max_frame_slots` ends.
Outcome frame_limit();

// Zeroed address space that takes memory only as it is touched, so that making a machine is cheap.
class Reservation {
 public:
  Reservation() = default;
  ~Reservation();
  Reservation(const Reservation&) = delete;
  Reservation& operator=(const Reservation&) = delete;
  // Null if it cannot be had. To be called until it can.
  void* reserve(std::uint64_t bytes);

 private:
  std::uint8_t* base_ = nullptr;
  std::uint64_t size_ = 0;
};

// Executions lie on one another: one begins where the host function that asked for it was called.
//
// It is a little memory at first, since most stores are short-lived and address space takes system calls. When that is
// used up, it moves to where there is room for all that the limits allow: once, and so that each holder of pointers
// into it can ask where they point now.
class Stack {
 public:
  explicit Stack(const ImplementationLimits& limits)
      : stack_slots_(limits.stack_slots), activations_(limits.activations) {
    begin_at(small_.slots, std::min<std::uint64_t>(stack_slots_, small_frames), small_.activations,
             std::min<std::uint64_t>(activations_, small_calls));
    top = base;
    activation = activation_base_;
  }
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;

  bool is_small() const { return moved_from_ == 0; }
  // Moves a small one. False, and no change, if there is no address space.
  bool grow();
  // Moves a small one that has no room for another execution, whose function has so many slots of parameters or
  // results.
  bool make_room(std::uint64_t slots);
  // Where a pointer into the stack, from before it may have moved, points now.
  template <class T>
  T* now(T* place) const;
  // Whether there is no room for another execution.
  bool is_exhausted() const { return top > last_frame || activation == activation_limit; }

  // How many activations are below this one.
  std::size_t calls(const Activation* at) const { return static_cast<std::size_t>(at - activation_base_); }

  // Gives the limit back. False if it was there.
  bool restore_limit() { return limit.exchange(last_frame) == nullptr; }

  std::uint64_t* base = nullptr;       // the first slot
  std::uint64_t* top = nullptr;        // where the next execution's frame begins, and what is in use ends
  Activation* activation = nullptr;    // and its first activation goes
  std::uint64_t depth = 0;             // executions under way
  const ModuleInst* caller = nullptr;  // of the host function that was called last
  std::uintptr_t native_base = 0;      // native frame of the first of them
  // A frame may begin here at most. Behind it is room for one of the largest size, in a small stack for one of
  // `small_frame_slots`, so that no call has to know how large its callee's frame is.
  std::uint64_t* last_frame = nullptr;
  // The same, unless an interruption has taken it away.
  FrameLimit limit = nullptr;
  Activation* activation_limit = nullptr;

  // Waits. spec: the threads proposal, Wait and notify
  bool may_suspend = false;  // whether a wait suspends the execution
  bool may_pause = false;    // whether an observer does
  Activation suspended{};    // these three of a suspended execution: where it waits,
  Activation* suspended_activation = nullptr;
  Wait wait;  // and for what

 private:
  static constexpr std::size_t small_frames = 192;  // where one may begin
  static constexpr std::size_t small_calls = 32;
  struct Small {
    std::uint64_t slots[small_frames + small_frame_slots + 1];
    Activation activations[small_calls + 1];
  };

  void begin_at(std::uint64_t* slots, std::uint64_t frames, Activation* activations, std::uint64_t calls);

  std::uint64_t stack_slots_;
  std::uint64_t activations_;
  Small small_{};
  std::uintptr_t moved_from_ = 0;  // where the small one was
  Reservation reservation_;
  Activation* activation_base_ = nullptr;
};

template <class T>
T* Stack::now(T* place) const {
  constexpr bool is_slot = std::is_same_v<T, std::uint64_t>;
  static_assert(is_slot || std::is_same_v<T, Activation>);
  const std::uintptr_t begin = moved_from_ + (is_slot ? 0 : offsetof(Small, activations));
  const std::uintptr_t offset = reinterpret_cast<std::uintptr_t>(place) - begin;
  if (moved_from_ == 0 || offset > (is_slot ? sizeof(Small::slots) : sizeof(Small::activations))) return place;
  if constexpr (is_slot)
    return base + offset / sizeof(T);
  else
    return activation_base_ + offset / sizeof(T);
}

}  // namespace modlink
