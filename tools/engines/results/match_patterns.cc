// Whether results match patterns: NaN classes, lanes, references, alternatives.
// spec: the official suite's script grammar
#include "tools/engines/results/match_patterns.h"

#include <algorithm>

#include "wast/script/print_action.h"
#include "wast/syntax/type_tables.h"

namespace modlink::engines {

using script::NanPattern;
using script::NumPattern;
using script::Pattern;
using script::RefPattern;
using script::VecPattern;

namespace {

// A canonical NaN is an arithmetic one too.
bool match_nan(std::uint64_t bits, NanPattern nan, unsigned width) {
  const NanPattern found = nan_class(bits, width);
  return found == nan || (found == NanPattern::canonical && nan == NanPattern::arithmetic);
}

bool match_bits(std::uint64_t bits, const NumPattern& pattern, unsigned width) {
  return pattern.nan == NanPattern::none ? bits == pattern.bits : match_nan(bits, pattern.nan, width);
}

bool match(const Result& result, const NumPattern& pattern) {
  return result.type == pattern.type && match_bits(result.low, pattern, script::width(pattern.type));
}

bool match(const Result& result, const VecPattern& pattern) {
  if (result.type != ValKind::v128) return false;
  for (std::size_t i = 0; i < pattern.lanes.size(); ++i) {
    if (!match_bits(lane_of(result, pattern.lane_bits, i), pattern.lanes[i], pattern.lane_bits)) return false;
  }
  return true;
}

bool match_class(RefClass ref, RefPattern::Kind kind) {
  switch (kind) {
    case RefPattern::Kind::any_ref: return true;
    case RefPattern::Kind::null: return false;
    case RefPattern::Kind::extern_: return ref == RefClass::extern_;
    case RefPattern::Kind::func: return ref == RefClass::func;
    case RefPattern::Kind::host: return ref == RefClass::host;
    case RefPattern::Kind::exn: return ref == RefClass::exn;
    case RefPattern::Kind::i31: return ref == RefClass::i31;
    case RefPattern::Kind::struct_: return ref == RefClass::struct_;
    case RefPattern::Kind::array: return ref == RefClass::array;
    case RefPattern::Kind::eq: return ref == RefClass::i31 || ref == RefClass::struct_ || ref == RefClass::array;
  }
  return false;
}

bool match(const Result& result, const RefPattern& pattern) {
  if (result.type != ValKind::ref) return false;
  if (pattern.kind == RefPattern::Kind::null) {
    return result.ref == RefClass::null && (!pattern.heap || top_of(pattern.heap->kind) == result.top);
  }
  if (result.ref == RefClass::null) return false;
  const bool numbered = pattern.number && pattern.kind != RefPattern::Kind::func;
  return match_class(result.ref, pattern.kind) && (!numbered || result.number == *pattern.number);
}

bool match(const Result& result, const std::vector<Pattern>& either) {
  return std::any_of(either.begin(), either.end(), [&](const Pattern& p) { return match_pattern(result, p); });
}

}  // namespace

NanPattern nan_class(std::uint64_t bits, unsigned width) {
  const std::uint64_t magnitude = bits & (width == 32 ? 0x7fff'ffffu : 0x7fff'ffff'ffff'ffffu);
  const std::uint64_t canonical = width == 32 ? 0x7fc0'0000u : 0x7ff8'0000'0000'0000u;
  if (magnitude == canonical) return NanPattern::canonical;
  return (magnitude & canonical) == canonical ? NanPattern::arithmetic : NanPattern::none;
}

bool match_pattern(const Result& result, const Pattern& pattern) {
  return std::visit([&](const auto& p) { return match(result, p); }, pattern.pattern);
}

bool match_patterns(const Results& results, const std::vector<Pattern>& patterns) {
  return std::equal(results.begin(), results.end(), patterns.begin(), patterns.end(), match_pattern);
}

}  // namespace modlink::engines
