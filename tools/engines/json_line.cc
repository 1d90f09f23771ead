// Lines of JSON, whoever wrote them.
#include "tools/engines/json_line.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>

namespace modlink::engines {

using nlohmann::json;

namespace {

constexpr std::size_t most_depth = 100;
constexpr std::size_t most_values = 10'000'000;

// Where a string ends that begins there.
std::size_t end_of_string(const std::string& line, std::size_t at) {
  for (++at; at < line.size() && line[at] != '"'; ++at) {
    if (line[at] == '\\') ++at;
  }
  return at;
}

// Empty if it is not. Lists and objects, and what stands behind a comma, are values.
std::string why_too_large(const std::string& line) {
  std::size_t depth = 0;
  std::size_t values = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    switch (line[at]) {
      case '"': at = end_of_string(line, at); break;
      case '[':
      case '{': ++depth, ++values; break;
      case ']':
      case '}': depth -= depth > 0; break;
      case ',': ++values; break;
      default: break;
    }
    if (depth > most_depth) return fmt::format("nests deeper than {}", most_depth);
    if (values > most_values) return fmt::format("has more than {} values", most_values);
  }
  return "";
}

}  // namespace

bool is_natural(const json& value) {
  return value.is_number_unsigned() || (value.is_number_integer() && value.get<std::int64_t>() >= 0);
}

JsonLine parse_json_line(const std::string& line) {
  JsonLine result{json(), why_too_large(line)};
  if (!result.why_not.empty()) return result;
  json value = json::parse(line, nullptr, false);
  // For the parser a NUL ends the text.
  if (value.is_discarded() || line.find('\0') != line.npos) return {json(), "is no JSON"};
  result.value = std::move(value);
  return result;
}

}  // namespace modlink::engines
