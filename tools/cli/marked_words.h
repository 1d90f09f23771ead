// Words of command lines that are arguments, however they look.
#pragma once

#include <string>

namespace modlink::cli {

// What stands behind `--`, for one. CLI11 takes that from a subcommand that has arguments already; so such words are
// marked instead, by what no word of a command line has. What options give has no marks.
inline std::string marked(const std::string& word) { return '\0' + word; }

inline std::string without_mark(const std::string& word) {
  return !word.empty() && word[0] == '\0' ? word.substr(1) : word;
}

}  // namespace modlink::cli
