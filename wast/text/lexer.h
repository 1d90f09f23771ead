// Lexical analysis of the text format. spec: text/lexical, text/values
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wast/text/token_list.h"

namespace modlink::text {

// All tokens of a source, the last one of kind `end`. White space and comments leave no trace, annotations are kept
// apart. What is not lexically well formed becomes a token of kind `error`, so that only who meets it complains.
class Tokens {
 public:
  // `extra_keywords`, sorted, are those of a language that modules are part of: messages tell them from unknown words.
  explicit Tokens(SourcePtr source, std::span<const std::string_view> extra_keywords = {});

  const SourcePtr& source() const { return source_; }
  const TokenList& list() const { return tokens_; }
  Token operator[](std::size_t index) const { return tokens_[index]; }
  std::size_t size() const { return tokens_.size(); }

  // The position of the innermost `(` that nothing closes; no_pos if there is none.
  Pos unclosed() const { return tokens_.unclosed(); }

  // In the order of the source. The content of those of kind `other` is not kept.
  const std::vector<Annotation>& annotations() const { return annotations_; }
  const Token* content(const Annotation& annotation) const { return contents_.data() + annotation.content; }

  // The `(`s, in order, of what can be inline aliases: a keyword follows, and then `outer`, or a number or an
  // identifier and a string.
  const std::vector<std::uint32_t>& inline_aliases() const { return inline_aliases_; }

  bool has_extra(std::string_view keyword) const;
  std::span<const std::string_view> extra() const { return extra_keywords_; }

  // The token as written. Valid as long as the source.
  std::string_view text(const Token& token) const { return content_.substr(token.pos, token.end - token.pos); }

  // The name of a token of kind `id` or `quoted_id`, without `$` and with escapes replaced. Valid as long as this.
  std::string_view id(const Token& token) const;

 private:
  friend class Lexer;
  SourcePtr source_;
  std::string_view content_;
  std::span<const std::string_view> extra_keywords_;
  TokenList tokens_;
  std::vector<std::uint32_t> inline_aliases_;
  std::vector<Annotation> annotations_;
  std::vector<Token> contents_;                                       // of annotations
  std::unordered_map<Pos, std::unique_ptr<std::string>> quoted_ids_;  // those with escapes
};

// The bytes that a string token stands for, given with its quotation marks.
std::string decode_string(std::string_view literal);

}  // namespace modlink::text
