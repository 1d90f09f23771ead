// The generators of shapes, in a file for each kind.
#pragma once

#include "tools/hostile/shape.h"

namespace modlink::hostile {

// store.cc: what a store may hold.
Files tables_grown_in_turn();
Files memory_grown_by_pages();

}  // namespace modlink::hostile
