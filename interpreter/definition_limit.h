// Limits that a definition exceeds when a module is instantiated. spec: appendix/implementation, Execution
#pragma once

#include <new>

#include "interpreter/runtime/instance.h"
#include "wast/syntax/error.h"

namespace modlink {

// Which definition exceeds it.
class DefinitionLimit : public LimitExceeded {
 public:
  DefinitionLimit(const std::string& message, const DefinitionPlace& place)
      : LimitExceeded(no_pos, message), place_(place) {}
  const DefinitionPlace& place() const { return place_; }

 private:
  DefinitionPlace place_;
};

// Runs `f`, which is about a definition: limits that it exceeds, and the want of memory, are that one's.
template <class F>
decltype(auto) within_limits(const DefinitionPlace& place, F f) {
  try {
    return f();
  } catch (const LimitExceeded& error) {
    throw DefinitionLimit(error.message(), place);
  } catch (const std::bad_alloc&) {
    throw DefinitionLimit(out_of_memory, place);
  }
}

// The same for each of an instance's own definitions of a space, of which there are `count`: `f` of its place among
// them.
template <class F>
void for_each_own(const ModuleInst& inst, IndexSpace space, std::size_t count, F f) {
  const Index first = inst.code->first_own(space);
  for (Index i = 0; i < count; ++i) within_limits({&inst, space, first + i}, [&] { f(i); });
}

}  // namespace modlink
