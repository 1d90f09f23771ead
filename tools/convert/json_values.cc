// Constants, patterns and types in the JSON of wabt and wasm-tools. docs/convert.md
#include "tools/convert/json_values.h"

#include <fmt/format.h>

#include <algorithm>

#include "wast/script/print_action.h"
#include "wast/syntax/type_tables.h"

namespace modlink::convert {

using script::Const;
using script::is_float;
using script::NanPattern;
using script::NumPattern;
using script::Pattern;
using script::RefConst;
using script::RefPattern;
using script::VecPattern;
using script::width;

namespace {

// Floats by their bits; integers have a sign in one dialect only.
std::string digits(std::uint64_t value, unsigned bits, bool floats, JsonDialect dialect) {
  if (floats || dialect == JsonDialect::wabt) return std::to_string(value);
  return std::to_string(static_cast<std::int64_t>(value << (64 - bits)) >> (64 - bits));
}

std::string digits(const NumPattern& pattern, unsigned bits, JsonDialect dialect) {
  switch (pattern.nan) {
    case NanPattern::none: return digits(pattern.bits, bits, is_float(pattern.type), dialect);
    case NanPattern::canonical: return "nan:canonical";
    case NanPattern::arithmetic: return "nan:arithmetic";
  }
  return {};
}

Json valued(std::string_view type, std::string value) { return {{"type", type}, {"value", std::move(value)}}; }

Json vector(unsigned bits, bool floats, Json lanes) {
  return {{"type", "v128"}, {"lane_type", fmt::format("{}{}", floats ? 'f' : 'i', bits)}, {"value", std::move(lanes)}};
}

Json const_json(const Const& constant, std::uint64_t bits, JsonDialect dialect) {
  const ValKind kind = constant.type.kind;
  return valued(to_string(kind), digits(bits, width(kind), is_float(kind), dialect));
}

Json const_json(const Const& constant, const V128& value, JsonDialect dialect) {
  const text::VecShape& shape = constant.shape;
  Json lanes = Json::array();
  for (unsigned lane = 0; lane < shape.lanes; ++lane) {
    std::uint64_t bits = 0;
    for (unsigned i = 0; i < shape.bits / 8; ++i) {
      bits |= std::uint64_t{value.bytes[lane * shape.bits / 8 + i]} << (8 * i);
    }
    lanes.push_back(digits(bits, shape.bits, shape.is_float, dialect));
  }
  return vector(shape.bits, shape.is_float, std::move(lanes));
}

bool is_one_of(HeapKind kind, std::initializer_list<HeapKind> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// wasm-tools says of four types that it is their null, and of the others has the type alone.
Json null_json(HeapType heap, JsonDialect dialect) {
  const std::string_view word = info(heap.kind).ref_keyword;
  const bool in_wabt = is_one_of(heap.kind, {HeapKind::func, HeapKind::extern_, HeapKind::exn});
  if (dialect == JsonDialect::wabt && !in_wabt) throw Unsayable{"references that wabt has no word for"};
  if (in_wabt || heap.kind == HeapKind::any) return valued(word, "null");
  return {{"type", word}};
}

Json host_json(bool is_extern, std::uint32_t number, JsonDialect dialect) {
  if (dialect == JsonDialect::wabt && !is_extern) throw Unsayable{"references that wabt has no word for"};
  return valued(is_extern ? "externref" : "anyref", std::to_string(number));
}

Json const_json(const Const&, const RefConst& ref, JsonDialect dialect) {
  if (ref.kind == RefConst::Kind::null) return null_json(ref.heap, dialect);
  return host_json(ref.kind == RefConst::Kind::extern_, ref.number, dialect);
}

Json pattern_json(const NumPattern& pattern, ValType, JsonDialect dialect) {
  return valued(to_string(pattern.type), digits(pattern, width(pattern.type), dialect));
}

Json pattern_json(const VecPattern& pattern, ValType, JsonDialect dialect) {
  Json lanes = Json::array();
  for (const NumPattern& lane : pattern.lanes) lanes.push_back(digits(lane, pattern.lane_bits, dialect));
  return vector(pattern.lane_bits, is_float(pattern.lanes[0].type), std::move(lanes));
}

// The type that wasm-tools has for a reference that is not null; null if it has none.
const char* word_of(RefPattern::Kind kind) {
  switch (kind) {
    case RefPattern::Kind::any_ref: return "anyref";
    case RefPattern::Kind::null: return "refnull";
    case RefPattern::Kind::func: return "funcref";
    case RefPattern::Kind::extern_: return "externref";
    case RefPattern::Kind::host: return nullptr;
    case RefPattern::Kind::exn: return "exnref";
    case RefPattern::Kind::i31: return "i31ref";
    case RefPattern::Kind::struct_: return "structref";
    case RefPattern::Kind::array: return "arrayref";
    case RefPattern::Kind::eq: return "eqref";
  }
  return nullptr;
}

// wabt always writes the number of the function, which it does not compare.
Json func_json(std::optional<std::uint32_t> number, JsonDialect dialect) {
  if (dialect == JsonDialect::wabt) return valued("funcref", std::to_string(number.value_or(0)));
  Json json{{"type", "funcref"}};
  if (number) json["value"] = {{"index", *number}};
  return json;
}

Json pattern_json(const RefPattern& pattern, ValType, JsonDialect dialect) {
  if (pattern.heap) return null_json(*pattern.heap, dialect);
  if (pattern.kind == RefPattern::Kind::func) return func_json(pattern.number, dialect);
  if (pattern.number) return host_json(pattern.kind == RefPattern::Kind::extern_, *pattern.number, dialect);
  if (dialect == JsonDialect::wabt) throw Unsayable{"references that wabt has no word for"};
  const char* word = word_of(pattern.kind);
  if (!word) throw Unsayable{"references that wasm-tools has no word for"};
  return {{"type", word}};
}

Json pattern_json(const std::vector<Pattern>& either, ValType type, JsonDialect dialect) {
  if (const Pattern* nan = find_nan(either, type)) return to_json(*nan, type, dialect);
  if (dialect == JsonDialect::wabt) throw Unsayable{"alternatives beside other results"};
  Json values = Json::array();
  for (const Pattern& pattern : either) values.push_back(to_json(pattern, type, dialect));
  return {{"type", "either"}, {"values", std::move(values)}};
}

void print_wabt_string(std::string& out, const std::string& text) {
  out += '"';
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\') {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  out += '"';
}

void print_wabt(std::string& out, const Json& json) {
  if (json.is_string()) return print_wabt_string(out, json.get_ref<const std::string&>());
  if (!json.is_structured()) {
    out += json.dump();
    return;
  }
  out += json.is_object() ? '{' : '[';
  const char* separator = "";
  for (const auto& [key, value] : json.items()) {
    out += separator;
    separator = ", ";
    if (json.is_object()) out += fmt::format("\"{}\": ", key);
    print_wabt(out, value);
  }
  out += json.is_object() ? '}' : ']';
}

}  // namespace

const Pattern* find_nan(const std::vector<Pattern>& either, ValType type) {
  for (const Pattern& pattern : either) {
    const auto* number = std::get_if<NumPattern>(&pattern.pattern);
    if (!number || number->nan == NanPattern::none) return nullptr;
    if (number->type == type.kind) return &pattern;
  }
  return nullptr;
}

Json to_json(const Const& constant, JsonDialect dialect) {
  return std::visit([&](const auto& value) { return const_json(constant, value, dialect); }, constant.value);
}

Json to_json(const Pattern& pattern, ValType type, JsonDialect dialect) {
  return std::visit([&](const auto& p) { return pattern_json(p, type, dialect); }, pattern.pattern);
}

Json type_object(ValType type) {
  if (!type.is_ref()) return {{"type", to_string(type.kind)}};
  const bool has_word = type.nullable && is_one_of(type.heap_kind, {HeapKind::func, HeapKind::extern_, HeapKind::exn});
  if (!has_word) throw Unsayable{"references that wabt has no word for"};
  return {{"type", info(type.heap_kind).ref_keyword}};
}

Json text_json(std::string_view bytes) {
  return Json::parse(Json(std::string(bytes)).dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string print(const Json& json, JsonDialect dialect) {
  if (dialect == JsonDialect::wasm_tools) return json.dump();
  std::string result;
  print_wabt(result, json);
  return result;
}

}  // namespace modlink::convert
