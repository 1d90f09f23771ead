// The language of a script, as engines are told it.
#include "tools/engines/script_options.h"

#include <gtest/gtest.h>

namespace modlink::engines {
namespace {

using nlohmann::json;

Hello takes_all() {
  Hello hello;
  hello.takes_features = hello.takes_limits = hello.takes_dialect = true;
  return hello;
}

cli::Language special() {
  cli::Language language;
  language.features.set(Feature::simd, false);
  language.features.set(Feature::wide_arithmetic, true);
  language.features.set(Feature::module_linking, false);
  language.features.set(Feature::annotations, false);
  language.features.dialect.duplicate_imports = DuplicateImports::forbid_linked;
  language.features.dialect.late_imports = true;
  language.limits.params = 5;
  language.limits.locals = 100'000'000;
  return language;
}

TEST(script_options, have_what_is_not_as_by_default) {
  EXPECT_EQ(options_of(special(), {}, takes_all(), true), json::parse(R"({
    "features": {"simd": false, "wide-arithmetic": true, "module-linking": false},
    "limits": {"params": 5},
    "dialect": {"duplicate-imports": "core", "import-order": "any"}})"));
  EXPECT_EQ(options_of({}, {}, takes_all(), true), json::parse(R"({"features": {}, "limits": {},
    "dialect": {"duplicate-imports": "core", "import-order": "first"}})"));
}

json told(const Features& features, const Features& before = {}) {
  cli::Language language;
  language.features = features;
  cli::Language then;
  then.features = before;
  return options_of(language, then, takes_all(), true)["features"];
}

Features with_part_alone() {
  Features features;
  features.set(Feature::bulk_memory, false);
  features.set(Feature::bulk_memory_opt, true);
  return features;
}

// An engine that knows the feature need not know its parts, unless it has to tell these apart.
TEST(script_options, name_parts_of_features_where_these_do_not_say_it) {
  Features off;
  off.set(Feature::bulk_memory, false);
  EXPECT_EQ(told(off), json::parse(R"({"bulk-memory": false})"));
  EXPECT_EQ(told(with_part_alone()), json::parse(R"({"bulk-memory": false, "bulk-memory-opt": true})"));
  EXPECT_EQ(told(Features(), with_part_alone()), json::parse(R"({"bulk-memory": true})"));
  EXPECT_EQ(told(off, with_part_alone()), json::parse(R"({"bulk-memory-opt": false})"));
  EXPECT_EQ(told(with_part_alone(), with_part_alone()), json::object());
  cli::Language language;
  apply_options({{"features", told(with_part_alone())}}, language);
  EXPECT_EQ(language.features, with_part_alone());
}

// Of module linking an engine without it sees nothing.
TEST(script_options, have_what_the_engine_takes) {
  EXPECT_EQ(options_of(special(), {}, takes_all(), false),
            json::parse(R"({"features": {"simd": false, "wide-arithmetic": true}, "limits": {"params": 5}})"));
  EXPECT_TRUE(options_of(special(), {}, {}, true).is_null());
  EXPECT_EQ(options_of(special(), special(), takes_all(), false), json::parse(R"({"features": {}, "limits": {}})"));
}

TEST(script_options, that_the_engine_does_not_take_are_told_to_people) {
  const cli::Language common;
  EXPECT_EQ(find_untold(special(), common, {}, true),
            "features: module-linking off, simd off, wide-arithmetic on; limits: params 5; "
            "dialect: duplicate-imports core, import-order any");
  EXPECT_EQ(find_untold(special(), common, {}, false), "features: simd off, wide-arithmetic on; limits: params 5");
  EXPECT_EQ(find_untold(special(), common, takes_all(), true), "");
  EXPECT_EQ(find_untold(special(), special(), {}, true), "");
}

TEST(script_options, are_understood_again) {
  cli::Language language;
  apply_options(options_of(special(), {}, takes_all(), true), language);
  EXPECT_EQ(options_of(language, {}, takes_all(), true), options_of(special(), {}, takes_all(), true));
  EXPECT_THROW(apply_options(json::parse(R"({"features": {"gc": false, "x": true}})"), language), BadOptions);
  EXPECT_TRUE(language.features.has(Feature::gc));
}

TEST(script_options, limits_are_natural_numbers) {
  const cli::Language before;
  for (const char* number : {"9223372036854775807", "9223372036854775808", "18446744073709551615"}) {
    cli::Language language;
    apply_options(json::parse(R"({"limits": {"params": )" + std::string(number) + "}}"), language);
    EXPECT_EQ(language.limits.params.value(), before.limits.params.value()) << number;
  }
  for (const char* other : {"-1", "18446744073709551616", "1.5"}) {
    cli::Language language;
    const json options = json::parse(R"({"limits": {"params": )" + std::string(other) + "}}");
    EXPECT_THROW(apply_options(options, language), BadOptions) << other;
  }
}

}  // namespace
}  // namespace modlink::engines
