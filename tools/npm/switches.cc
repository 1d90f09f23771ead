// Which language is spoken, as options have it.
#include "tools/npm/switches.h"

#include <fmt/format.h>

#include "tools/cli/language_options.h"
#include "tools/files/failure.h"
#include "tools/spec-runner/dialect_options.h"
#include "wast/syntax/identifiers.h"

namespace modlink::npm {

namespace {

struct Choice {
  const char* key;
  const char* option;
};
// What sets several switches comes first, so that others override it.
constexpr Choice choices[] = {
    {"compat", "--compat"}, {"duplicateImports", "--duplicate-imports"}, {"importOrder", "--import-order"}};
constexpr Choice script_choices[] = {{"dialect", "--dialect"},
                                     {"messages", "--messages"},
                                     {"stages", "--stages"},
                                     {"modules", "--modules"},
                                     {"actions", "--actions"}};

// The line of words is split at blanks, and at some others.
std::string as_word(const std::string& text) {
  const bool is_word = !text.empty() && text.find_first_of(" \t\r\n\"'`\\") == std::string::npos;
  if (!is_word) throw cli::Failure(cli::Status::usage, fmt::format("`{}` is no word", shown(text)));
  return text;
}

template <std::size_t count>
void add_choices(std::string& words, Arguments& arguments, const Choice (&choices)[count]) {
  for (const auto& [key, option] : choices) {
    // The year of `compat` is a number to JavaScript.
    const Json* const value = arguments.find(key);
    if (!value) continue;
    const std::string text = value->is_number_unsigned() ? value->dump() : *arguments.text(key);
    words += fmt::format("{} {} ", option, as_word(text));
  }
}

void add_features(std::string& words, Arguments& arguments) {
  const Json* const features = arguments.find_object("features");
  if (!features) return;
  for (const auto& [name, on] : features->items()) {
    if (!on.is_boolean()) throw cli::Failure(cli::Status::usage, "option `features`: expected true or false");
    words += fmt::format("{} {} ", on.get<bool>() ? "--enable" : "--disable", as_word(name));
  }
}

void add_limits(std::string& words, Arguments& arguments) {
  const Json* const limits = arguments.find_object("limits");
  if (!limits) return;
  for (const auto& [name, value] : limits->items())
    words += fmt::format("--limit {}={} ", as_word(name), as_word(value.dump()));
}

std::string language_words(Arguments& arguments) {
  std::string words;
  add_choices(words, arguments, choices);
  add_features(words, arguments);
  add_limits(words, arguments);
  return words + arguments.text("switches").value_or("");
}

using AddOptions = std::function<void(cli::Command)>;

// To make all options takes longer than to validate a small module.
void parse(const std::string& words, cli::Language& language, const AddOptions& add_others) {
  if (words.empty()) return;
  cli::Listings listings;
  cli::parse_words(words, [&](cli::Command command) {
    cli::add_language_options(command, language, listings);
    if (add_others) add_others(command);
  });
  if (listings.any()) throw cli::Failure(cli::Status::usage, "nothing can be listed here");
}

std::optional<std::uint64_t> fuel_of(Arguments& arguments) {
  const Json* const fuel = arguments.find("fuel");
  if (fuel && *fuel == "unlimited") return std::nullopt;
  return arguments.number("fuel").value_or(default_fuel);
}

}  // namespace

cli::Language language_of(Arguments& arguments) {
  cli::Language language;
  parse(language_words(arguments), language, {});
  return language;
}

runner::Settings settings_of_scripts(Arguments& arguments) {
  runner::Settings settings;
  settings.language.features.dialect.duplicate_imports = DuplicateImports::forbid_linked;  // as spec-runner has it
  settings.allowance.fuel = fuel_of(arguments);
  std::string words;
  add_choices(words, arguments, script_choices);
  words += language_words(arguments);
  for (const auto& [name, file] : arguments.text_by_name("register"))
    words += fmt::format(" --register {}={}", as_word(name), as_word(file));
  parse(words, settings.language, [&](cli::Command command) { runner::add_dialect_options(command, settings); });
  return settings;
}

}  // namespace modlink::npm
