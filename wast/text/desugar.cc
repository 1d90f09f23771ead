// Alias sugar. spec: Explainer, "Instance Imports and Aliases", "Nested Modules"; D10
#include "wast/text/desugar.h"

namespace modlink::text {

InlineAlias inline_alias_at(const Cursor& cursor) {
  const Token& base = cursor.peek(2);
  const bool index = base.kind == TokenKind::id || base.kind == TokenKind::natural || base.kind == TokenKind::quoted_id;
  if (index && cursor.peek(3).kind == TokenKind::string) {
    const auto kind = find_kind(cursor.text(cursor.peek(1)));
    return kind && *kind != ExternKind::type ? InlineAlias::path : InlineAlias::none;
  }
  if (base.kind == TokenKind::keyword && cursor.text(base) == "outer") {
    const std::string_view kind = cursor.text(cursor.peek(1));
    return kind == "type" || kind == "module" ? InlineAlias::outer : InlineAlias::none;
  }
  return InlineAlias::none;
}

}  // namespace modlink::text
