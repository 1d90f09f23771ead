// The options that all programs share: which language is spoken, and within which limits.
#pragma once

#include <string>

#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"

namespace CLI {
class App;
}

namespace modlink::cli {

struct Language {
  Features features;
  ImplementationLimits limits;
};

// `--list-features` and `--list-limits`.
struct Listings {
  bool features = false;
  bool limits = false;
  bool any() const { return features || limits; }
};

// Adds `--features`, `--enable`, `--disable`, `--limit`, `--list-features` and `--list-limits`. Of the options for
// features the last one wins.
void add_language_options(CLI::App& app, Language& language, Listings& listings);

// Prints what was asked for to standard output.
void print_listings(const Language& language, const Listings& listings);

// Switches of the language that were refused.
struct BadOptions {
  std::string message;
};

// The same switches from a line of text, `--enable threads --limit locals=5`, on top of what `language` has; the
// listings are none of them. Throws BadOptions.
void parse_language_options(const std::string& words, Language& language);

// Throws CLI::ValidationError: what is wrong with the value of an option.
[[noreturn]] void refuse(const std::string& option, const std::string& message);

}  // namespace modlink::cli
