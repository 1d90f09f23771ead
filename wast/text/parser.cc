// What all parsers of the text format share. spec: text/conventions
#include "wast/text/parser.h"

#include <fmt/format.h>

#include "wast/syntax/identifiers.h"

namespace modlink::text {

void Parser::refuse(Feature feature, const Token& token) const {
  throw Malformed(token.pos, fmt::format("unexpected token {}: {}", shown(cursor.text(token)), needs(feature)));
}

void Parser::exceed(const ImplementationLimit& limit, Pos pos, const char* what) const {
  throw LimitExceeded(pos, fmt::format("too many {}: more than {}{}", what, limit.value(), limit.hint()));
}

}  // namespace modlink::text
