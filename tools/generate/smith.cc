// Random modules with everything that the language has.
#include "tools/generate/smith.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

#include "tools/generate/core_writer.h"
#include "tools/generate/graph.h"

namespace modlink::generate {

namespace {

struct Need {
  Feature feature;
  Feature needed;
};

// In an order in which what is needed comes behind who needs it. Modules that share what they have, have several of it.
constexpr Need needs[] = {
    {Feature::module_linking, Feature::multi_memory},
    {Feature::module_linking, Feature::mutable_global},
    {Feature::module_linking, Feature::reference_types},
    {Feature::legacy_exceptions, Feature::exceptions},
    {Feature::relaxed_simd, Feature::simd},
    {Feature::gc, Feature::function_references},
    {Feature::function_references, Feature::reference_types},
    {Feature::reference_types, Feature::bulk_memory},
};

// Whether a feature is another one, or nothing of that is left without it.
bool is_needed(Feature by, Feature feature) {
  return by == feature || std::any_of(std::begin(needs), std::end(needs), [&](const Need& need) {
           return need.feature == by && is_needed(need.needed, feature);
         });
}

// Some are off, and parts of these stay, as does what a graph cannot be without.
Features some_of(const Features& given, bool graph, Random& random) {
  Features features = given;
  for (std::size_t i = 0; i < feature_count; ++i) {
    const auto feature = static_cast<Feature>(i);
    if (!random.chance(40) || feature == Feature::mvp || !given.has(feature)) continue;
    if (graph && is_needed(Feature::module_linking, feature)) continue;
    features.set(feature, whole_of(feature).has_value());
  }
  return features;
}

// What needs a feature that is off, is off too.
Features without_unusable(Features features) {
  for (auto need = std::rbegin(needs); need != std::rend(needs); ++need) {
    if (!features.has(need->needed)) features.set(need->feature, false);
  }
  return features;
}

// One level more than asked for may be there, of modules that pass on what they are given.
GraphOptions shape_of(const SmithOptions& options, const Features& features) {
  const ImplementationLimits& limits = options.limits;
  const std::uint64_t depth = limits.module_nesting.value();
  const bool has_room = depth > 0 && limits.modules > 0 && limits.instances > 0;
  GraphOptions shape;
  shape.max_depth = options.graph ? 3 : 1;
  shape.max_definitions = !has_room || !features.has(Feature::module_linking) ? 0 : options.graph ? 5 : 2;
  if (has_room && depth <= shape.max_depth) shape.max_depth = static_cast<unsigned>(depth - 1);
  shape.nests = options.graph && shape.max_definitions > 0;
  return shape;
}

}  // namespace

std::string generate_module(Random random, const SmithOptions& options) {
  Features features = without_unusable(options.features);
  if (options.swarm) features = without_unusable(some_of(features, options.graph, random));
  if (options.deterministic) features.set(Feature::relaxed_simd, false);
  Graph graph{std::move(random)};
  const bool legacy = features.has(Feature::legacy_exceptions) && graph.random.chance(25);
  graph.full = Full{features, Operators(features), legacy, options.deterministic};
  return write_graph(graph, shape_of(options, features));
}

}  // namespace modlink::generate
