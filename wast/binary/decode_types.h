// Decoding of types. spec: binary/types; Binary.md, "Type Section updates"
#pragma once

#include "wast/binary/decoder.h"
#include "wast/syntax/module.h"
#include "wast/syntax/types.h"

namespace modlink::binary {

HeapType decode_heap_type(Decoder& d);
RefType decode_ref_type(Decoder& d);
ValType decode_val_type(Decoder& d);
MemoryType decode_memory_type(Decoder& d);
TableType decode_table_type(Decoder& d);
GlobalType decode_global_type(Decoder& d);

// An external type: `importdesc` after its kind. Each sets `type`.
inline void decode_extern_desc(Decoder& d, TableType& type) { type = decode_table_type(d); }
inline void decode_extern_desc(Decoder& d, MemoryType& type) { type = decode_memory_type(d); }
inline void decode_extern_desc(Decoder& d, GlobalType& type) { type = decode_global_type(d); }
void decode_extern_desc(Decoder& d, TagDesc& type);
template <ExternKind kind>
void decode_extern_desc(Decoder& d, TypeUse<kind>& type) {
  type.type = d.in.u32();
}

// An entry of the type section.
TypeDef decode_type_def(Decoder& d);

// `import`, of one level or of two.
Import decode_import(Decoder& d);

// An entry of the import section: an import, or a group of them, appended to `out` and counted.
// spec: the compact import section proposal
void decode_imports(Decoder& d, std::vector<Definition>& out, std::uint64_t& count);
Alias decode_alias(Decoder& d);

// The byte for a kind of definition in imports, exports, aliases and arguments; `message` if there is no such kind.
ExternKind decode_extern_kind(Decoder& d, const char* message);

}  // namespace modlink::binary
