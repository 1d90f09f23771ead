// What there is to say about the code of an error: the rule, where it is written, an example that breaks it and one
// that does not. docs/errors.md
#pragma once

#include <string>

namespace modlink::explain {

struct Explanation {
  std::string code;
  std::string rule;  // in our own words
  // Where it is written, separated by "; ": `core valid/instructions#valid-call` (a file of the core specification and
  // a label in it), `Explainer.md#nested-modules` (of the proposal, and a title), `nested-modules.3`
  // (spec-tests/rules/), `D12` (docs/decisions.md), `docs/limits.md`, `proposal threads`.
  std::string places;
  std::string failing;  // has this error and no other
  std::string fixed;    // has none
  // What is run on each example, as `FILE`; empty: the examples are parts of programs that use the library.
  std::string command = "spec-runner FILE";
};

// The same as a row of a table.
struct Row {
  const char* code;
  const char* rule;
  const char* places;
  const char* failing;
  const char* fixed;
  const char* command = "spec-runner FILE";
};

}  // namespace modlink::explain
