// Texts of any origin in XML and HTML.
#include "tools/spec-runner/reports/markup.h"

#include <fmt/format.h>

#include "wast/syntax/identifiers.h"
#include "wast/syntax/utf8.h"

namespace modlink::runner {

namespace {

// U+FFFE and U+FFFF are characters to UTF-8, and none to XML.
std::size_t forbidden_length(std::string_view text) {
  if (text[0] == '\n') return 0;
  const bool is_none = text.substr(0, 3) == "\xef\xbf\xbe" || text.substr(0, 3) == "\xef\xbf\xbf";
  return is_none ? 3 : control_length(text);
}

void append_character(std::string& out, std::string_view character) {
  switch (character[0]) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    case '\'': out += "&#39;"; break;
    case '\n': out += "&#10;"; break;  // which attributes would turn into a space
    default: out += character;
  }
}

}  // namespace

std::string escape_markup(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t forbidden = forbidden_length(text);
    const std::size_t length = forbidden != 0 ? forbidden : utf8_length(text);
    if (forbidden == 0) append_character(result, text.substr(0, length));
    for (const char byte : text.substr(0, forbidden)) {
      result += fmt::format("\\{:02x}", static_cast<unsigned char>(byte));
    }
    text.remove_prefix(length);
  }
  return result;
}

}  // namespace modlink::runner
