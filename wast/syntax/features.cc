// Feature switches: one per proposal.
#include "wast/syntax/features.h"

#include <algorithm>

#include "wast/syntax/concat.h"

namespace modlink {

namespace {

struct FeatureRow {
  std::string_view name;
  std::string_view alias;
  bool on;
};

constexpr FeatureRow feature_rows[] = {
#define FEATURE(name, spelling, alias, on) {spelling, alias, on},
#include "wast/syntax/features.def"
};

constexpr unsigned long long default_features = [] {
  unsigned long long bits = 0;
  for (std::size_t i = 0; i < feature_count; ++i) bits |= static_cast<unsigned long long>(feature_rows[i].on) << i;
  return bits;
}();
static_assert(feature_count <= 64);

}  // namespace

Features::Features() : bits_(default_features) {}

std::optional<Feature> find_feature(std::string_view name) {
  std::string wanted(name);
  std::replace(wanted.begin(), wanted.end(), '_', '-');
  for (Feature feature : available_features()) {
    const FeatureRow& row = feature_rows[static_cast<std::size_t>(feature)];
    if (wanted == row.name || (!row.alias.empty() && wanted == row.alias)) return feature;
  }
  return std::nullopt;
}

std::string_view to_string(Feature feature) { return feature_rows[static_cast<std::size_t>(feature)].name; }

std::string needs(Feature feature) {
  return concat("needs feature ", to_string(feature), " (--enable ", to_string(feature), ')');
}

std::vector<Feature> available_features() {
  std::vector<Feature> result;
  for (std::size_t i = 0; i < feature_count; ++i) {
    const auto feature = static_cast<Feature>(i);
    if (feature != Feature::mvp) result.push_back(feature);
  }
  return result;
}

Features with_all_features() {
  Features features;
  for (const Feature feature : available_features()) features.set(feature, true);
  return features;
}

}  // namespace modlink
