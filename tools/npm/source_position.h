// Positions in sources, as editors and JavaScript have them.
#pragma once

#include <cstdint>

#include "wast/syntax/source.h"

namespace modlink::npm {

// Of a line and a column, as Source::locate gives them. Behind the end of a line is its end, behind that of the text
// the end of the text.
Pos position_at(const Source& source, std::uint64_t line, std::uint64_t column);
// Of an offset as `add_place` gives it: in bytes of binaries, in UTF-16 units of texts.
Pos position_at(const Source& source, std::uint64_t offset);

}  // namespace modlink::npm
