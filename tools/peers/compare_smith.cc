// Modules of `modlink smith`, as they are and flattened.
#include <fmt/format.h>

#include "tools/differential/differential.h"
#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/generate/smith.h"
#include "tools/peers/compare.h"
#include "tools/peers/peer.h"
#include "tools/shrink/by_engine.h"

namespace modlink::peers {

namespace {

// In turns: one module; a graph; a part of the features; what the specification leaves open.
generate::SmithOptions kind_of(std::uint64_t seed, const cli::Language& language) {
  generate::SmithOptions options;
  options.features = language.features;
  options.graph = seed % 4 == 1;
  options.swarm = seed % 4 == 2;
  options.deterministic = seed % 4 != 3;
  return options;
}

class SmithComparison {
 public:
  SmithComparison(const Options& options, const cli::Language& language)
      : options_(options),
        language_(language),
        v8_(options.engine),
        certain_(options.engine, {"module"}, language, fuel, patience, signals_),
        open_(options.engine, {"module"}, language, fuel, patience, signals_) {
    certain_.disregard("nan");
  }

  Report run() {
    for (std::uint64_t i = 0; i < options_.count && !signals_.pending(); ++i) one(options_.seed + i);
    for (const auto* test : {&certain_, &open_}) {
      report_.figures["answers compared with the peer"] += test->counts().compared;
      for (const auto& [why, count] : test->counts().left_out) report_.left_out[why] += count;
    }
    return std::move(report_);
  }

 private:
  void one(std::uint64_t seed) {
    const generate::SmithOptions smith = kind_of(seed, language_);
    const std::string text = generate::generate_module(generate::Random(seed), smith);
    const std::string bytes = binary_of(text, language_);
    const std::string name = fmt::format("smith-{}", seed);
    ++report_.figures["modules"];
    shrink::EngineTest& test = smith.deterministic ? certain_ : open_;
    if (const auto found = test.compare({bytes})) keep(options_, report_, name, bytes, describe(*found));
    if (smith.deterministic) compare_states(name, bytes);
  }

  // All that there is in the end, also inside.
  void compare_states(const std::string& name, const std::string& bytes) {
    differential::Options how;
    how.features = language_.features;
    how.limits = language_.limits;
    how.flatten.boundary = transform::FlattenOptions::Boundary::flat;
    how.fuel = fuel;
    how.v8 = &v8_;
    const Module module = cli::read_module(cli::make_source(name + ".wasm", bytes), language_);
    const differential::Comparison found = differential::compare(module, 1, how);
    for (const std::string& difference : found.differences) keep(options_, report_, name, bytes, difference);
    for (const auto& [kind, count] : found.counts.explained) report_.explained[kind] += count;
    report_.figures["modules flattened"] += found.counts.flattened;
    for (const auto& [engine, count] : found.counts.compared) {
      report_.figures[fmt::format("results and states compared with {}", engine)] += count;
    }
    for (const auto& [why, count] : found.counts.refused) report_.left_out["not flattened: " + why] += count;
  }

  const Options& options_;
  const cli::Language& language_;
  Report report_;
  differential::OtherEngine v8_;
  shrink::HeldSignals signals_;
  shrink::EngineTest certain_;
  shrink::EngineTest open_;
};

}  // namespace

Report compare_smith(const Options& options, const cli::Language& language) {
  return SmithComparison(options, language).run();
}

}  // namespace modlink::peers
