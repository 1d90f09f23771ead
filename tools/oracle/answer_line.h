// Answers as lines. docs/engine-protocol.md
#pragma once

#include <string>
#include <string_view>

namespace modlink::oracle {

class Oracle;

// The answer to a line, whatever that is, both without their line ends.
std::string answer_line(Oracle& oracle, const std::string& line);
// The answer where there is nobody to ask any more, since `why`.
std::string lost_line(const std::string& line, std::string_view why);

}  // namespace modlink::oracle
