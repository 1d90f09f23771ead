// New expectations in the place of old ones, with every other byte of the script as it was.
#include "tools/convert/expectations.h"

#include <algorithm>
#include <utility>

#include "wast/script/keywords.h"
#include "wast/text/print_names.h"

namespace modlink::convert {

namespace {

constexpr std::size_t behind_keyword = 2;  // of tokens of a form

}  // namespace

std::string apply(std::string_view text, std::vector<Edit> edits) {
  std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
  std::string result;
  std::size_t done = 0;
  for (const Edit& edit : edits) {
    result += text.substr(done, edit.begin - done);
    result += edit.text;
    done = edit.end;
  }
  return result += text.substr(done);
}

Expectations::Expectations(SourcePtr source) : source_(std::move(source)), tokens_(source_, script::keywords) {}

// The index of the `(` there.
std::optional<std::size_t> Expectations::find(Pos directive) const {
  const std::size_t left = tokens_.list().find(directive);
  const bool is_form = left + behind_keyword < tokens_.size() && tokens_[left].pos == directive &&
                       tokens_[left].kind == text::TokenKind::left;
  return is_form ? std::optional(left) : std::nullopt;
}

// The index of the `)`.
std::size_t Expectations::last_in(std::size_t left) const { return tokens_.list().behind(left) - 1; }

bool Expectations::replace_results(Pos directive, const std::vector<std::optional<std::string>>& patterns) {
  const auto left = find(directive);
  if (!left || tokens_.text(tokens_[*left + 1]) != "assert_return") return false;
  const std::size_t last = last_in(*left);
  const std::size_t behind_action = tokens_.list().behind(*left + behind_keyword);
  std::vector<Edit> places;
  for (std::size_t at = behind_action; at < last; at = tokens_.list().behind(at)) {
    places.push_back({tokens_[at].pos, tokens_[tokens_.list().behind(at) - 1].end, {}});
  }
  if (places.size() != patterns.size()) {
    std::string all;
    for (const auto& pattern : patterns) all += " " + pattern.value();
    const Pos from = tokens_[behind_action - 1].end;
    edits_.push_back({from, places.empty() ? from : places.back().end, all});
    return true;
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (patterns[i]) edits_.push_back({places[i].begin, places[i].end, *patterns[i]});
  }
  return true;
}

bool Expectations::replace_message(Pos directive, const std::string& message) {
  const auto left = find(directive);
  if (!left) return false;
  const text::Token token = tokens_[last_in(*left) - 1];
  if (token.kind != text::TokenKind::string) return false;
  edits_.push_back({token.pos, token.end, text::quoted(message)});
  return true;
}

}  // namespace modlink::convert
