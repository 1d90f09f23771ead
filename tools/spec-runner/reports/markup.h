// Texts of any origin in XML and HTML.
#pragma once

#include <string>
#include <string_view>

namespace modlink::runner {

// As content of an element or of an attribute in quotes. What XML has no way to say, control characters and bytes that
// are no UTF-8, is written as strings of scripts have it: `\1b`.
std::string escape_markup(std::string_view text);

}  // namespace modlink::runner
