// Features and limits by name. capi/modlink.h, Configuration
#include <iterator>

#include "capi/state.h"
#include "wast/syntax/named_limits.h"

namespace {

// But the first, which all modules have.
constexpr const char* feature_names[] = {
#define FEATURE(name, spelling, alias, on) spelling,
#include "wast/syntax/features.def"
};
constexpr std::size_t always_on = 1;
static_assert(static_cast<int>(modlink::Feature::mvp) < static_cast<int>(always_on));

static_assert(static_cast<int>(modlink::Choices::noted) == MODLINK_CHOICES_NOTED);
static_assert(static_cast<int>(modlink::Choices::other) == MODLINK_CHOICES_OTHER);

}  // namespace

using modlink::capi::guarded;

bool modlink_config_set_feature(wasm_config_t* config, const char* name, bool on) {
  return guarded(false, [&] {
    const auto feature = modlink::find_feature(name);
    if (feature) config->setup.features.set(*feature, on);
    return feature.has_value();
  });
}

bool modlink_config_feature(const wasm_config_t* config, const char* name) {
  return guarded(false, [&] {
    const auto feature = modlink::find_feature(name);
    return feature && config->setup.features.has(*feature);
  });
}

const char* modlink_feature_name(size_t index) {
  return index < std::size(feature_names) - always_on ? feature_names[always_on + index] : nullptr;
}

bool modlink_config_set_limit(wasm_config_t* config, const char* name, uint64_t value) {
  const modlink::NamedLimit* const limit = modlink::find_limit(name);
  if (!limit || value > limit->ceiling) return false;
  config->setup.limits.*limit->member = value;
  return true;
}

uint64_t modlink_config_limit(const wasm_config_t* config, const char* name) {
  const modlink::NamedLimit* const limit = modlink::find_limit(name);
  return limit ? (config->setup.limits.*limit->member).value() : 0;
}

const char* modlink_limit_name(size_t index) {
  return index < std::size(modlink::named_limits) ? modlink::named_limits[index].name : nullptr;
}

bool modlink_config_set_choices(wasm_config_t* config, modlink_choices_t choices) {
  if (choices > MODLINK_CHOICES_OTHER) return false;
  config->setup.choices = static_cast<modlink::Choices>(choices);
  return true;
}

void modlink_config_set_metered(wasm_config_t* config, bool metered) { config->setup.metered = metered; }
