// URLs that name files relative to others. spec: URL Standard, "Percent-encoded bytes" and "URL writing"
#pragma once

#include <string>
#include <string_view>

namespace modlink::command {

// A path as a relative URL has it: with %XX for the bytes that mean something else there, or that no URL has.
std::string percent_encoded(std::string_view path);

// The path that a relative URL means, without its query and fragment. A `%` that no two hexadecimal digits follow
// stands for itself.
std::string path_of_url(std::string_view url);

// Whether a URL leads to the same from everywhere: it has a scheme, or begins with a slash.
bool is_absolute_url(std::string_view url);

}  // namespace modlink::command
