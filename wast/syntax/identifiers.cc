// Identifiers, and names in messages. spec: text/values, Identifiers
#include "wast/syntax/identifiers.h"

#include <algorithm>

#include "wast/syntax/concat.h"
#include "wast/syntax/utf8.h"

namespace modlink {

namespace {

constexpr std::size_t most_shown = 80;

// Unicode's Cc, Bidi_Control, Zl and Zp.
bool is_control(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x61c || code == 0x200e || code == 0x200f ||
         (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

// Appends `text`, at most so many characters of it, with the characters in `special` escaped too. Returns the rest.
std::string_view append_escaped(std::string& out, std::string_view text, std::size_t most, std::string_view special) {
  for (std::size_t count = 0; !text.empty() && count < most; ++count) {
    const bool is_special = special.find(text[0]) != std::string_view::npos;
    const std::size_t escaped = is_special ? 1 : control_length(text);
    const std::size_t length = escaped != 0 ? escaped : utf8_length(text);
    if (escaped == 0) out += text.substr(0, length);
    for (const char byte : text.substr(0, escaped)) out += '\\' + hex(static_cast<unsigned char>(byte));
    text.remove_prefix(length);
  }
  return text;
}

std::string count(std::string_view rest) {
  return rest.empty() ? std::string() : concat(" (", count_code_points(rest), " more)");
}

}  // namespace

bool is_id(std::string_view name) { return !name.empty() && std::all_of(name.begin(), name.end(), is_id_char); }

std::size_t control_length(std::string_view text) {
  const std::size_t length = utf8_length(text);
  if (length == 0) return 1;
  return is_control(decode_utf8(text.substr(0, length))) ? length : 0;
}

std::string without_controls(std::string_view text) {
  std::string result;
  append_escaped(result, text, text.size(), {});
  return result;
}

std::string shown_path(std::string_view path) {
  constexpr std::size_t max_path = 4096;
  return path.size() < max_path ? without_controls(path) : shown(path);
}

std::string shown(std::string_view word, std::size_t most) {
  std::string result;
  const std::string_view rest = append_escaped(result, word, most, {});
  return result + (rest.empty() ? "" : "…") + count(rest);
}

std::string quote(std::string_view name) {
  std::string result = "\"";
  const std::string_view rest = append_escaped(result, name, most_shown, "\"\\");
  return result + (rest.empty() ? "\"" : "…\"") + count(rest);
}

std::string quote_id(std::string_view name) {
  return "$" + (name.size() <= most_shown && is_id(name) ? std::string(name) : quote(name));
}

std::string name_or_index(const NameMap& names, Index index) {
  const std::string_view name = names.find(index);
  return name.empty() ? std::to_string(index) : quote_id(name);
}

std::string describe_func(const Names& names, Index func) {
  return "function " + name_or_index(names[IndexSpace::func], func);
}

}  // namespace modlink
