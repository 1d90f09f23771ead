// Values, patterns and strings as expressions of JavaScript.
#include "tools/convert/js_values.h"

#include <fmt/format.h>

#include <bit>
#include <nlohmann/json.hpp>

#include "wast/script/print_action.h"
#include "wast/syntax/type_tables.h"

namespace modlink::convert {

using script::Const;
using script::NumPattern;
using script::Pattern;
using script::RefConst;
using script::RefPattern;
using script::VecPattern;

namespace {

// JavaScript has a word of its own for what is infinite, and one type for both widths: an f32 is the double that has
// its value, which the shortest literal of an f32 need not be.
std::string float_text(std::uint64_t bits, ValKind kind) {
  const double value = kind == ValKind::f32
                           ? static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)))
                           : std::bit_cast<double>(bits);
  const std::string text = script::number_text(std::bit_cast<std::uint64_t>(value), 64, true);
  if (text == "inf") return "Infinity";
  return text == "-inf" ? "-Infinity" : text;
}

std::string number(std::uint64_t bits, ValKind kind) {
  if (script::is_float(kind)) return float_text(bits, kind);
  return kind == ValKind::i32 ? script::number_text(bits, 32, false) : script::number_text(bits, 64, false) + "n";
}

std::string value_text(const Const& constant, std::uint64_t bits) { return number(bits, constant.type.kind); }
std::string value_text(const Const&, const V128&) { return "undefined"; }
std::string value_text(const Const&, const RefConst& ref) {
  return ref.kind == RefConst::Kind::null ? "null" : fmt::format("host({})", ref.number);
}

std::string pattern_text(const NumPattern& pattern) {
  return fmt::format("{}({})", to_string(pattern.type), number(pattern.bits, pattern.type));
}
std::string pattern_text(const VecPattern&) { return "either()"; }
std::string pattern_text(const RefPattern& pattern) {
  if (pattern.kind == RefPattern::Kind::null) return "refNull";
  if (pattern.kind == RefPattern::Kind::func) return "refFunc";
  return pattern.number ? fmt::format("refHost({})", *pattern.number) : "refAny";
}
std::string pattern_text(const std::vector<Pattern>& either) {
  std::string result;
  for (const Pattern& pattern : either) result += (result.empty() ? "" : ", ") + js_pattern(pattern);
  return "either(" + result + ")";
}

}  // namespace

std::string js_string(std::string_view text) {
  return nlohmann::json(std::string(text)).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

std::string js_id(const std::optional<std::string>& id) { return id ? js_string(*id) : "null"; }

std::string js_value(const Const& constant) {
  return std::visit([&](const auto& value) { return value_text(constant, value); }, constant.value);
}

std::string js_pattern(const Pattern& pattern) {
  return std::visit([](const auto& p) { return pattern_text(p); }, pattern.pattern);
}

}  // namespace modlink::convert
