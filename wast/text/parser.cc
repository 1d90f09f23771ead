// What all parsers of the text format share. spec: text/conventions
#include "wast/text/parser.h"

#include "wast/syntax/concat.h"
#include "wast/syntax/identifiers.h"

namespace modlink::text {

void Parser::refuse(Feature feature, const Token& token) const {
  throw Malformed(token.pos, concat("unexpected token ", shown(cursor.text(token)), ": ", needs(feature)));
}

void Parser::exceed(const ImplementationLimit& limit, Pos pos, const char* what) const {
  throw LimitExceeded(pos, concat("too many ", what, ": more than ", limit.value(), limit.hint()));
}

}  // namespace modlink::text
