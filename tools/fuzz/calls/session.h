// What a host has that calls the C API at random: things that it owns, and choices.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "capi/modlink.hh"
#include "capi/test_allocation.h"
#include "tools/generate/random.h"

namespace modlink::fuzz {

// What one may delete things of.
class AnyPool {
 public:
  virtual ~AnyPool() = default;
  virtual void delete_one(unsigned number) = 0;
};

// What is lent to a call, which nobody may delete as long as it lasts.
class Lent {
 public:
  std::size_t mark() const { return things_.size(); }
  void release(std::size_t mark) { things_.resize(mark); }
  void add(const void* thing) { things_.push_back(thing); }
  bool has(const void* thing) const { return std::find(things_.begin(), things_.end(), thing) != things_.end(); }

 private:
  std::vector<const void*> things_;
};

// Things of a kind, a few at a time.
template <class T, void (*destroy)(T*)>
class Pool : public AnyPool {
 public:
  explicit Pool(Lent& lent) : lent_(lent) {}
  ~Pool() override {
    while (!things_.empty()) destroy(take(0));
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // Takes it over; null is nothing.
  void add(T* thing) {
    if (!thing) return;
    const EnoughMemory enough;
    things_.push_back(thing);
    if (things_.size() > most) delete_one(0);
  }
  // Null if there is none.
  T* lend(unsigned number) {
    if (things_.empty()) return nullptr;
    const EnoughMemory enough;
    T* const thing = things_[number % things_.size()];
    lent_.add(thing);
    return thing;
  }
  // Its finalizers may do anything with this pool.
  void delete_one(unsigned number) override {
    if (things_.empty() || lent_.has(things_[number % things_.size()])) return;
    destroy(take(number % things_.size()));
  }

 private:
  static constexpr std::size_t most = 12;

  T* take(std::size_t at) {
    T* const thing = things_[at];
    things_.erase(things_.begin() + static_cast<std::ptrdiff_t>(at));
    return thing;
  }

  Lent& lent_;
  std::vector<T*> things_;
};

class Session {
 public:
  Session(std::string bytes, unsigned steps);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Until there are no more steps.
  void run();
  // Some, in a function that the API calls back.
  void run_nested();

  // Less than `bound`.
  unsigned below(std::size_t bound) { return random.below(bound); }
  // Mostly one of the pool, sometimes null.
  template <class T, void (*destroy)(T*)>
  T* lend(Pool<T, destroy>& pool) {
    return random.below(24) == 0 ? nullptr : pool.lend(random.below(256));
  }
  // Of some pool, unless it is lent.
  void delete_one();

  generate::Random random;
  Lent lent;
  Pool<wasm_engine_t, wasm_engine_delete> engines{lent};
  Pool<wasm_store_t, wasm_store_delete> stores{lent};
  Pool<wasm_valtype_t, wasm_valtype_delete> val_types{lent};
  Pool<wasm_externtype_t, wasm_externtype_delete> extern_types{lent};
  Pool<wasm_module_t, wasm_module_delete> modules{lent};
  Pool<wasm_shared_module_t, wasm_shared_module_delete> shared_modules{lent};
  Pool<wasm_instance_t, wasm_instance_delete> instances{lent};
  Pool<wasm_extern_t, wasm_extern_delete> externs{lent};
  Pool<wasm_ref_t, wasm_ref_delete> refs{lent};
  Pool<wasm_trap_t, wasm_trap_delete> traps{lent};
  Pool<modlink_outcome_t, modlink_outcome_delete> outcomes{lent};
  Pool<modlink_linker_t, modlink_linker_delete> linkers{lent};
  Pool<modlink_interrupter_t, modlink_interrupter_delete> interrupters{lent};

 private:
  void step();

  unsigned steps_;
  unsigned depth_ = 0;
};

}  // namespace modlink::fuzz
