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

struct Part {
  Feature part;
  Feature whole;
};

constexpr Part parts[] = {
    {Feature::bulk_memory_opt, Feature::bulk_memory},             // `memory.copy` and `memory.fill`
    {Feature::call_indirect_overlong, Feature::reference_types},  // table index 0 in any encoding
};

using Bits = std::bitset<feature_count>;

Bits with_parts(Bits bits) {
  for (const auto& [part, whole] : parts) {
    if (bits.test(static_cast<std::size_t>(whole))) bits.set(static_cast<std::size_t>(part));
  }
  return bits;
}

}  // namespace

Features::Features() : chosen_(default_features), bits_(with_parts(chosen_)) {}

void Features::set(Feature feature, bool on) {
  chosen_.set(static_cast<std::size_t>(feature), on);
  if (const auto whole = whole_of(feature); whole && !on) chosen_.reset(static_cast<std::size_t>(*whole));
  bits_ = with_parts(chosen_);
}

void Features::set_all(bool on) {
  for (const Feature feature : available_features()) {
    if (!on || !whole_of(feature)) set(feature, on);
  }
}

std::optional<Feature> whole_of(Feature feature) {
  for (const auto& [part, whole] : parts) {
    if (part == feature) return whole;
  }
  return std::nullopt;
}

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
  features.set_all(true);
  return features;
}

}  // namespace modlink
