// Alias sugar: where inline aliases are written, and which aliases they stand for. spec: Explainer, "Instance Imports
// and Aliases", "Nested Modules"; D10
#pragma once

#include "wast/text/resolve.h"

namespace modlink::text {

// `(func $i "j" "k")`, `(module outer $P $M)`, `(type outer $P $T)`.
enum class InlineAlias { none, path, outer };
// Which of them begins at the `(` here.
InlineAlias inline_alias_at(const Cursor& cursor);

// Calls `use` with a cursor at each inline alias between here and token number `end`, in text order.
template <class Use>
void for_each_inline_alias(Cursor cursor, std::size_t end, Use use) {
  for (; cursor.index() < end; cursor.seek(cursor.index() + 1)) {
    if (cursor.at_left() && inline_alias_at(cursor) != InlineAlias::none) use(cursor);
  }
}

// Calls `use` with a cursor at each type index in a type definition between here and token number `end`: of type uses,
// reference types and supertypes, in text order.
template <class Use>
void for_each_type_index(Cursor cursor, std::size_t end, Use use) {
  const auto at_index = [](const Cursor& item) { return item.at_id() || item.at_natural(); };
  for (; cursor.index() < end; cursor.seek(cursor.index() + 1)) {
    if (!cursor.at_left()) continue;
    Cursor item = cursor;
    if (item.accept_form("type")) {
      if (at_index(item) && item.peek(1).kind == TokenKind::right) use(item);
    } else if (item.accept_form("ref")) {
      item.accept_keyword("null");
      if (at_index(item)) use(item);
    } else if (item.accept_form("sub")) {
      item.accept_keyword("final");
      for (; at_index(item); item.next()) use(item);
    }
  }
}

}  // namespace modlink::text
