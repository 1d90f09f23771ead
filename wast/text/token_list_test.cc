// Tests of tokens in little memory. spec: text/lexical
#include "wast/text/token_list.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace modlink::text {
namespace {

// One token for each letter: parentheses, or a keyword.
TokenList list_of(const std::string& letters) {
  TokenList list;
  for (Pos pos = 0; pos < letters.size(); ++pos) {
    const char c = letters[pos];
    const TokenKind kind = c == '(' ? TokenKind::left : c == ')' ? TokenKind::right : TokenKind::keyword;
    list.append({pos, pos + 1, kind, LexError::none});
  }
  list.append({static_cast<Pos>(letters.size()), static_cast<Pos>(letters.size()), TokenKind::end, LexError::none});
  return list;
}

TEST(token_list, tokens_of_all_lengths_and_distances) {
  std::vector<Token> tokens;
  TokenList list;
  Pos pos = 0;
  for (Pos i = 0; i < 1000; ++i) {
    pos += i * 7919 % 300;
    const bool is_error = i % 13 == 0;
    const TokenKind kind = is_error ? TokenKind::error : static_cast<TokenKind>(i % 10);
    tokens.push_back({pos, pos + i % 37, kind, is_error ? LexError::unclosed_string : LexError::none});
    list.append(tokens.back());
  }
  const auto same = [](const Token& a, const Token& b) {
    return a.pos == b.pos && a.end == b.end && a.kind == b.kind && a.error == b.error;
  };
  TokenList::Place place = list.at(0);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i > 0) list.advance(place);
    EXPECT_TRUE(same(list[i], tokens[i])) << i;
    EXPECT_TRUE(same(place.token, tokens[i])) << i;
    EXPECT_EQ(list.kind(i), tokens[i].kind) << i;
    EXPECT_EQ(tokens[list.find(tokens[i].pos)].pos, tokens[i].pos) << i;
  }
}

TEST(token_list, forms_short_and_long) {
  for (const std::size_t length : {0, 1, 61, 62, 63, 64, 200}) {
    const std::string form = "(" + std::string(length, 'a') + ")";
    EXPECT_EQ(list_of(form).behind(0), form.size()) << length;
    const TokenList nested = list_of("a(" + form + form + ")b");
    EXPECT_EQ(nested.behind(1), 2 * form.size() + 3) << length;
    EXPECT_EQ(nested.behind(2), form.size() + 2) << length;
    EXPECT_EQ(nested.behind(2 + form.size()), 2 * form.size() + 2) << length;
    const TokenList open = list_of("(" + form);
    EXPECT_EQ(open.behind(0), form.size() + 1) << length;
    EXPECT_EQ(open.behind(1), form.size() + 1) << length;
    EXPECT_EQ(open.unclosed(), 0u) << length;
    EXPECT_EQ(list_of(form + ")").unclosed(), no_pos) << length;
  }
}

}  // namespace
}  // namespace modlink::text
