// The options that all programs share.
#include "tools/cli/language_options.h"

#include <fmt/format.h>

#include <functional>

#include "tools/files/failure.h"
#include "tools/files/standard_streams.h"
#include "wast/syntax/hash.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/named_limits.h"

namespace modlink::cli {

namespace {

Feature known_feature(const std::string& option, const std::string& name) {
  if (const auto feature = find_feature(name)) return *feature;
  std::string known;
  for (Feature feature : available_features()) known += fmt::format("\n  {}", to_string(feature));
  refuse(option, fmt::format("unknown feature `{}`; known are:{}", shown(name), known));
}

// `all`, `none`, `name` or `-name`.
void set_feature(Features& features, const std::string& item) {
  if (item == "all" || item == "none") return features.set_all(item == "all");
  const bool off = item[0] == '-';
  features.set(known_feature("--features", item.substr(off ? 1 : 0)), !off);
}

// Calls `f` with each item of a list that commas separate.
template <class F>
void for_each_item(const std::string& list, F f) {
  std::size_t start = 0;
  while (start <= list.size()) {
    const std::size_t end = std::min(list.find(',', start), list.size());
    if (end > start) f(list.substr(start, end - start));
    start = end + 1;
  }
}

// A setter of `--enable` and `--disable`.
auto switch_to(bool on, Features& features, const char* option) {
  return [on, option, &features](const std::string& list) {
    for_each_item(list, [&](const std::string& name) { features.set(known_feature(option, name), on); });
  };
}

std::uint64_t parse_number(const std::string& option, const std::string& text) {
  if (const std::string wrong = wrong_natural(text); !wrong.empty()) refuse(option, wrong);
  return *parse_natural(text);
}

std::uint64_t parse_limit(const NamedLimit& limit, const std::string& text) {
  const std::string wrong = wrong_natural(text, limit.ceiling);
  if (!wrong.empty()) refuse("--limit", fmt::format("`{}`: {}", limit.name, wrong));
  return *parse_natural(text);
}

void set_limit(ImplementationLimits& values, const std::string& assignment) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string::npos) refuse("--limit", "expected NAME=VALUE");
  const std::string name = assignment.substr(0, equals);
  const NamedLimit* const limit = find_limit(name);
  if (!limit) refuse("--limit", fmt::format("unknown limit `{}`; --list-limits shows them all", shown(name)));
  values.*limit->member = parse_limit(*limit, assignment.substr(equals + 1));
}

void check_lowered(const ImplementationLimits& before, const ImplementationLimits& after) {
  for (const NamedLimit& limit : named_limits) {
    if ((after.*limit.member).value() <= (before.*limit.member).value()) continue;
    throw Failure(Status::usage,
                  fmt::format("`{}` can only be lowered here: it is {}", limit.name, (before.*limit.member).value()));
  }
}

void list_features(const Features& features) {
  for (Feature feature : available_features()) {
    print(fmt::format("{:<26} {}\n", to_string(feature), features.has(feature) ? "on" : "off"));
  }
}

void list_limits(const ImplementationLimits& values) {
  for (const NamedLimit& limit : named_limits) {
    print(fmt::format("{:<22} {:>12}  {}\n", limit.name, (values.*limit.member).value(), limit.meaning));
  }
}

std::string_view default_of(DuplicateImports value) {
  return value == DuplicateImports::forbid_linked ? "forbid, unless module linking is off" : "core";
}

void add_dialect_options(Command command, Language& language) {
  Dialect& dialect = language.features.dialect;
  command.add_choice("--compat", "speak the dialect of the engines of that year (default: today's)",
                     {{"2021", [&language] { speak_2021(language); }}});
  const auto duplicates = [&dialect](DuplicateImports value) {
    return [&dialect, value] { dialect.duplicate_imports = value; };
  };
  command.add_choice(
      "--duplicate-imports",
      fmt::format("whether a name may be imported twice: in no module, in core modules (without anything of "
                  "module linking), or in all (default: {})",
                  default_of(dialect.duplicate_imports)),
      {{"forbid", duplicates(DuplicateImports::forbid)},
       {"core", duplicates(DuplicateImports::core)},
       {"allow", duplicates(DuplicateImports::allow)}});
  command.add_choice(
      "--import-order", "whether imports may follow modules and instances (any) or not (first, the default)",
      {{"any", [&dialect] { dialect.late_imports = true; }}, {"first", [&dialect] { dialect.late_imports = false; }}});
}

}  // namespace

void add_language_options(Command command, Language& language, Listings& listings) {
  const auto list = [&language](const std::string& items) {
    for_each_item(items, [&](const std::string& item) { set_feature(language.features, item); });
  };
  const auto limit = [&language](const std::string& assignment) { set_limit(language.limits, assignment); };
  command
      .add_setter("--features", list,
                  "switch features: all, none, NAME or -NAME, separated by commas (--list-features shows them all)")
      .type_name("LIST")
      .counts_at_once();
  command.add_each("--enable", switch_to(true, language.features, "--enable"), "switch features on: NAME,NAME")
      .type_name("LIST")
      .counts_at_once();
  command.add_each("--disable", switch_to(false, language.features, "--disable"), "switch features off: NAME,NAME")
      .type_name("LIST")
      .counts_at_once();
  command.add_each("--limit", limit, "set an implementation limit (--list-limits shows them all)")
      .type_name("NAME=VALUE");
  add_dialect_options(command, language);
  command.add_flag("--list-features", listings.features, "print the features and whether they are on");
  command.add_flag("--list-limits", listings.limits, "print the implementation limits");
}

void add_hash_seed(Command command) {
  const auto set = [](const std::string& seed) { set_hash_seed(parse_number("--hash-seed", seed)); };
  command
      .add_setter(
          "--hash-seed", set,
          "hash names and types with this seed, to reproduce a run that was slow (default: another one each time)")
      .type_name("N");
}

void speak_2021(Language& language) {
  language.scripts = scripts_of_2021;
  language.features.dialect.late_imports = true;
  language.features.dialect.types_see_outer = true;
  language.features.dialect.plain_operands = false;
}

void parse_language_options(const std::string& words, Language& language, const AddOptions& add_others) {
  Language changed = language;
  Listings listings;
  parse_words(words, [&](Command command) {
    add_language_options(command, changed, listings);
    if (add_others) add_others(command, changed);
  });
  if (listings.any()) throw Failure(Status::usage, "nothing can be listed here");
  check_lowered(language.limits, changed.limits);
  language = changed;
}

void print_listings(const Language& language, const Listings& listings) {
  if (listings.features) list_features(language.features);
  if (listings.limits) list_limits(language.limits);
}

}  // namespace modlink::cli
