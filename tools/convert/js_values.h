// Values, patterns and strings as expressions of JavaScript.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wast/script/script.h"

namespace modlink::convert {

// A string literal, in ASCII. What is no UTF-8 is replaced.
std::string js_string(std::string_view text);
// The same of an identifier, or `null`.
std::string js_id(const std::optional<std::string>& id);

// A constant that has a JavaScript value, which is not a NaN.
std::string js_value(const script::Const& constant);
// A pattern that such values can be compared with, as the harness has them.
std::string js_pattern(const script::Pattern& pattern);

}  // namespace modlink::convert
