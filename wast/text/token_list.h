// Tokens in little memory: there are as many as a seventh of the bytes of a text. spec: text/lexical
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wast/text/token.h"

namespace modlink::text {

// In the order of a source. Nearly all take two bytes: their kind, their length, and how far they are from the one
// before. What does not fit is kept apart.
class TokenList {
 public:
  // A token, with what is needed to read the one behind it.
  struct Place {
    Token token;
    std::uint32_t index = 0;
    std::uint32_t apart = 0;  // how many before it are kept apart
  };

  // Allocates for as many tokens as texts of `bytes` mostly have.
  void reserve(std::size_t bytes);
  void append(const Token& token);

  std::size_t size() const { return packed_.size(); }
  TokenKind kind(std::size_t index) const { return static_cast<TokenKind>(packed_[index] & kind_mask); }
  Token operator[](std::size_t index) const { return at(index).token; }
  Place at(std::size_t index) const;
  // To the next token, which there must be.
  void advance(Place& place) const {
    if (is_apart(packed_[place.index])) ++place.apart;
    ++place.index;
    read(place);
  }

  // Of a `(`: the index of the token behind the `)` that belongs to it, or of the last token if there is none.
  std::size_t behind(std::size_t left) const;
  // The position of the innermost `(` that nothing closes; no_pos if there is none.
  Pos unclosed() const;

  // The index of the token at a position.
  std::size_t find(Pos pos) const;

 private:
  // Two bytes from the lowest bit on: 4 of the kind, 5 of the length, 7 of the distance from the begin of the token
  // before. This length is of those kept apart.
  using Packed = std::uint16_t;
  static constexpr Packed kind_mask = 15;
  static constexpr std::uint32_t apart_length = 31;
  static constexpr std::uint32_t max_distance = 127;
  static constexpr std::uint32_t length_of(Packed packed) { return packed >> 4 & 31; }
  static constexpr bool is_apart(Packed packed) { return length_of(packed) == apart_length; }

  // What is known of every so many tokens.
  static constexpr std::size_t stride = 32;
  struct Mark {
    Pos before;           // where the token before it begins
    std::uint32_t apart;  // see Place
  };
  // Of a `(`, as behind() says. Those of short forms are not kept, but counted when someone asks.
  struct Form {
    std::uint32_t left;
    std::uint32_t behind;
  };
  static constexpr std::size_t short_form = 64;

  // The token at `index`, given the one before it in `token`.
  void read(Place& place) const {
    const Packed packed = packed_[place.index];
    if (is_apart(packed)) {
      place.token = apart_[place.apart];
    } else {
      const Pos pos = place.token.pos + (packed >> 9);
      place.token = {pos, pos + length_of(packed), static_cast<TokenKind>(packed & kind_mask), LexError::none};
    }
  }
  void match(TokenKind kind, std::uint32_t index);

  std::vector<Packed> packed_;
  std::vector<Token> apart_;
  std::vector<Mark> marks_;
  std::vector<Form> forms_;          // in the order of their `(`
  std::vector<std::uint32_t> open_;  // the forms not closed yet
  Pos last_ = 0;                     // where the last token begins
};

}  // namespace modlink::text
