// Limits that a definition exceeds when a module is instantiated. spec: appendix/implementation, Execution
#pragma once

#include <new>

#include "interpreter/runtime/outcome.h"
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

}  // namespace modlink
