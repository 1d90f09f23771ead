#include "tools/generate/smith.h"

#include <gtest/gtest.h>

#include <set>

#include "validator/validate.h"
#include "wast/text/parse_module.h"

namespace modlink::generate {
namespace {

Features all_features() {
  Features features;
  for (std::size_t i = 0; i < feature_count; ++i) features.set(static_cast<Feature>(i), true);
  return features;
}

Module parse(const std::string& text, const Features& features) {
  const auto source = std::make_shared<const Source>("smith.wat", text, Source::Kind::text);
  try {
    return parse_module(source, features, {});
  } catch (const Error& error) {
    ADD_FAILURE() << source->diagnose(error.pos(), error.message());
    return {};
  }
}

void expect_valid(const Module& module, const Features& features) {
  try {
    validate(module, std::make_shared<TypeStore>(), features, {});
  } catch (const Error& error) {
    ADD_FAILURE() << module.source->diagnose(error.pos(), error.message());
  }
}

TEST(smith, is_the_same_for_the_same_choices) {
  EXPECT_EQ(generate_module(Random(7), {}), generate_module(Random(7), {}));
  EXPECT_NE(generate_module(Random(7), {}), generate_module(Random(8), {}));
  EXPECT_EQ(generate_module(Random("", 7), {}), generate_module(Random(7), {}));
  EXPECT_NE(generate_module(Random("abc", 7), {}), generate_module(Random(7), {}));
}

TEST(smith, is_valid) {
  SmithOptions options;
  options.features = all_features();
  for (std::uint64_t seed = 0; seed < 200 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    options.graph = seed % 4 == 0;
    options.swarm = seed % 2 == 1;
    options.deterministic = seed % 3 == 0;
    expect_valid(parse(generate_module(Random(seed), options), options.features), options.features);
  }
}

}  // namespace
}  // namespace modlink::generate
