// The options that all programs share.
#include "tools/cli/language_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace modlink::cli {

void refuse(const std::string& option, const std::string& message) { throw CLI::ValidationError(option, message); }

namespace {

struct Limit {
  const char* name;
  std::uint64_t ImplementationLimits::*member;
  const char* meaning;
};
constexpr Limit limits[] = {
#define LIMIT(name, value, meaning) {#name, &ImplementationLimits::name, meaning},
#include "wast/syntax/implementation_limits.def"
};

Feature known_feature(const std::string& option, const std::string& name) {
  if (const auto feature = find_feature(name)) return *feature;
  std::string known;
  for (Feature feature : available_features()) known += fmt::format("\n  {}", to_string(feature));
  refuse(option, fmt::format("unknown feature `{}`; known are:{}", name, known));
}

void set_all(Features& features, bool on) {
  for (Feature feature : available_features()) features.set(feature, on);
}

// `all`, `none`, `name` or `-name`.
void set_feature(Features& features, const std::string& item) {
  if (item == "all" || item == "none") return set_all(features, item == "all");
  const bool off = item[0] == '-';
  features.set(known_feature("--features", item.substr(off ? 1 : 0)), !off);
}

void set_features(Features& features, const std::string& list) {
  std::size_t start = 0;
  while (start <= list.size()) {
    const std::size_t end = std::min(list.find(',', start), list.size());
    if (end > start) set_feature(features, list.substr(start, end - start));
    start = end + 1;
  }
}

std::uint64_t parse_number(const std::string& option, const std::string& text) {
  std::uint64_t value = 0;
  if (!CLI::detail::lexical_cast(text, value) || text[0] == '-') {
    refuse(option, fmt::format("`{}` is no natural number", text));
  }
  return value;
}

void set_limit(ImplementationLimits& values, const std::string& assignment) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string::npos) refuse("--limit", "expected NAME=VALUE");
  const std::string name = assignment.substr(0, equals);
  for (const Limit& limit : limits) {
    if (name == limit.name) {
      values.*limit.member = parse_number("--limit", assignment.substr(equals + 1));
      return;
    }
  }
  refuse("--limit", fmt::format("unknown limit `{}`; --list-limits shows them all", name));
}

void list_features(const Features& features) {
  for (Feature feature : available_features()) {
    fmt::print("{:<26} {}\n", to_string(feature), features.has(feature) ? "on" : "off");
  }
}

void list_limits(const ImplementationLimits& values) {
  for (const Limit& limit : limits) {
    fmt::print("{:<22} {:>12}  {}\n", limit.name, values.*limit.member, limit.meaning);
  }
}

}  // namespace

void add_language_options(CLI::App& app, Language& language, Listings& listings) {
  const auto enable = [&language](const std::string& name) {
    language.features.set(known_feature("--enable", name), true);
  };
  const auto disable = [&language](const std::string& name) {
    language.features.set(known_feature("--disable", name), false);
  };
  app.add_option_function<std::string>(
         "--features", [&](const std::string& s) { set_features(language.features, s); },
         "switch features: all, none, NAME or -NAME, separated by commas")
      ->type_name("LIST")
      ->trigger_on_parse();
  const auto each = [](auto set) {
    return [set](const std::vector<std::string>& names) {
      for (const std::string& name : names) set(name);
    };
  };
  app.add_option_function<std::vector<std::string>>("--enable", each(enable), "switch a feature on")
      ->type_name("FEATURE")
      ->trigger_on_parse()
      ->allow_extra_args(false)
      ->take_all();
  app.add_option_function<std::vector<std::string>>("--disable", each(disable), "switch a feature off")
      ->type_name("FEATURE")
      ->trigger_on_parse()
      ->allow_extra_args(false)
      ->take_all();
  const auto limit = [&language](const std::string& assignment) { set_limit(language.limits, assignment); };
  app.add_option_function<std::vector<std::string>>("--limit", each(limit), "set an implementation limit")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false)
      ->take_all();
  app.add_flag("--list-features", listings.features, "print the features and whether they are on");
  app.add_flag("--list-limits", listings.limits, "print the implementation limits");
}

void parse_language_options(const std::string& words, Language& language) {
  CLI::App app;
  app.set_help_flag();
  Language changed = language;
  Listings listings;
  add_language_options(app, changed, listings);
  try {
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    throw BadOptions{error.what()};
  }
  if (listings.any()) throw BadOptions{"nothing can be listed here"};
  language = changed;
}

void print_listings(const Language& language, const Listings& listings) {
  if (listings.features) list_features(language.features);
  if (listings.limits) list_limits(language.limits);
}

}  // namespace modlink::cli
