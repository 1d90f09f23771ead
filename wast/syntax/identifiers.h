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

// What a user or a file brought is never printed as it is: control characters, of ASCII, from U+0080 to U+009F, of
// directions and of lines, could do something to a terminal or make a text look like another one, and so could bytes
// that are no UTF-8. They are escaped as in strings; elsewhere than in file names, what is behind the first 80
// characters is counted only.

// How many bytes at the front of a text that is not empty have to be escaped: a control character or a bad byte.
std::size_t control_length(std::string_view text);

// A text that is made of such parts: escaped and whole.
std::string without_controls(std::string_view text);

// A file's name, in a message: likewise, unless it is too long to be one.
std::string shown_path(std::string_view path);

// A word as it was written, in a message: `aaa… (920 more)`. `most` is for whole messages.
std::string shown(std::string_view word, std::size_t most = 80);

// A name in a message: in quotes, with quotes and backslashes escaped too: `"aaa…" (920 more)`.
std::string quote(std::string_view name);

// A name as the identifier that it is in text, for a message or a picture: `$f`, or `$"a b"` as `quote` has it.
std::string quote_id(std::string_view name);

// What a definition is called in a message: `$f`, or `3` if it has no name.
std::string name_or_index(const NameMap& names, Index index);

// A function in a message: "function $f", or "function 3" if it has no name.
std::string describe_func(const Names& names, Index func);

}  // namespace modlink
