// Callbacks of the host: what they get, and how they end. capi/modlink.h, Calls, Logs
#pragma once

#include <exception>
#include <new>
#include <string>
#include <utility>

#include "interpreter/runtime/outcome.h"

namespace modlink::capi {

// What a callback gets, of whichever signature, and what is done with it in the end.
class HostEnv {
 public:
  HostEnv(void* env, void (*finalizer)(void*)) : env_(env), finalizer_(finalizer) {}
  ~HostEnv() {
    try {
      if (finalizer_) finalizer_(env_);
    } catch (...) {  // of C++, which goes no further
    }
  }
  HostEnv(HostEnv&& other) noexcept : env_(other.env_), finalizer_(std::exchange(other.finalizer_, nullptr)) {}
  HostEnv& operator=(HostEnv&&) = delete;
  void* get() const { return env_; }

 private:
  void* env_;
  void (*finalizer_)(void*);
};

inline Outcome host_function_failed(const char* why) {
  return Outcome::trap(TrapCode::host_trap, std::string("host trap: ") + why);
}

// The outcome that `f` gives, which calls back, or that of the exception that a callback in C++ throws.
template <class F>
Outcome outcome_of_callback(F f) {
  try {
    return f();
  } catch (const std::bad_alloc&) {
    return Outcome::limit(out_of_memory);
  } catch (const std::exception& error) {
    return host_function_failed(error.what());
  } catch (...) {
    return host_function_failed("an exception of C++");
  }
}

}  // namespace modlink::capi
