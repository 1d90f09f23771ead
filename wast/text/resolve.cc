// References to indices. spec: text/conventions, Contexts; D10, D24
#include "wast/text/resolve.h"

namespace modlink::text {

Index find_inline_alias(const Scope& scope, Cursor cursor) {
  cursor.expect_left();
  const ExternKind kind = *find_kind(cursor.text());
  cursor.next();
  std::optional<Index> result;
  if (cursor.accept_keyword("outer")) {
    result = scope.find_alias(scope.parse_outer(kind, cursor));
  } else {
    result = scope.parse_index(IndexSpace::instance, cursor);
    while (result && cursor.at_string()) {
      Name name = cursor.expect_name();
      const ExternKind step = cursor.at_string() ? ExternKind::instance : kind;
      result = scope.find_alias(ExportAlias{*result, std::move(name), step});
    }
  }
  if (!result) throw Malformed(cursor.pos(), "unexpected token: an inline alias where there can be none");
  return *result;
}

Index Resolver::index(IndexSpace space, Ref ref) const {
  if (ref == no_ref) return 0;
  Cursor cursor = parser_.at(ref);
  return cursor.at_left() ? find_inline_alias(scope_, cursor) : scope_.parse_index(space, cursor);
}

Index Resolver::type(Ref ref) {
  Cursor cursor = parser_.at(ref);
  if (!cursor.at_left()) return own_or_outer_type(cursor);
  cursor.expect_form("type");
  const Pos pos = cursor.pos();
  cursor.expect_keyword("outer");
  return alias_type(scope_.parse_outer(ExternKind::type, cursor), pos);
}

// Types see those around them in the dialect of 2021 alone (D24).
Index Resolver::own_or_outer_type(Cursor cursor) {
  if (depth_ > 0 && parser_.features.dialect.types_see_outer) {
    if (const auto alias = scope_.find_type_around(cursor, depth_)) return alias_type(*alias, cursor.pos());
  }
  return scope_.parse_index(IndexSpace::type, cursor);
}

// The alias that there is, or a new one.
Index Resolver::alias_type(const OuterAlias& alias, Pos pos) {
  if (const auto known = scope_.find_alias(alias)) return *known;
  TypeInfo info;
  info.kind = TypeInfo::Kind::alias;
  info.alias = alias;
  const Index index = scope_.add_type(info);
  scope_.add_alias(alias, index);
  if (decls_) {
    Alias& decl = decls_->emplace_back().decl.emplace<Alias>();
    decl.at = {pos};
    decl.target.emplace<OuterAlias>(alias);
  }
  return index;
}

}  // namespace modlink::text
