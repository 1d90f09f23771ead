// The options that all programs share: which language is spoken, and within which limits.
#pragma once

#include <functional>
#include <string>

#include "tools/cli/command_line.h"
#include "tools/files/language.h"

namespace modlink::cli {

// `--list-features` and `--list-limits`.
struct Listings {
  bool features = false;
  bool limits = false;
  bool any() const { return features || limits; }
};

// Adds `--features`, `--enable`, `--disable`, `--limit`, `--list-features`, `--list-limits`, `--compat`,
// `--duplicate-imports` and `--import-order`. Of the options that say the same thing the last one wins.
void add_language_options(Command command, Language& language, Listings& listings);

// Adds `--hash-seed`, which changes nothing but how long a run may take.
void add_hash_seed(Command command);

// Prints what was asked for to standard output.
void print_listings(const Language& language, const Listings& listings);

// What `--compat=2021` does. D24
void speak_2021(Language& language);

// The same switches, and those that `add_others` adds, from a line of text, `--enable threads --limit locals=5`, on top
// of what `language` has; the listings are none of them, and limits can only be lowered. Throws Failure.
using AddOptions = std::function<void(Command, Language&)>;
void parse_language_options(const std::string& words, Language& language, const AddOptions& add_others = {});

}  // namespace modlink::cli
