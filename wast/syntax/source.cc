// Sources and positions in them.
#include "wast/syntax/source.h"

#include <algorithm>

#include "wast/syntax/concat.h"
#include "wast/syntax/error.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/utf8.h"

namespace modlink {

namespace {

// More than this of a line is not shown.
constexpr std::size_t max_snippet = 100;

// Those between two positions; one of two characters counts where its second is. spec: text/lexical, White Space
std::size_t count_line_ends(std::string_view content, std::size_t begin, std::size_t end) {
  const std::string_view text = content.substr(begin, end - begin);
  auto count = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  for (std::size_t i = text.find('\r'); i != std::string_view::npos; i = text.find('\r', i + 1)) {
    const std::size_t next = begin + i + 1;
    if (next == content.size() || content[next] != '\n') ++count;
  }
  return count;
}

// Where the last line of `text` begins, before which `next` comes: a line feed ends the line of its carriage return.
std::size_t line_start(std::string_view text, char next) {
  const bool is_cut = next == '\n' && !text.empty() && text.back() == '\r';
  return text.substr(0, text.size() - is_cut).find_last_of("\r\n") + 1;
}

// The line around `pos`, or a part of it that is long enough for a snippet: lines have no bounds.
std::string_view line_around(std::string_view text, std::size_t pos, std::size_t* start) {
  const std::size_t first = pos - std::min(pos, 2 * max_snippet);
  *start = first + line_start(text.substr(first, pos - first), pos < text.size() ? text[pos] : '\0');
  const std::string_view line = text.substr(*start, 4 * max_snippet);
  return line.substr(0, line.find_first_of("\r\n"));
}

// Tabs and control characters would put the caret elsewhere, or the text. Each code point stays one, so that columns
// do.
std::string printable(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t control = control_length(text);
    const std::size_t length = control != 0 ? control : utf8_length(text);
    if (control == 0) {
      result += text.substr(0, length);
    } else if (!is_continuation(text[0])) {
      result += static_cast<unsigned char>(text[0]) < 0x80 ? " " : "\ufffd";
    }
    text.remove_prefix(length);
  }
  return result;
}

}  // namespace

Source::Source(std::string name, std::string content, Kind kind)
    : name_(std::move(name)), content_(std::move(content)), kind_(kind) {
  if (content_.size() >= no_pos)
    throw LimitExceeded(no_pos,
                        concat(shown_path(name_), ": larger than 4 GiB, the most that `--limit source_bytes` can be"));
  if (kind_ == Kind::binary) return;
  marks_.push_back({1, 1});
  for (std::size_t end = stride; end <= content_.size(); end += stride) {
    marks_.push_back(advance(marks_.back(), end - stride, end));
  }
}

// The location of `end`, given that of `begin`.
Source::Location Source::advance(Location from, std::size_t begin, std::size_t end) const {
  const std::string_view text = std::string_view(content_).substr(begin, end - begin);
  const auto lines = static_cast<std::uint32_t>(count_line_ends(content_, begin, end));
  const std::string_view last = text.substr(line_start(text, end < content_.size() ? content_[end] : '\0'));
  const auto columns = static_cast<std::uint32_t>(count_code_points(last));
  return {from.line + lines, lines == 0 ? from.column + columns : 1 + columns};
}

Source::Location Source::locate(Pos pos) const {
  const std::size_t offset = std::min<std::size_t>(pos, content_.size());
  if (marks_.empty()) return advance({1, 1}, 0, offset);
  const std::size_t mark = std::min(offset / stride, marks_.size() - 1);
  return advance(marks_[mark], mark * stride, offset);
}

std::string Source::describe(Pos pos) const {
  std::string name = shown_path(name_);
  if (pos == no_pos) return name;
  if (kind_ == Kind::binary) return concat(name, ":0x", hex(pos, 1));
  const Location location = locate(pos);
  return concat(name, ':', location.line, ':', location.column);
}

std::string Source::diagnose(Pos pos, std::string_view message) const {
  std::string head = concat(describe(pos), ": ", message);
  if (kind_ == Kind::binary || pos == no_pos) return head;
  std::size_t start = 0;
  std::string_view line = line_around(content_, std::min<std::size_t>(pos, content_.size()), &start);
  std::size_t caret = std::min<std::size_t>(pos - std::min<std::size_t>(pos, start), line.size());
  bool cut = false;
  if (line.size() > max_snippet) {
    std::size_t first = caret > max_snippet / 2 ? caret - max_snippet / 2 : 0;
    while (first > 0 && is_continuation(line[first])) --first;
    cut = first > 0;
    line = line.substr(first, max_snippet);
    caret -= first;
    while (!line.empty() && is_continuation(content_[start + first + line.size()]) &&
           static_cast<std::size_t>(line.data() - content_.data()) + line.size() < content_.size()) {
      line = {line.data(), line.size() + 1};
    }
  }
  const std::size_t indent = count_code_points(line.substr(0, caret)) + (cut ? 3 : 0);
  const std::string number = std::to_string(locate(pos).line);
  return concat(head, "\n ", number, " | ", cut ? "..." : "", printable(line), "\n ", std::string(number.size(), ' '),
                " | ", std::string(indent, ' '), '^');
}

std::string diagnose(const SourcePtr& source, Pos pos, std::string_view message, std::string_view origin) {
  if (source) return source->diagnose(pos, message);
  return origin.empty() ? std::string(message) : concat(shown_path(origin), ": ", message);
}

}  // namespace modlink
