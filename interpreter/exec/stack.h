// The value stack and the activations of a machine. spec: exec/runtime, Stack
#pragma once

#include <cstddef>
#include <cstdint>

#include "interpreter/code/word.h"
#include "interpreter/runtime/instance.h"
#include "interpreter/runtime/interruption.h"
#include "interpreter/runtime/wait_queue.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink {

// What a call saves of its caller. spec: exec/runtime, Activations of Functions
struct Activation {
  const Word* pc;      // where to go on
  std::uint64_t* fp;   // the caller's frame
  ModuleInst* module;  // the caller's
};

// Zeroed address space that takes memory only as it is touched, so that making a machine is cheap.
class Reservation {
 public:
  Reservation() = default;
  ~Reservation();
  Reservation(const Reservation&) = delete;
  Reservation& operator=(const Reservation&) = delete;
  // Null if it cannot be had. To be called once.
  void* reserve(std::uint64_t bytes);

 private:
  void* base_ = nullptr;
  std::uint64_t size_ = 0;
};

// Executions lie on one another: one begins where the host function that asked for it was called.
class Stack {
 public:
  // What host functions and the executions they begin may take of the native stack. Without optimisation the frame of
  // one execution is as large as 200 KiB.
  static constexpr int max_depth = 200;
  static constexpr std::size_t max_native_bytes = std::size_t{2} << 20;

  explicit Stack(const ImplementationLimits& limits) : limits_(limits) {}

  // Reserves the address space, the first time. False if it cannot be had.
  bool prepare();
  // Whether there is no room for another execution, `native_bytes` below the first.
  bool is_exhausted(std::size_t native_bytes) const {
    return top > last_frame || activation == activation_limit || depth == max_depth || native_bytes > max_native_bytes;
  }

  // Gives the limit back. False if it was there.
  bool restore_limit() { return limit.exchange(last_frame) == nullptr; }

  std::uint64_t* base = nullptr;       // the first slot
  std::uint64_t* top = nullptr;        // where the next execution's frame begins, and what is in use ends
  Activation* activation = nullptr;    // and its first activation goes
  int depth = 0;                       // executions under way
  const ModuleInst* caller = nullptr;  // of the host function that was called last
  std::uintptr_t native_base = 0;      // native frame of the first of them
  // A frame may begin here at most. Behind it is room for one of the largest size, so that no call has to know how
  // large its callee's frame is.
  std::uint64_t* last_frame = nullptr;
  // The same, unless an interruption has taken it away.
  FrameLimit limit = nullptr;
  Activation* activation_limit = nullptr;

  // Waits. spec: the threads proposal, Wait and notify
  bool may_suspend = false;  // whether a wait suspends the execution
  Activation suspended{};    // these three of a suspended execution: where it waits,
  Activation* suspended_activation = nullptr;
  Wait wait;  // and for what

 private:
  ImplementationLimits limits_;
  Reservation slots_;
  Reservation activations_;
};

}  // namespace modlink
