// What errors of an instantiation come to. spec: appendix/embedding, module_instantiate
#pragma once

#include <new>

#include "interpreter/definition_limit.h"
#include "interpreter/runtime/store.h"
#include "wast/syntax/error.h"

namespace modlink {

template <class F>
Outcome outcome_of(F f) {
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

// The outcome that `f` gives, or that of the error that it throws. The store notes it.
template <class F>
Outcome errors_as_outcomes(Store& store, F f) {
  Outcome outcome = outcome_of(f);
  note_end(store, outcome);
  return outcome;
}

}  // namespace modlink
