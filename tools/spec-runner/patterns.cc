// Patterns of results as text. spec: the official suite's script grammar
#include "tools/spec-runner/patterns.h"

#include <fmt/format.h>

#include "tools/engines/result_text.h"
#include "wast/script/print_action.h"
#include "wast/syntax/type_tables.h"

namespace modlink::runner {

using script::NanPattern;
using script::NumPattern;
using script::Pattern;
using script::RefPattern;
using script::VecPattern;

namespace {

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
