// Where rules are written: the places that explanations name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace modlink::explain {

struct Place {
  enum class Kind {
    core,       // `core valid/instructions#valid-call`: a file of the core specification, and a label in it
    chapter,    // `Explainer.md#nested-modules`: a document of the proposal, and a title in it
    rule,       // `nested-modules.3`: of spec-tests/rules/
    decision,   // `D12`: of docs/decisions.md
    page,       // `docs/limits.md#fuel`
    proposal,   // `proposal threads`: another one
    ill_formed  // none of these
  };
  Kind kind = Kind::ill_formed;
  std::string file;    // of core `valid/instructions`, of a rule its chapter, of a proposal its name
  std::string anchor;  // what is behind the `#`, of rules the ID, of decisions the number; may be empty
};

// Of the places of an Explanation.
std::vector<Place> places_of(std::string_view places);

// The anchor that a label of the core specification, or a title of a page, has in HTML: `valid-call-ref`.
std::string html_anchor(std::string_view label);

// For a terminal: "core specification: https://…".
std::string to_text(const Place& place);
// For a page in docs/: "[valid/instructions](https://…)".
std::string to_markdown(const Place& place);

}  // namespace modlink::explain
