// Features by the names of other engines.
#include "tools/spec-runner/features_of_others.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace modlink::runner {
namespace {

using ::testing::ElementsAre;

TEST(features_of_others, some_need_others) {
  Features features;
  for (const char* name : {"gc", "function_references", "reference_types", "simd", "relaxed_simd"}) {
    EXPECT_EQ(switch_feature(features, name, false), "");
  }
  EXPECT_EQ(switch_feature(features, "gc", true), "");
  EXPECT_TRUE(features.has(Feature::function_references));
  EXPECT_TRUE(features.has(Feature::reference_types));
  EXPECT_FALSE(features.has(Feature::simd));
  EXPECT_EQ(switch_feature(features, "relaxed-simd", true), "");
  EXPECT_TRUE(features.has(Feature::simd));
}

TEST(features_of_others, what_has_no_switch_is_always_on_or_off) {
  Features features;
  EXPECT_EQ(switch_feature(features, "floats", true), "");
  EXPECT_EQ(switch_feature(features, "floats", false), "feature `floats` cannot be switched off here");
  EXPECT_EQ(switch_feature(features, "stack_switching", false), "");
  EXPECT_EQ(switch_feature(features, "stack_switching", true), "feature `stack_switching` is not known here");
  EXPECT_EQ(switch_feature(features, "component_model_async", true),
            "feature `component_model_async` is not known here");
  EXPECT_EQ(switch_feature(features, "no\x1bsense", false), "feature `no\\1bsense` is not known here");
  EXPECT_EQ(features, Features());
}

TEST(features_of_others, groups_replace_what_was_there) {
  Features features;
  EXPECT_EQ(apply_wasm_tools_feature(features, "wasm1"), "");
  EXPECT_TRUE(features.has(Feature::mutable_global));
  EXPECT_FALSE(features.has(Feature::simd));
  EXPECT_FALSE(features.has(Feature::module_linking));
  EXPECT_EQ(apply_wasm_tools_feature(features, "mvp"), "");
  EXPECT_FALSE(features.has(Feature::mutable_global));
  EXPECT_EQ(apply_wasm_tools_feature(features, "wasm2"), "");
  EXPECT_TRUE(features.has(Feature::simd));
  EXPECT_FALSE(features.has(Feature::gc));
  EXPECT_EQ(apply_wasm_tools_feature(features, "wasm3"), "");
  EXPECT_TRUE(features.has(Feature::gc));
  EXPECT_FALSE(features.has(Feature::wide_arithmetic));
  EXPECT_EQ(apply_wasm_tools_feature(features, "lime1"), "");
  std::set<std::string_view> on;
  for (const Feature feature : available_features()) {
    if (features.has(feature)) on.insert(to_string(feature));
  }
  EXPECT_THAT(on, ElementsAre("annotations", "bulk-memory-opt", "call-indirect-overlong", "extended-const",
                              "multi-value", "mutable-global", "saturating-float-to-int", "sign-extension"));
}

TEST(features_of_others, items_of_wasm_tools) {
  Features features;
  set_wasm_tools_features(features);
  EXPECT_TRUE(features.has(Feature::wide_arithmetic));
  EXPECT_FALSE(features.has(Feature::legacy_exceptions));
  EXPECT_FALSE(features.has(Feature::module_linking));
  EXPECT_EQ(apply_wasm_tools_feature(features, "-simd"), "");
  EXPECT_FALSE(features.has(Feature::simd));
  EXPECT_EQ(apply_wasm_tools_feature(features, "all"), "");
  EXPECT_TRUE(features.has(Feature::simd));
  EXPECT_TRUE(features.has(Feature::legacy_exceptions));
  EXPECT_FALSE(features.has(Feature::module_linking));
  EXPECT_EQ(apply_wasm_tools_feature(features, "-bulk-memory"), "");
  EXPECT_FALSE(features.has(Feature::bulk_memory_opt));
  EXPECT_EQ(apply_wasm_tools_feature(features, "-all"), "");
  EXPECT_FALSE(features.has(Feature::simd));
  EXPECT_EQ(apply_wasm_tools_feature(features, "-wasm1"), "feature `wasm1` is not known here");
  EXPECT_EQ(apply_wasm_tools_feature(features, ""), "feature `` is not known here");
}

}  // namespace
}  // namespace modlink::runner
