// Patterns of results: NaN classes, lanes, references, alternatives. spec: the official suite's script grammar
#include "tools/spec-runner/patterns.h"

#include <fmt/format.h>

#include <algorithm>

#include "interpreter/runtime/heap.h"
#include "tools/spec-runner/values.h"
#include "validator/match.h"
#include "wast/syntax/type_tables.h"

namespace modlink::runner {

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

unsigned width_of(ValKind type) { return type == ValKind::i32 || type == ValKind::f32 ? 32 : 64; }

bool match(const Value& value, const NumPattern& pattern, const TypeStore&) {
  return value.type.kind == pattern.type && match_bits(value.low, pattern, width_of(pattern.type));
}

bool match(const Value& value, const VecPattern& pattern, const TypeStore&) {
  if (value.type.kind != ValKind::v128) return false;
  const std::uint64_t mask = pattern.lane_bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << pattern.lane_bits) - 1;
  for (std::size_t i = 0; i < pattern.lanes.size(); ++i) {
    const std::size_t offset = i * pattern.lane_bits;
    const std::uint64_t lane = (offset < 64 ? value.low : value.high) >> (offset % 64) & mask;
    if (!match_bits(lane, pattern.lanes[i], pattern.lane_bits)) return false;
  }
  return true;
}

// Whether a null of the value's type can be written as `ref.null heap`: both in one hierarchy.
bool match_null(HeapType value, HeapType heap, const TypeStore& store) {
  return top_heap_type(store, value) == top_heap_type(store, heap);
}

bool is_object(Ref ref, Object::Kind kind) { return ref.is_object() && ref.as_object()->kind == kind; }

// Whether a reference that is not null is what the pattern names. An external one is whatever its type says.
bool match_kind(Ref ref, HeapType type, RefPattern::Kind kind, const TypeStore& store) {
  const bool external = match_heap_type(store, type, {HeapKind::extern_, 0});
  switch (kind) {
    case RefPattern::Kind::any_ref: return true;
    case RefPattern::Kind::null: return false;
    case RefPattern::Kind::extern_: return external;
    case RefPattern::Kind::func: return ref.is_func();
    case RefPattern::Kind::host: return ref.is_host() && !external;
    case RefPattern::Kind::exn: return is_object(ref, Object::Kind::exception);
    case RefPattern::Kind::i31: return ref.is_i31() && !external;
    case RefPattern::Kind::struct_: return is_object(ref, Object::Kind::structure) && !external;
    case RefPattern::Kind::array: return is_object(ref, Object::Kind::array) && !external;
    case RefPattern::Kind::eq:
      return !external &&
             (ref.is_i31() || is_object(ref, Object::Kind::structure) || is_object(ref, Object::Kind::array));
  }
  return false;
}

bool match(const Value& value, const RefPattern& pattern, const TypeStore& store) {
  if (value.type.kind != ValKind::ref) return false;
  const Ref ref = value.as_ref();
  const HeapType heap = value.type.ref().heap;
  if (pattern.kind == RefPattern::Kind::null) {
    return ref.is_null() && (!pattern.heap || match_null(heap, *pattern.heap, store));
  }
  if (ref.is_null()) return false;
  if (pattern.number && !(ref.is_host() && ref.host_number() == *pattern.number)) return false;
  return match_kind(ref, heap, pattern.kind, store);
}

bool match(const Value& value, const std::vector<Pattern>& either, const TypeStore& store) {
  return std::any_of(either.begin(), either.end(), [&](const Pattern& p) { return match_pattern(value, p, store); });
}

std::string print_bits(const NumPattern& pattern) {
  switch (pattern.nan) {
    case NanPattern::none: return print_number(pattern.type, pattern.bits);
    case NanPattern::canonical: return "nan:canonical";
    case NanPattern::arithmetic: return "nan:arithmetic";
  }
  return "";
}

std::string print(const NumPattern& pattern) {
  return fmt::format("{}:{}", to_string(pattern.type), print_bits(pattern));
}

std::string print(const VecPattern& pattern) {
  const bool floating = pattern.lanes[0].type == ValKind::f32 || pattern.lanes[0].type == ValKind::f64;
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

const char* keyword(RefPattern::Kind kind) {
  switch (kind) {
    case RefPattern::Kind::any_ref: return "ref";
    case RefPattern::Kind::null: return "ref.null";
    case RefPattern::Kind::func: return "ref.func";
    case RefPattern::Kind::extern_: return "ref.extern";
    case RefPattern::Kind::host: return "ref.host";
    case RefPattern::Kind::exn: return "ref.exn";
    case RefPattern::Kind::i31: return "ref.i31";
    case RefPattern::Kind::struct_: return "ref.struct";
    case RefPattern::Kind::array: return "ref.array";
    case RefPattern::Kind::eq: return "ref.eq";
  }
  return "";
}

std::string print(const RefPattern& pattern) {
  std::string result = keyword(pattern.kind);
  if (pattern.heap) result += fmt::format(" {}", to_string(pattern.heap->kind));
  if (pattern.number) result += fmt::format(" {}", *pattern.number);
  return result;
}

std::string print(const std::vector<Pattern>& either) {
  std::string result;
  for (const Pattern& pattern : either) result += fmt::format("{}{}", result.empty() ? "" : " | ", to_string(pattern));
  return fmt::format("either({})", result);
}

}  // namespace

bool match_pattern(const Value& value, const Pattern& pattern, const TypeStore& store) {
  return std::visit([&](const auto& p) { return match(value, p, store); }, pattern.pattern);
}

bool match_patterns(const Values& values, const std::vector<Pattern>& patterns, const TypeStore& store) {
  const auto one = [&](const Value& value, const Pattern& pattern) { return match_pattern(value, pattern, store); };
  return std::equal(values.begin(), values.end(), patterns.begin(), patterns.end(), one);
}

std::string to_string(const Pattern& pattern) {
  return std::visit([](const auto& p) { return print(p); }, pattern.pattern);
}

std::string to_string(const std::vector<Pattern>& patterns) {
  std::string result;
  for (const Pattern& pattern : patterns) result += fmt::format("{}{}", result.empty() ? "" : " ", to_string(pattern));
  return result.empty() ? "nothing" : result;
}

}  // namespace modlink::runner
