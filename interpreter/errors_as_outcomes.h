// What errors of an instantiation come to. spec: appendix/embedding, module_instantiate
#pragma once

#include <new>

#include "interpreter/definition_limit.h"
#include "interpreter/runtime/outcome.h"
#include "wast/syntax/error.h"

namespace modlink {

// The outcome that `f` gives, or that of the error that it throws.
template <class F>
Outcome errors_as_outcomes(F f) {
  try {
    return f();
  } catch (const Unlinkable& error) {
    return Outcome(error);
  } catch (const DefinitionLimit& error) {
    Outcome outcome(error);
    outcome.stack().definition = error.place();
    return outcome;
  } catch (const LimitExceeded& error) {
    return Outcome(error);
  } catch (const std::bad_alloc&) {
    return Outcome::limit(out_of_memory);
  }
}

}  // namespace modlink
