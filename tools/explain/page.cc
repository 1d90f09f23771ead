// docs/errors.md: the codes of errors, on a page.
#include <fmt/format.h>

#include "tools/explain/explain.h"
#include "tools/explain/places.h"

namespace modlink::explain {

namespace {

constexpr const char* introduction = R"(# The codes of errors

Each error has a code: a short name of what is wrong, which stays while messages get better. `spec-runner` prints it with
each failed directive, `modlink` behind what is wrong with a module, reports have it as `code`, and programs that use the library get it
from `Error::code()` and `Outcome::code()`.

```
modlink --explain type-mismatch
spec-runner --explain unknown-import
```

print the rule, where it is written, an example that fails with exactly this code, and one that does not. Both programs know
all codes; `--explain` alone lists them. A test runs all examples.

**What is promised.** A code keeps its meaning. New errors get new codes; one that is no longer needed is not used again for
anything else. The words that messages begin with are those of the official test suite where that has any; what follows them
may change at any time. One code may be of several stages: an unknown function is malformed where an identifier names it,
and invalid where an index does. The stage is said besides.

This page is made by `errors-page docs/errors.md`; a test says when it is stale.
)";

std::string places_in_markdown(const Explanation& explanation) {
  std::string result;
  for (const Place& place : places_of(explanation.places)) {
    result += fmt::format("{}{}", result.empty() ? "" : ", ", to_markdown(place));
  }
  return result;
}

// In a table, a vertical bar would end the cell.
std::string cell(const std::string& text) {
  std::string result;
  for (const char c : text) result += c == '|' ? std::string("\\|") : std::string(1, c);
  return result;
}

}  // namespace

std::string errors_page() {
  std::string page = introduction;
  for (const Chapter& chapter : chapters()) {
    page += fmt::format("\n## {}\n\n| code | messages begin with | rule | written in |\n|---|---|---|---|\n",
                        chapter.title);
    for (const Explanation& explanation : chapter.explanations) {
      page += fmt::format("| <a id=\"{0}\"></a>`{0}` | {1} | {2} | {3} |\n", explanation.code,
                          describe_words(explanation.code), cell(explanation.rule), places_in_markdown(explanation));
    }
  }
  return page;
}

}  // namespace modlink::explain
