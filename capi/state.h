// What a store of the C API is, whose handles may outlive it. capi/wasm.h, Stores
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "capi/log.h"
#include "capi/modlink.h"
#include "interpreter/embedding.h"
#include "wast/syntax/features.h"

namespace modlink::capi {

// What a configuration says.
struct Setup {
  Features features;
  ImplementationLimits limits;
  bool metered = false;
  Choices choices = Choices::deterministic;
  LogSetup log;
};

// What a host keeps with a thing, by the thing's identity.
struct HostInfo {
  void* info = nullptr;
  void (*finalizer)(void*) = nullptr;
  std::shared_ptr<const void> keeper;  // so that the identity is no other thing's
};

class State : public std::enable_shared_from_this<State> {
 public:
  State(const Setup& setup, TypeStorePtr types);
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  // Null once it is closed.
  Store* store() const { return store_.get(); }
  const Setup& setup() const { return setup_; }
  const TypeStorePtr& types() const { return types_; }
  // Whether the log's callback is running: then nothing is executed, and nothing grows.
  bool is_telling() const { return log_ && log_->is_telling(); }
  // By its number in the log; null if there is none.
  const ModuleInst* logged_instance(std::uint64_t number) const;
  // Counts what ends the lives of all handles.
  std::uint64_t generation() const { return generation_; }

  // False while something is being executed.
  bool reset();
  // Then, at the latest.
  void close();
  // From any thread.
  void interrupt();

  void* host_info(const void* identity) const;
  void set_host_info(const void* identity, HostInfo info);

  // References of the host, by their numbers.
  std::uint32_t add_foreign();
  // The number of a thing that is no reference of the language.
  std::uint32_t foreign_of(const wasm_ref_t& thing);
  // A new handle of what has the number.
  wasm_ref_t* copy_foreign(std::uint32_t number);

  std::list<RefHandle>& kept() { return kept_; }

 private:
  friend class Call;
  std::unique_ptr<Store> exchange_store(std::unique_ptr<Store> store);
  std::unique_ptr<Store> take_store();

  Setup setup_;
  TypeStorePtr types_;
  std::unique_ptr<Log> log_;  // null: nobody is told of anything
  std::mutex mutex_;          // of `store_`, for those who interrupt
  std::unique_ptr<Store> store_;
  std::uint64_t generation_ = 1;
  int calls_ = 0;
  bool is_closing_ = false;
  std::list<RefHandle> kept_;
  std::vector<std::unique_ptr<wasm_ref_t>> foreigns_;
  std::unordered_map<const void*, std::uint32_t> numbers_;  // of those that are no plain ones
  std::unordered_map<const void*, HostInfo> infos_;
};

using StatePtr = std::shared_ptr<State>;

// While it lives the store is in use.
class Call {
 public:
  explicit Call(StatePtr state) : state_(std::move(state)) { ++state_->calls_; }
  ~Call() {
    if (--state_->calls_ == 0 && state_->is_closing_) state_->close();
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

 private:
  StatePtr state_;
};

// Keeps an object alive as long as the store has it.
class Kept {
 public:
  Kept(StatePtr state, Ref ref);
  ~Kept();
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;

 private:
  StatePtr state_;
  std::uint64_t generation_;
  std::list<RefHandle>::iterator at_;
};
using KeptPtr = std::shared_ptr<const Kept>;

// What cannot be done while a log is told ends so.
inline constexpr char no_execution_in_log[] = "host trap: nothing can be executed while a log is told";

// The outcome that `f` gives, which executes something, or that by which the log's callback has ended it.
template <class F>
Outcome outcome_of_logged(State& state, F f) {
  try {
    return f();
  } catch (const EndedByLog& ended) {
    note_end(*state.store(), ended.outcome);
    return ended.outcome;
  }
}

// Runs `f`. No exception comes out: what cannot be done gives `otherwise`.
template <class T, class F>
T guarded(T otherwise, F f) noexcept {
  try {
    return f();
  } catch (...) {
    return otherwise;
  }
}
template <class F>
void guarded(F f) noexcept {
  try {
    f();
  } catch (...) {
  }
}

}  // namespace modlink::capi

struct wasm_config_t {
  modlink::capi::Setup setup;
};
struct wasm_engine_t {
  modlink::capi::Setup setup;
  modlink::TypeStorePtr types;
};
struct wasm_store_t {
  modlink::capi::StatePtr state;
};

namespace modlink::capi {

// Of a store in which something can be made. Null: there is none, or it is gone.
inline StatePtr live_state(const wasm_store_t* store) {
  return store && store->state->store() ? store->state : nullptr;
}

}  // namespace modlink::capi
