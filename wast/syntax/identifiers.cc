// Identifiers, and names in messages. spec: text/values, Identifiers
#include "wast/syntax/identifiers.h"

#include <fmt/format.h>

#include <algorithm>

namespace modlink {

namespace {

constexpr std::size_t max_name = 80;

// How many bytes at the front are a control character: those of ASCII, and U+0080 to U+009F.
std::size_t control_length(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(i < text.size() ? text[i] : '\0'); };
  if (at(0) < 0x20 || at(0) == 0x7f) return 1;
  return at(0) == 0xc2 && at(1) >= 0x80 && at(1) < 0xa0 ? 2 : 0;
}

void escape(std::string& out, std::string_view bytes) {
  for (const char byte : bytes) out += fmt::format("\\{:02x}", static_cast<unsigned char>(byte));
}

}  // namespace

bool is_id(std::string_view name) { return !name.empty() && std::all_of(name.begin(), name.end(), is_id_char); }

std::string without_controls(std::string_view name) {
  std::string result;
  while (!name.empty()) {
    const std::size_t escaped = control_length(name);
    if (escaped == 0) result += name.front();
    escape(result, name.substr(0, escaped));
    name.remove_prefix(std::max<std::size_t>(escaped, 1));
  }
  return result;
}

std::string quote(std::string_view name) {
  std::string result = "\"";
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    if (i >= max_name && (c & 0xc0) != 0x80) return result + "…\"";
    const std::size_t escaped = c == '"' || c == '\\' ? 1 : control_length(name.substr(i, 2));
    if (escaped == 0) result += name[i];
    escape(result, name.substr(i, escaped));
    if (escaped == 2) ++i;
  }
  return result + '"';
}

std::string quote_id(std::string_view name) {
  return "$" + (name.size() <= max_name && is_id(name) ? std::string(name) : quote(name));
}

std::string describe_func(const Names& names, Index func) {
  const std::string name(names[IndexSpace::func].find(func));
  if (name.empty()) return fmt::format("function {}", func);
  return "function " + quote_id(name);
}

}  // namespace modlink
