// The language of a script, as engines are told it. docs/engine-protocol.md, "Options"
#include "tools/engines/script_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "tools/engines/json_line.h"
#include "wast/syntax/features.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/named_limits.h"

namespace modlink::engines {

using nlohmann::json;

namespace {

constexpr const char* import_order = "import-order";
constexpr const char* duplicate_imports = "duplicate-imports";
constexpr std::pair<const char*, DuplicateImports> duplicate_words[] = {
    {"forbid", DuplicateImports::forbid}, {"core", DuplicateImports::core}, {"allow", DuplicateImports::allow}};

// What concerns the engine: text is read by modlink, and for engines without linking modlink does that too.
bool concerns_engine(Feature feature, bool links) {
  return feature != Feature::annotations && (links || feature != Feature::module_linking);
}

// Parts of a feature that is on are on too, and those of one that is off are as by default, unless something else is
// said.
bool differs(Feature feature, const Features& features, const Features& before) {
  const auto whole = whole_of(feature);
  if (!whole) return features.has(feature) != before.has(feature);
  return !features.has(*whole) && features.has(feature) != (before.has(feature) && !before.has(*whole));
}

// Where they are not as in `before`.
json features_of(const Features& features, const Features& before, bool links) {
  json result = json::object();
  for (const Feature feature : available_features()) {
    if (differs(feature, features, before) && concerns_engine(feature, links))
      result[std::string(to_string(feature))] = features.has(feature);
  }
  return result;
}

// Where they are lower: nobody is bound to do more than he can.
json limits_of(const ImplementationLimits& limits, const ImplementationLimits& before) {
  json result = json::object();
  for (const NamedLimit& limit : named_limits) {
    const std::uint64_t value = (limits.*limit.member).value();
    if (value < (before.*limit.member).value()) result[limit.name] = value;
  }
  return result;
}

DuplicateImports duplicates_of(const Features& features) {
  if (features.dialect.duplicate_imports != DuplicateImports::forbid_linked) return features.dialect.duplicate_imports;
  return features.has(Feature::module_linking) ? DuplicateImports::forbid : DuplicateImports::core;
}

json dialect_of(const Features& features) {
  json result{{import_order, features.dialect.late_imports ? "any" : "first"}};
  for (const auto& [word, value] : duplicate_words) {
    if (value == duplicates_of(features)) result[duplicate_imports] = word;
  }
  return result;
}

std::string words_of(const json& items) {
  std::string text;
  for (const auto& [name, value] : items.items()) {
    const std::string said = value.is_boolean()  ? (value.get<bool>() ? "on" : "off")
                             : value.is_string() ? value.get<std::string>()
                                                 : value.dump();
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, said);
  }
  return text;
}

[[noreturn]] void refuse_options(const std::string& what) { throw BadOptions(what); }

void apply_feature(const std::string& name, const json& value, Features& features) {
  const auto feature = find_feature(name);
  if (!feature) refuse_options(fmt::format("no feature is called {}", quote(name)));
  if (!value.is_boolean()) refuse_options(fmt::format("feature {} is neither true nor false", quote(name)));
  features.set(*feature, value.get<bool>());
}

void apply_limit(const std::string& name, const json& value, ImplementationLimits& limits) {
  const NamedLimit* const limit = find_limit(name);
  if (!limit) refuse_options(fmt::format("no limit is called {}", quote(name)));
  if (!is_natural(value)) refuse_options(fmt::format("limit {} is no number", quote(name)));
  ImplementationLimit& own = limits.*limit->member;
  own = std::min(own.value(), value.get<std::uint64_t>());
}

void apply_duplicates(const json& value, Dialect& dialect) {
  for (const auto& [word, duplicates] : duplicate_words) {
    if (value != word) continue;
    dialect.duplicate_imports = duplicates;
    return;
  }
  refuse_options("\"duplicate-imports\" is not forbid, core or allow");
}

void apply_dialect(const std::string& name, const json& value, Dialect& dialect) {
  if (name == duplicate_imports) return apply_duplicates(value, dialect);
  if (name != import_order) refuse_options(fmt::format("no part of a dialect is called {}", quote(name)));
  if (value != "any" && value != "first") refuse_options("\"import-order\" is neither any nor first");
  dialect.late_imports = value == "any";
}

template <class Apply>
void apply_each(const json& group, const std::string& name, Apply apply) {
  if (!group.is_object()) refuse_options(fmt::format("{} is no object", quote(name)));
  for (const auto& [key, value] : group.items()) apply(key, value);
}

}  // namespace

json options_of(const cli::Language& language, const cli::Language& before, const Hello& hello, bool links) {
  json options;
  if (hello.takes_features) options["features"] = features_of(language.features, before.features, links);
  if (hello.takes_limits) options["limits"] = limits_of(language.limits, before.limits);
  if (hello.takes_dialect && links) options["dialect"] = dialect_of(language.features);
  return options;
}

std::string find_untold(const cli::Language& language, const cli::Language& common, const Hello& hello, bool links) {
  std::string untold;
  const auto add = [&untold](const char* group, const json& items) {
    if (!items.empty()) untold += fmt::format("{}{}: {}", untold.empty() ? "" : "; ", group, words_of(items));
  };
  if (!hello.takes_features) add("features", features_of(language.features, common.features, links));
  if (!hello.takes_limits) add("limits", limits_of(language.limits, common.limits));
  const json dialect = dialect_of(language.features);
  if (!hello.takes_dialect && links && dialect != dialect_of(common.features)) add("dialect", dialect);
  return untold;
}

void apply_options(const json& options, cli::Language& language) {
  cli::Language changed = language;
  apply_each(options, "options", [&changed](const std::string& group, const json& values) {
    const auto apply = [&](auto apply_one, auto& to) {
      apply_each(values, group, [&](const std::string& name, const json& value) { apply_one(name, value, to); });
    };
    if (group == "features") return apply(apply_feature, changed.features);
    if (group == "limits") return apply(apply_limit, changed.limits);
    if (group == "dialect") return apply(apply_dialect, changed.features.dialect);
    refuse_options(fmt::format("no options are called {}", quote(group)));
  });
  language = changed;
}

}  // namespace modlink::engines
