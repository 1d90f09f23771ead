// Printing of types. spec: text/types; Explainer, "Module and Instance Types"
#pragma once

#include <string>

#include "wast/syntax/linking.h"
#include "wast/text/print_names.h"

namespace modlink::text {

// A line break and the indentation of a nesting depth; very deep nesting is indented no further.
std::string new_line(std::size_t depth);
void print_new_line(std::string& out, std::size_t depth);

// Types refer to other types by `types`.
std::string to_text(HeapType type, const Identifiers& types);
std::string to_text(RefType type, const Identifiers& types);
std::string to_text(ValType type, const Identifiers& types);
std::string to_text(const MemoryType& type, const Identifiers& types);
// "i64 1 2"
std::string limits_text(AddrType addr, const Limits& limits);
std::string to_text(const TableType& type, const Identifiers& types);
std::string to_text(const GlobalType& type, const Identifiers& types);

// "(type $t)"
std::string type_use(Index type, const Identifiers& types);
template <ExternKind kind>
std::string to_text(TypeUse<kind> type, const Identifiers& types) {
  return type_use(type.type, types);
}
// " (param i32 i64)", or nothing; `keyword` is `param`, `result` or `local`.
std::string val_types(const char* keyword, const ResultType& val_types, const Identifiers& types);
// " (param $x i32) (result i32)", or nothing; parameters have the identifiers `locals`.
std::string signature(const FuncType& type, const Identifiers& types, const Identifiers& locals);

// "(func $id (type 0))": an import's or export's description, with `id` as Identifiers::bind gives it.
std::string to_text(const ExternDesc& desc, const std::string& id, const Identifiers& types);
// "(alias $i "f" (func $id))"
std::string to_text(const Alias& alias, const std::string& id, const Identifiers& instances);
// "(import "a" "b" (func $id (type 0)))"
std::string to_text(const Import& import, const std::string& id, const Identifiers& types);

// An entry of the type section, whose first index is `index`, at nesting depth `depth`.
std::string to_text(const TypeDef& def, Index index, const Identifiers& types, const FieldIdentifiers& fields,
                    std::size_t depth);

}  // namespace modlink::text
