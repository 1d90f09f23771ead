// What a directive would have to expect in order to pass. For `--bless`.
#include "tools/spec-runner/instead.h"

#include <algorithm>

#include "tools/cli/pattern.h"
#include "tools/engines/results/match_patterns.h"
#include "tools/spec-runner/patterns.h"
#include "wast/script/print_action.h"

namespace modlink::runner {

using engines::RefClass;
using engines::Result;
using script::NanPattern;
using script::NumPattern;
using script::Pattern;
using script::RefPattern;
using script::VecPattern;

namespace {

NanPattern class_of(std::uint64_t bits, ValKind type) {
  return script::is_float(type) ? engines::nan_class(bits, script::width(type)) : NanPattern::none;
}

// Whether a pattern asks for the bits of a NaN.
bool has_nan_bits(const NumPattern& pattern) {
  return pattern.nan == NanPattern::none && class_of(pattern.bits, pattern.type) != NanPattern::none;
}

NumPattern number(std::uint64_t bits, ValKind type, const NumPattern* before) {
  const NanPattern nan = before && has_nan_bits(*before) ? NanPattern::none : class_of(bits, type);
  return {type, nan == NanPattern::none ? bits : 0, nan};
}

VecPattern vector(const Result& result, const VecPattern* before) {
  VecPattern pattern{{}, before ? before->lane_bits : 32};
  for (std::size_t i = 0; i < 128 / pattern.lane_bits; ++i) {
    const NumPattern* lane = before ? &before->lanes[i] : nullptr;
    pattern.lanes.push_back(
        number(engines::lane_of(result, pattern.lane_bits, i), lane ? lane->type : ValKind::i32, lane));
  }
  return pattern;
}

RefPattern::Kind kind_of(RefClass ref) {
  switch (ref) {
    case RefClass::null: return RefPattern::Kind::null;
    case RefClass::func: return RefPattern::Kind::func;
    case RefClass::extern_: return RefPattern::Kind::extern_;
    case RefClass::host: return RefPattern::Kind::host;
    case RefClass::exn: return RefPattern::Kind::exn;
    case RefClass::i31: return RefPattern::Kind::i31;
    case RefClass::struct_: return RefPattern::Kind::struct_;
    case RefClass::array: return RefPattern::Kind::array;
    case RefClass::other: return RefPattern::Kind::any_ref;
  }
  return RefPattern::Kind::any_ref;
}

RefPattern reference(const Result& result) {
  RefPattern pattern;
  pattern.kind = kind_of(result.ref);
  if (result.ref == RefClass::null) pattern.heap = HeapType{result.top, 0};
  const bool is_host = result.ref == RefClass::extern_ || result.ref == RefClass::host;
  if (is_host && result.number) pattern.number = static_cast<std::uint32_t>(*result.number);
  return pattern;
}

Pattern pattern_of(const Result& result, const Pattern* before) {
  if (result.type == ValKind::ref) return {{}, reference(result)};
  if (result.type == ValKind::v128) {
    return {{}, vector(result, before ? std::get_if<VecPattern>(&before->pattern) : nullptr)};
  }
  return {{}, number(result.low, result.type, before ? std::get_if<NumPattern>(&before->pattern) : nullptr)};
}

}  // namespace

Instead instead_of(const std::vector<Pattern>& patterns, const engines::Results& results) {
  Instead instead;
  const bool as_many = patterns.size() == results.size();
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (as_many && match_pattern(results[i], patterns[i])) {
      instead.results.emplace_back();
    } else {
      instead.results.push_back(script::to_text(pattern_of(results[i], as_many ? &patterns[i] : nullptr)));
    }
  }
  return instead;
}

// What is expected is the beginning of a message. CONTRIBUTING.md, Tests
Instead instead_of(cli::Messages messages, const std::string& message) {
  const std::string words = message.substr(0, std::min(message.find(": "), message.find(" (")));
  return {messages == cli::Messages::regex ? cli::quoted_pattern(words) : words, {}};
}

}  // namespace modlink::runner
