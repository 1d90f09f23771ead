// Positions in sources, as editors and JavaScript have them.
#include "tools/npm/source_position.h"

#include <algorithm>
#include <string_view>

#include "wast/syntax/utf8.h"

namespace modlink::npm {

namespace {

std::size_t character_length(std::string_view text) { return std::max<std::size_t>(utf8_length(text), 1); }

}  // namespace

Pos position_at(const Source& source, std::uint64_t line, std::uint64_t column) {
  const std::string_view text = source.content();
  std::size_t at = 0;
  for (std::uint64_t i = 1; i < line; ++i) {
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) return static_cast<Pos>(text.size());
    at = end + 1;
  }
  for (std::uint64_t i = 1; i < column && at < text.size() && text[at] != '\n'; ++i)
    at += character_length(text.substr(at));
  return static_cast<Pos>(at);
}

Pos position_at(const Source& source, std::uint64_t offset) {
  const std::string_view text = source.content();
  if (source.kind() == Source::Kind::binary) return static_cast<Pos>(std::min<std::uint64_t>(offset, text.size()));
  std::size_t at = 0;
  for (std::uint64_t units = 0; units < offset && at < text.size();) {
    const std::size_t length = character_length(text.substr(at));
    units += length == 4 ? 2 : 1;
    at += length;
  }
  return static_cast<Pos>(at);
}

}  // namespace modlink::npm
