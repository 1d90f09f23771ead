// Coverage for people.
#pragma once

#include <string>

#include "tools/coverage/coverage.h"

namespace modlink::reach {

// A line for each source, with functions, instructions and ways of branches; then those of all.
std::string instructions_table(const Coverage& coverage);
// A line for each source of text, with the lines that have instructions, and which of them were not reached.
std::string lines_table(const Coverage& coverage);
// A line for each group of rules, and what was not reached.
std::string rules_table(const Coverage& coverage, const Features& features);

}  // namespace modlink::reach
