// Segments and what they are copied to. spec: syntax/modules, Element Segments, Data Segments; exec/modules,
// Instantiation
#pragma once

#include <cstdint>

#include "wast/syntax/module.h"

namespace modlink::rewrite {

// How many elements or bytes.
std::uint64_t size_of(const ElemSegment& segment);
std::uint64_t size_of(const DataSegment& segment);

// Whether an active segment fits into every table or memory of this type, as its offset says: then it cannot trap.
bool fits(const ElemSegment& segment, const TableType& table);
bool fits(const DataSegment& segment, const MemoryType& memory);

}  // namespace modlink::rewrite
