// What all parsers of the text format share. spec: text/conventions
#pragma once

#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"
#include "wast/text/annotations.h"
#include "wast/text/cursor.h"

namespace modlink::text {

struct Parser {
  Cursor& cursor;
  const Features& features;
  const ImplementationLimits& limits;
  Annotations annotations = {};

  bool has(Feature feature) const { return features.has(feature); }

  // Of a token: where it is, the identifier that it is, and a cursor at it.
  Pos pos(std::uint32_t token) const { return cursor.tokens()[token].pos; }
  std::string_view id(std::uint32_t token) const { return cursor.tokens().id(cursor.tokens()[token]); }
  Cursor at(std::uint32_t token) const {
    Cursor result = cursor;
    result.seek(token);
    return result;
  }

  // Refuses the token as a construct of a feature that is off.
  void require(Feature feature, const Token& token) const {
    if (!has(feature)) refuse(feature, token);
  }
  void require(Feature feature) const { require(feature, cursor.peek()); }
  [[noreturn]] void refuse(Feature feature, const Token& token) const;

  // Throws LimitExceeded when there are more than `limit`.
  void check_limit(std::uint64_t count, const ImplementationLimit& limit, Pos pos, const char* what) const {
    if (count > limit) exceed(limit, pos, what);
  }
  [[noreturn]] void exceed(const ImplementationLimit& limit, Pos pos, const char* what) const;
};

}  // namespace modlink::text
