// Features by the names that wasmtime and wasm-tools have for them.
#include "tools/spec-runner/features_of_others.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

// What has no switch here, and whether it is always on.
struct FixedFeature {
  std::string_view name;
  bool on;
};
constexpr FixedFeature fixed_features[] = {
    {"branch-hinting", true},  {"custom-descriptors", false},        {"floats", true},           {"gc-types", true},
    {"memory-control", false}, {"shared-everything-threads", false}, {"stack-switching", false},
};

std::optional<bool> find_fixed(std::string_view name) {
  if (name.starts_with("component-model") || name.starts_with("cm-") || name == "cm64") return false;
  for (const FixedFeature& feature : fixed_features) {
    if (feature.name == name) return feature.on;
  }
  return std::nullopt;
}

void switch_on(Features& features, std::initializer_list<Feature> list) {
  for (const Feature feature : list) features.set(feature, true);
}

void switch_on_needed(Features& features, Feature feature) {
  if (feature == Feature::gc) switch_on(features, {Feature::function_references, Feature::reference_types});
  if (feature == Feature::function_references) switch_on(features, {Feature::reference_types});
  if (feature == Feature::relaxed_simd) switch_on(features, {Feature::simd});
}

// Scripts are text: whatever they are written for, they may have annotations.
void reset(Features& features) {
  for (const Feature feature : available_features()) features.set(feature, feature == Feature::annotations);
}

// From one to the next of `mvp`, `wasm1`, `wasm2` and `wasm3`.
void raise_to(Features& features, unsigned level) {
  if (level >= 1) features.set(Feature::mutable_global, true);
  if (level >= 2) {
    switch_on(features, {Feature::sign_extension, Feature::saturating_float_to_int, Feature::multi_value,
                         Feature::bulk_memory, Feature::reference_types, Feature::simd});
  }
  if (level >= 3) {
    switch_on(features,
              {Feature::gc, Feature::tail_call, Feature::extended_const, Feature::function_references,
               Feature::multi_memory, Feature::relaxed_simd, Feature::threads, Feature::exceptions, Feature::memory64});
  }
}

// The sets of features that have a name. False if there is none of this name.
bool set_group(Features& features, std::string_view name) {
  if (name == "lime1") {
    reset(features);
    switch_on(features,
              {Feature::mutable_global, Feature::sign_extension, Feature::saturating_float_to_int, Feature::multi_value,
               Feature::bulk_memory_opt, Feature::call_indirect_overlong, Feature::extended_const});
    return true;
  }
  unsigned level = 0;
  for (const std::string_view group : {"mvp", "wasm1", "wasm2", "wasm3"}) {
    if (group == name) {
      reset(features);
      raise_to(features, level);
      return true;
    }
    ++level;
  }
  return false;
}

}  // namespace

std::string switch_feature(Features& features, std::string_view name, bool on) {
  std::string wanted(name);
  std::replace(wanted.begin(), wanted.end(), '_', '-');
  if (const auto feature = find_feature(wanted)) {
    features.set(*feature, on);
    if (on) switch_on_needed(features, *feature);
    return {};
  }
  const auto fixed = find_fixed(wanted);
  if (fixed == on) return {};
  if (fixed == true) return fmt::format("feature `{}` cannot be switched off here", shown(name));
  return fmt::format("feature `{}` is not known here", shown(name));
}

void set_wasm_tools_features(Features& features) {
  set_group(features, "wasm3");
  switch_on(features, {Feature::wide_arithmetic, Feature::compact_imports});
}

std::string apply_wasm_tools_feature(Features& features, std::string_view item) {
  const bool off = item.starts_with("-");
  const std::string_view name = item.substr(off ? 1 : 0);
  if (name == "all") {
    const bool linking = features.has(Feature::module_linking);
    features.set_all(!off);
    features.set(Feature::module_linking, linking);
    return {};
  }
  if (!off && set_group(features, name)) return {};
  return switch_feature(features, name, !off);
}

}  // namespace modlink::runner
