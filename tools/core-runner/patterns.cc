// Whether results are as a script expects. spec: the official suite's script grammar
#include "tools/core-runner/patterns.h"

#include <algorithm>

#include "interpreter/runtime/heap.h"
#include "validator/match.h"
#include "wast/script/print_action.h"
#include "wast/syntax/type_tables.h"

namespace modlink::core_runner {

using script::NanPattern;
using script::NumPattern;
using script::Pattern;
using script::RefPattern;
using script::VecPattern;

namespace {

// spec: syntax/values, Floating-Point
bool match_bits(std::uint64_t bits, const NumPattern& pattern, unsigned width) {
  if (pattern.nan == NanPattern::none) return bits == pattern.bits;
  const std::uint64_t quiet = width == 32 ? 0x7fc0'0000u : 0x7ff8'0000'0000'0000u;
  const std::uint64_t sign = std::uint64_t{1} << (width - 1);
  return pattern.nan == NanPattern::canonical ? (bits & ~sign) == quiet : (bits & quiet) == quiet;
}

std::uint64_t lane(const Value& vector, unsigned bits, std::size_t index) {
  const std::size_t offset = index * bits;
  const std::uint64_t half = offset < 64 ? vector.low : vector.high;
  return half >> (offset % 64) & (~std::uint64_t{0} >> (64 - bits));
}

bool is_object(Ref ref, Object::Kind kind) { return ref.is_object() && ref.as_object()->kind == kind; }

bool match_kind(Ref ref, bool external, RefPattern::Kind kind) {
  const bool is_struct = is_object(ref, Object::Kind::structure), is_array = is_object(ref, Object::Kind::array);
  switch (kind) {
    case RefPattern::Kind::any_ref: return true;
    case RefPattern::Kind::null: return false;
    case RefPattern::Kind::extern_: return external;
    case RefPattern::Kind::func: return ref.is_func();
    case RefPattern::Kind::host: return ref.is_host() && !external;
    case RefPattern::Kind::exn: return is_object(ref, Object::Kind::exception);
    case RefPattern::Kind::i31: return ref.is_i31() && !external;
    case RefPattern::Kind::struct_: return is_struct && !external;
    case RefPattern::Kind::array: return is_array && !external;
    case RefPattern::Kind::eq: return (ref.is_i31() || is_struct || is_array) && !external;
  }
  return false;
}

bool match(const Value& value, const NumPattern& pattern, const TypeStore&) {
  return value.type == pattern.type && match_bits(value.low, pattern, script::width(pattern.type));
}

bool match(const Value& value, const VecPattern& pattern, const TypeStore&) {
  if (value.type != ValKind::v128) return false;
  for (std::size_t i = 0; i < pattern.lanes.size(); ++i) {
    if (!match_bits(lane(value, pattern.lane_bits, i), pattern.lanes[i], pattern.lane_bits)) return false;
  }
  return true;
}

bool match(const Value& value, const RefPattern& pattern, const TypeStore& types) {
  if (!value.type.is_ref()) return false;
  const Ref ref = value.as_ref();
  const HeapKind top = top_heap_type(types, value.type.ref().heap).kind;
  if (ref.is_null())
    return pattern.kind == RefPattern::Kind::null && (!pattern.heap || top_of(pattern.heap->kind) == top);
  const bool is_numbered = pattern.number && pattern.kind != RefPattern::Kind::func;
  return match_kind(ref, top == HeapKind::extern_, pattern.kind) &&
         (!is_numbered || (ref.is_host() && ref.host_number() == *pattern.number));
}

bool match_one(const Value& value, const Pattern& pattern, const TypeStore& types);

bool match(const Value& value, const std::vector<Pattern>& either, const TypeStore& types) {
  return std::any_of(either.begin(), either.end(), [&](const Pattern& p) { return match_one(value, p, types); });
}

bool match_one(const Value& value, const Pattern& pattern, const TypeStore& types) {
  return std::visit([&](const auto& p) { return match(value, p, types); }, pattern.pattern);
}

}  // namespace

bool match_patterns(const Values& values, const std::vector<Pattern>& patterns, const TypeStore& types) {
  return std::equal(values.begin(), values.end(), patterns.begin(), patterns.end(),
                    [&](const Value& value, const Pattern& pattern) { return match_one(value, pattern, types); });
}

}  // namespace modlink::core_runner
