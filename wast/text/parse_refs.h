// Parsing of references: numbers, identifiers and inline aliases. spec: text/modules, Indices; Explainer, "Instance
// Imports and Aliases", "Nested Modules"; D10
#pragma once

#include "wast/text/fields.h"
#include "wast/text/parser.h"

namespace modlink::text {

// `(func $i "j" "k")`, `(module outer $P $M)`, `(type outer $P $T)`.
enum class InlineAlias : std::uint8_t { none, path, outer };
// Which of them begins at the `(` here.
InlineAlias inline_alias_at(const Cursor& cursor);

// `(type x)` or `(type outer $P $T)`.
bool at_type_use(const Cursor& cursor);
// A number, an identifier, or `(` and the keyword of the space.
bool at_ref(const Cursor& cursor, IndexSpace space);

// A number or an identifier. These move behind what they return, and throw Malformed ("unexpected token …").
Ref parse_plain_ref(Cursor& cursor, IndexSpace space);
// The same, or an inline alias.
Ref parse_ref(const Parser& parser, IndexSpace space);
// The rest of `(kind` … `)` behind the keyword: a reference, or the inline alias whose kind it is.
Ref parse_merged_ref(const Parser& parser, ExternKind kind);
// `(type x)` or `(type outer $P $T)`.
Ref parse_type_use(const Parser& parser);
// `x` or `(type outer $P $T)`.
Ref parse_type_ref(const Parser& parser);
// `$P` or its number, behind `outer`.
Ref parse_scope_ref(Cursor& cursor);

// An identifier that is bound, if there is one here.
BoundId parse_bound_id(Cursor& cursor);

}  // namespace modlink::text
