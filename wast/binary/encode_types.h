// Encoding of types. spec: binary/types; Binary.md, "Type Section updates"
#pragma once

#include <span>

#include "wast/binary/writer.h"
#include "wast/syntax/module.h"
#include "wast/syntax/types.h"

namespace modlink::binary {

void encode_heap_type(Writer& out, HeapType type);
void encode_ref_type(Writer& out, RefType type);
void encode_val_type(Writer& out, ValType type);
void encode_memory_type(Writer& out, const MemoryType& type);
void encode_table_type(Writer& out, const TableType& type);
void encode_global_type(Writer& out, const GlobalType& type);

// `importdesc` without its kind: an external type.
inline void encode_extern_desc(Writer& out, const MemoryType& type) { encode_memory_type(out, type); }
inline void encode_extern_desc(Writer& out, const TableType& type) { encode_table_type(out, type); }
inline void encode_extern_desc(Writer& out, const GlobalType& type) { encode_global_type(out, type); }
void encode_extern_desc(Writer& out, TagDesc type);
template <ExternKind kind>
void encode_extern_desc(Writer& out, TypeUse<kind> type) {
  out.u32(type.type);
}

// An entry of the type section. Throws Malformed at a zero-level export (D3).
void encode_type_def(Writer& out, const TypeDef& def);

void encode_import(Writer& out, const Import& import);

// An entry of the import section: an import, or all of a group. spec: the compact import section proposal
void encode_imports(Writer& out, std::span<const Definition> group);
void encode_alias(Writer& out, const Alias& alias);
void encode_extern_kind(Writer& out, ExternKind kind);

}  // namespace modlink::binary
