// Which language a peer speaks.
#include "tools/peers/peer.h"

#include "tools/engines/base64.h"
#include "tools/files/failure.h"
#include "tools/files/files.h"
#include "tools/files/input.h"
#include "wast/binary/encode_module.h"

namespace modlink::peers {

namespace {

using nlohmann::json;

// What only an engine that has the feature takes.
struct Probe {
  Feature feature;
  const char* text;
};
constexpr Probe probes[] = {
    {Feature::multi_memory, "(memory 1) (memory 1)"},
    {Feature::extended_const, "(global i32 (i32.add (i32.const 1) (i32.const 2)))"},
    {Feature::tail_call, "(func return_call 0)"},
    {Feature::simd, "(func (drop (v128.const i64x2 0 0)))"},
    {Feature::relaxed_simd, "(func (param v128) (drop (i8x16.relaxed_swizzle (local.get 0) (local.get 0))))"},
    {Feature::memory64, "(memory i64 1) (table i64 1 funcref)"},
    {Feature::function_references, "(type (func)) (func (param (ref 0)) (call_ref 0 (local.get 0)))"},
    {Feature::gc, "(type (struct)) (func (drop (struct.new 0)))"},
    {Feature::exceptions, "(tag) (func (param exnref) (try_table (throw 0)))"},
    {Feature::legacy_exceptions, "(tag) (func (try (do (throw 0)) (catch_all)))"},
    {Feature::threads, "(memory 1 1 shared)"},
    {Feature::wide_arithmetic, "(func (param i64) (drop (i64.mul_wide_u (local.get 0) (local.get 0))) drop)"},
    {Feature::custom_page_sizes, "(memory 1 (pagesize 1))"},
};

}  // namespace

std::string binary_of(const std::string& text, const cli::Language& language) {
  const Bytes bytes = encode_module(cli::read_module(cli::make_source("module.wat", text), language));
  return {bytes.begin(), bytes.end()};
}

cli::Language language_of(const std::string& engine, std::string& missing) {
  cli::Language language;
  try {
    engines::Client client(engine, patience);
    std::size_t number = 0;
    for (const Probe& probe : probes) {
      if (!language.features.has(probe.feature)) continue;
      const std::string bytes = binary_of(probe.text, language);
      const json answer =
          client.ask({{"do", "module"}, {"module", number++}, {"bytes", engines::to_base64(bytes)}}, patience);
      if (answer.value("end", "") == "valid") continue;
      language.features.set(probe.feature, false);
      missing += " " + std::string(to_string(probe.feature));
    }
  } catch (const std::runtime_error& error) {  // Lost and BadAnswer
    throw cli::Failure(cli::Status::usage, error.what());
  }
  return language;
}

}  // namespace modlink::peers
