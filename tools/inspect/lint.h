// Advice about valid modules: what they ask for or define without need. spec: Explainer, "Instance Imports and
// Aliases"; D2, D16; the legacy exception handling proposal
#pragma once

#include <string>
#include <vector>

#include "validator/valid_module.h"

namespace modlink::inspect {

enum class LintRule : std::uint8_t {
  unused_import,         // nothing names it
  unused_alias,          // likewise
  unused_type,           // likewise
  unused_module,         // a nested module that nobody instantiates, passes on or exports
  unused_instance,       // likewise; it is made nevertheless
  superfluous_argument,  // of a name that the module does not import (D2)
  mixed_exceptions,      // try and try_table, or throw_ref, which some engines refuse to have in one module
  wide_import,           // an instance import of whose type some exports are never used
};

// "unused-import"
const char* to_string(LintRule rule);

struct Finding {
  LintRule rule;
  At at;
  std::string message;
};

// Findings in a module and those nested in it, in the order of the source. What only something unused uses counts as
// used.
std::vector<Finding> lint(const ValidModule& module);

// The findings as JSON, with places in `source`. docs/json.md describes it.
std::string to_json(const std::vector<Finding>& findings, const Source& source);

}  // namespace modlink::inspect
