// What command lines say about words that they do not know.
#pragma once

#include <string>

namespace CLI {
class App;
}  // namespace CLI

namespace modlink::cli {

// Once `program` has refused a line: what the first word is that neither it nor the subcommand on the line takes, and
// what it was probably meant to be; empty if there is no such word.
std::string explain_unknown_word(const CLI::App& program);

}  // namespace modlink::cli
