// Patterns that users give, in the syntax of RE2: matching takes linear time, whatever they say.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace modlink::cli {

// Whether a text has the pattern in it.
using Pattern = std::function<bool(std::string_view)>;

// Throws Failure if the text is no pattern.
Pattern compile_pattern(const std::string& text);
// A pattern that a text has if it has this one in it. Blanks, which stand for themselves, stay as they are.
std::string quoted_pattern(const std::string& text);
// Refuses the value of `option` if it is no pattern.
Pattern parse_pattern(const std::string& option, const std::string& text);

}  // namespace modlink::cli
