// Patterns of results: NaN classes, lanes, references, alternatives. spec: the official suite's script grammar
#include "tools/spec-runner/patterns.h"

#include <fmt/format.h>

#include <algorithm>

#include "wast/script/print_action.h"
#include "wast/syntax/type_tables.h"

namespace modlink::runner {

using engines::RefClass;
using engines::Result;
using script::NanPattern;
using script::NumPattern;
using script::Pattern;
using script::RefPattern;
using script::VecPattern;

namespace {

// spec: syntax/values, Floating-Point: a canonical NaN has only the highest bit of its payload, an arithmetic one at
// least that.
bool match_nan(std::uint64_t bits, NanPattern nan, unsigned width) {
  const std::uint64_t magnitude = bits & (width == 32 ? 0x7fff'ffffu : 0x7fff'ffff'ffff'ffffu);
  const std::uint64_t canonical = width == 32 ? 0x7fc0'0000u : 0x7ff8'0000'0000'0000u;
  return nan == NanPattern::canonical ? magnitude == canonical : (magnitude & canonical) == canonical;
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
    if (!match_bits(engines::lane_of(result, pattern.lane_bits, i), pattern.lanes[i], pattern.lane_bits)) return false;
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

std::string print_bits(const NumPattern& pattern) {
  switch (pattern.nan) {
    case NanPattern::none: return engines::number_text(pattern.type, pattern.bits);
    case NanPattern::canonical: return "nan:canonical";
    case NanPattern::arithmetic: return "nan:arithmetic";
  }
  return "";
}

std::string print(const NumPattern& pattern) {
  return fmt::format("{}:{}", to_string(pattern.type), print_bits(pattern));
}

bool is_floating(const VecPattern& pattern) {
  return pattern.lanes[0].type == ValKind::f32 || pattern.lanes[0].type == ValKind::f64;
}

std::string print(const VecPattern& pattern) {
  const bool floating = is_floating(pattern);
  std::string result = fmt::format("v128:{}{}x{}", floating ? 'f' : 'i', pattern.lane_bits, pattern.lanes.size());
  for (const NumPattern& lane : pattern.lanes) {
    if (floating) {
      result += fmt::format(" {}", print_bits(lane));
    } else {
      result += fmt::format(" {:#0{}x}", lane.bits, pattern.lane_bits / 4 + 2);
    }
  }
  return result;
}

std::string print(const RefPattern& pattern) {
  std::string result = script::keyword(pattern.kind);
  if (pattern.heap) result += fmt::format(" {}", to_string(pattern.heap->kind));
  if (pattern.number) result += fmt::format(" {}", *pattern.number);
  return result;
}

std::string print(const std::vector<Pattern>& either) {
  std::string result;
  for (const Pattern& pattern : either) result += fmt::format("{}{}", result.empty() ? "" : " | ", to_string(pattern));
  return fmt::format("either({})", result);
}

// Of a pattern of vectors, or the first alternative that is one; null if there is none.
const VecPattern* find_lanes(const Pattern& pattern) {
  if (const auto* lanes = std::get_if<VecPattern>(&pattern.pattern)) return lanes;
  const auto* either = std::get_if<std::vector<Pattern>>(&pattern.pattern);
  if (!either) return nullptr;
  for (const Pattern& alternative : *either) {
    if (const auto* lanes = std::get_if<VecPattern>(&alternative.pattern)) return lanes;
  }
  return nullptr;
}

}  // namespace

bool match_pattern(const Result& result, const Pattern& pattern) {
  return std::visit([&](const auto& p) { return match(result, p); }, pattern.pattern);
}

bool match_patterns(const engines::Results& results, const std::vector<Pattern>& patterns) {
  return std::equal(results.begin(), results.end(), patterns.begin(), patterns.end(), match_pattern);
}

std::string to_string(const Pattern& pattern) {
  return std::visit([](const auto& p) { return print(p); }, pattern.pattern);
}

std::string to_string(const std::vector<Pattern>& patterns) {
  std::string result;
  for (const Pattern& pattern : patterns) result += fmt::format("{}{}", result.empty() ? "" : " ", to_string(pattern));
  return result.empty() ? "nothing" : result;
}

std::string to_string(const engines::Results& results, const std::vector<Pattern>& patterns) {
  std::string text;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto* lanes = i < patterns.size() ? find_lanes(patterns[i]) : nullptr;
    if (i > 0) text += ' ';
    text += lanes && results[i].type == ValKind::v128
                ? engines::vector_text(results[i], lanes->lane_bits, is_floating(*lanes))
                : engines::to_string(results[i]);
  }
  return text.empty() ? "nothing" : text;
}

}  // namespace modlink::runner
