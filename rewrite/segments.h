// Segments and what they are copied to. spec: syntax/modules, Element Segments, Data Segments; exec/modules,
// Instantiation
#pragma once

#include <cstdint>
#include <vector>

#include "wast/syntax/module.h"

namespace modlink::rewrite {

// How many elements or bytes.
std::uint64_t size_of(const ElemSegment& segment);
std::uint64_t size_of(const DataSegment& segment);

// Whether an active segment fits into every table or memory of this type, as its offset says: then it cannot trap.
bool fits(const ElemSegment& segment, const TableType& table);
bool fits(const DataSegment& segment, const MemoryType& memory);

// Of a core module: the types by index, imported ones included; and whether all active segments fit like that.
std::vector<const TableType*> table_types(const Module& module);
std::vector<const MemoryType*> memory_types(const Module& module);
bool segments_fit(const Module& module);

}  // namespace modlink::rewrite
