// Which options mean something together.
#pragma once

#include <string>
#include <vector>

namespace modlink::runner {

// Refuses a line whose options do not mean anything together, so that none is left unheeded in silence: each has a row
// that says what has to be asked for if it is given, and some do not go with another one. `given` are those of the line
// by their long names, `convert` is the form that `--convert` has, if it is given. To be called while it is parsed.
void demand_meaning(const std::vector<std::string>& given, const std::string& convert);

// Refuses those of the options that print to standard output, which `taker`, an option too, has for its file alone.
void spare_standard_output(const std::vector<std::string>& given, const std::string& taker);

// Those that have a row. For tests.
std::vector<std::string> options_with_rules();

}  // namespace modlink::runner
