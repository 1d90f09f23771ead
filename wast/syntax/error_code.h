// The codes of errors: short names that stay, whatever messages go on to say. docs/errors.md
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace modlink {

// The code of what such a message is about: "type-mismatch", by the words that it begins with. Empty if no words are
// known that it begins with, which may be so where a host or another engine made it.
std::string error_code(std::string_view message);

// The same of a limit: "limit-types", by the option that the message names.
std::string limit_code(std::string_view message);

// A message with its code, for people: "unreachable (in function $f) [unreachable]".
std::string with_code(std::string_view message, std::string_view code);

// What messages with a code begin with; of limits nothing.
std::vector<std::string_view> words_of_error(std::string_view code);

// All of them, each once, in the order in which they are best read.
std::vector<std::string> error_codes();

}  // namespace modlink
