// Identifiers, and names in messages. spec: text/values, Identifiers
#pragma once

#include <string>
#include <string_view>

#include "wast/syntax/module.h"

namespace modlink {

// spec: text/values, `idchar`
constexpr bool is_id_char(char c) {
  return c > ' ' && c < '\x7f' && c != '"' && c != '(' && c != ')' && c != ',' && c != ';' && c != '[' && c != ']' &&
         c != '{' && c != '}';
}

// Whether `$` and the name are an identifier without quotation marks.
bool is_id(std::string_view name);

// A name for a picture or a terminal: control characters are escaped as in strings, and nothing else is.
std::string without_controls(std::string_view name);

// A name for a message: control characters escaped, cut when it is long; in quotes.
std::string quote(std::string_view name);

// A name as the identifier that it is in text, for a message or a picture: `$f`, or `$"a b"` as `quote` has it.
std::string quote_id(std::string_view name);

// A function in a message: "function $f", or "function 3" if it has no name.
std::string describe_func(const Names& names, Index func);

}  // namespace modlink
