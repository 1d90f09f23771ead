// Tokens in little memory. spec: text/lexical
#include "wast/text/token_list.h"

#include <algorithm>

namespace modlink::text {

void TokenList::reserve(std::size_t bytes) { packed_.reserve(bytes / 5 + 16); }

void TokenList::append(const Token& token) {
  const auto index = static_cast<std::uint32_t>(packed_.size());
  if (index % stride == 0) marks_.push_back({last_, static_cast<std::uint32_t>(apart_.size())});
  const std::uint32_t length = token.end - token.pos;
  const std::uint32_t distance = token.pos - last_;
  const bool fits = length < apart_length && distance <= max_distance && token.kind != TokenKind::error;
  if (!fits) apart_.push_back(token);
  const std::uint32_t packed = fits ? distance << 9 | length << 4 : apart_length << 4;
  packed_.push_back(static_cast<Packed>(packed | static_cast<std::uint32_t>(token.kind)));
  last_ = token.pos;
  match(token.kind, index);
}

// Joins parentheses, so that skipping a form takes no time, however deep forms nest.
void TokenList::match(TokenKind kind, std::uint32_t index) {
  if (kind == TokenKind::left) {
    open_.push_back(static_cast<std::uint32_t>(forms_.size()));
    forms_.push_back({index, 0});
  } else if (kind == TokenKind::right && !open_.empty()) {
    Form& form = forms_[open_.back()];
    form.behind = index + 1;
    // All within it are shorter, and gone.
    if (index - form.left < short_form) forms_.pop_back();
    open_.pop_back();
  }
}

TokenList::Place TokenList::at(std::size_t index) const {
  const Mark& mark = marks_[index / stride];
  Place place;
  place.token.pos = mark.before;
  place.index = static_cast<std::uint32_t>(index - index % stride);
  place.apart = mark.apart;
  read(place);
  while (place.index < index) advance(place);
  return place;
}

std::size_t TokenList::behind(std::size_t left) const {
  const std::size_t end = std::min(left + short_form, size());
  std::size_t depth = 0;
  for (std::size_t i = left; i < end; ++i) {
    if (kind(i) == TokenKind::left) ++depth;
    if (kind(i) == TokenKind::right && --depth == 0) return i + 1;
  }
  const auto precedes = [](const Form& form, std::size_t index) { return form.left < index; };
  const auto form = std::lower_bound(forms_.begin(), forms_.end(), left, precedes);
  return form->behind != 0 ? form->behind : size() - 1;
}

Pos TokenList::unclosed() const { return open_.empty() ? no_pos : (*this)[forms_[open_.back()].left].pos; }

std::size_t TokenList::find(Pos pos) const {
  // Of marks, the position is that of the token before.
  const auto precedes = [](const Mark& mark, Pos at) { return mark.before < at; };
  const auto mark = std::lower_bound(marks_.begin() + 1, marks_.end(), pos, precedes);
  Place place = at(static_cast<std::size_t>(mark - marks_.begin() - 1) * stride);
  while (place.token.pos < pos && place.index + 1 < size()) advance(place);
  return place.index;
}

}  // namespace modlink::text
