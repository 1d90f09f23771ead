// Scripts with repetition written as such.
#include "tools/conformance/unroll/unroll.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "wast/syntax/error.h"

namespace modlink::conformance {

namespace {

constexpr std::size_t line_width = 118;

// Takes `text` off the front of `rest`.
bool eat(std::string_view& rest, std::string_view text) {
  if (rest.substr(0, text.size()) != text) return false;
  rest.remove_prefix(text.size());
  return true;
}

std::optional<int> eat_number(std::string_view& rest) {
  int number = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (error != std::errc()) return std::nullopt;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  return number;
}

class Unroller {
 public:
  explicit Unroller(const Source& source) : text_(source.content()) {}

  std::string run() {
    while (pos_ < text_.size()) {
      const std::string_view line = peek_line();
      if (line.substr(0, 4) == "{for") {
        unroll_block();
      } else {
        take_line(std::nullopt);
      }
    }
    return std::move(out_);
  }

 private:
  [[noreturn]] void refuse(const char* message) const { throw Malformed(static_cast<Pos>(pos_), message); }

  std::string_view peek_line() const { return text_.substr(pos_, text_.find('\n', pos_) - pos_); }
  void skip_line() { pos_ = std::min(text_.size(), pos_ + peek_line().size() + 1); }

  void unroll_block() {
    std::string_view head = peek_line();
    std::optional<int> first, last;
    if (eat(head, "{for n = ")) first = eat_number(head);
    if (first && eat(head, "..")) last = eat_number(head);
    if (!last || head != "}") refuse("expected `{for n = FIRST..LAST}`");
    const std::size_t begin = pos_;
    const int step = *first <= *last ? 1 : -1;
    for (int n = *first; n != *last + step; n += step) {
      pos_ = begin;
      skip_line();
      while (peek_line() != "{end}") take_line(n);
    }
    skip_line();
  }

  // Writes the line at `pos_`, with the number where it stands in a block.
  void take_line(std::optional<int> n) {
    if (pos_ >= text_.size()) refuse("expected `{end}`");
    const std::size_t end = pos_ + peek_line().size();
    for (; pos_ < end; ++pos_) {
      if (text_[pos_] != '{') {
        out_ += text_[pos_];
        continue;
      }
      const std::size_t close = text_.find('}', pos_);
      if (close >= end) refuse("expected `}` in this line");
      write_item(text_.substr(pos_ + 1, close - pos_ - 1), n);
      pos_ = close;
    }
    out_ += '\n';
    pos_ = std::min(text_.size(), end + 1);
  }

  void write_item(std::string_view item, std::optional<int> n) {
    if (n && (item == "n" || item == "n-1" || item == "n+1")) {
      out_ += std::to_string(item == "n" ? *n : item == "n-1" ? *n - 1 : *n + 1);
    } else if (n && eat(item, "leb ")) {
      write_leb(item, *n);
    } else {
      const auto count = eat_number(item);
      if (!count || !eat(item, " times ") || item.empty()) refuse("expected a number or a repetition");
      for (int i = 0; i < *count; ++i) write_unit(item);
    }
  }

  void write_leb(std::string_view item, int n) {
    const auto factor = eat_number(item);
    const auto term = factor && eat(item, "*n+") ? eat_number(item) : std::nullopt;
    if (!term || !item.empty()) refuse("expected `leb FACTOR*n+TERM`");
    const int number = *factor * n + *term;
    if (number < 0 || number >= 1 << 14) refuse("more than two bytes");
    out_ += fmt::format("\\{:02x}\\{:02x}", (number & 0x7f) | 0x80, number >> 7);
  }

  void write_unit(std::string_view unit) {
    const std::size_t line = out_.rfind('\n') + 1;
    if (out_.size() - line + unit.size() > line_width) out_ += in_string(line) ? "\"\n    \"" : "\n    ";
    out_ += unit;
  }

  // Whether a string is open at the end of what is written. It began in this line: strings do not go over lines.
  bool in_string(std::size_t line) const {
    bool open = false;
    for (std::size_t i = line; i < out_.size(); ++i) {
      if (out_[i] == '\\') {
        ++i;
      } else if (out_[i] == '"') {
        open = !open;
      }
    }
    return open;
  }

  std::string_view text_;
  std::size_t pos_ = 0;
  std::string out_;
};

}  // namespace

std::string unroll(const Source& source) { return Unroller(source).run(); }

}  // namespace modlink::conformance
