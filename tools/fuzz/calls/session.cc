// Steps of a host, in an order that bytes say. capi/modlink.h
#include "tools/fuzz/calls/session.h"

#include <iterator>
#include <new>

#include "tools/fuzz/calls/steps.h"

namespace modlink::fuzz {
namespace {

constexpr unsigned max_depth = 3;  // of functions that are called back
constexpr unsigned nested_steps = 3;

std::vector<Step> joined() {
  std::vector<Step> all;
  for (const std::span<const Step> some :
       {store_steps(), module_steps(), instance_steps(), thing_steps(), value_steps(), outcome_steps()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

}  // namespace

std::span<const Step> steps() {
  static const std::vector<Step> all = joined();
  return all;
}

Session::Session(std::string bytes, unsigned steps) : random(std::move(bytes), 0), steps_(steps) {}

// What is deleted here may call back.
Session::~Session() { steps_ = 0; }

void Session::run() {
  add_engine(*this);
  add_store(*this);
  while (steps_ > 0) step();
}

void Session::run_nested() {
  if (depth_ == max_depth) return;
  const EnoughMemory enough;
  ++depth_;
  for (unsigned count = below(nested_steps); count > 0 && steps_ > 0; --count) step();
  --depth_;
}

// What a call leaves to the host cannot be told from what memory was short for: it is lost, but not leaked.
void Session::step() {
  --steps_;
  const std::size_t mark = lent.mark();
  const Step take = steps()[below(steps().size())];
  const bool fails = below(8) == 0;
  allocations_left = fails ? static_cast<long>(below(60)) : -1;
  try {
    take(*this);
  } catch (const std::bad_alloc&) {  // of the step's own
  }
  allocations_left = -1;
  lent.release(mark);
}

void Session::delete_one() {
  AnyPool* const pools[] = {&engines, &stores, &val_types, &extern_types, &modules, &shared_modules, &instances,
                            &externs, &refs,   &traps,     &outcomes,     &linkers, &interrupters};
  pools[below(std::size(pools))]->delete_one(below(256));
}

}  // namespace modlink::fuzz
