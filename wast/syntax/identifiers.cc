// Identifiers, and names in messages. spec: text/values, Identifiers
#include "wast/syntax/identifiers.h"

#include <fmt/format.h>

#include <algorithm>

namespace modlink {

namespace {

constexpr std::size_t max_name = 80;

}  // namespace

bool is_id(std::string_view name) { return !name.empty() && std::all_of(name.begin(), name.end(), is_id_char); }

std::string quote(std::string_view name) {
  std::string result = "\"";
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    if (i >= max_name && (c & 0xc0) != 0x80) return result + "…\"";
    if (c < 0x20 || c == 0x7f || c == '"' || c == '\\') {
      result += fmt::format("\\{:02x}", c);
    } else {
      result += name[i];
    }
  }
  return result + '"';
}

std::string describe_func(const Names& names, Index func) {
  const std::string name(names[IndexSpace::func].find(func));
  if (name.empty()) return fmt::format("function {}", func);
  return "function $" + (name.size() <= max_name && is_id(name) ? name : quote(name));
}

}  // namespace modlink
