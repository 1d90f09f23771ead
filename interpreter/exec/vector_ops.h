// Vector instructions. spec: exec/instructions, Vector Instructions, Memory Instructions
//
// One function for each, called by the loop rather than part of it, where so many would be a burden on the others.
// Each reads its operation at `pc`, laid out as in ops.def, and leaves `pc` to the loop.
#pragma once

#include <cstdint>

#include "interpreter/code/word.h"
#include "interpreter/runtime/instance.h"

namespace modlink::vector_ops {

#define VPURE(name) void name(std::uint64_t* fp, const Word* pc);
// False if out of bounds.
#define VMEMORY(name) bool name(const ModuleInst& module, std::uint64_t* fp, const Word* pc);
#define VUNARY(name, T, shape, function) VPURE(name)
#define VBINARY(name, T, shape, function) VPURE(name)
#define VBINARY_WHOLE(name, function) VPURE(name)
#define VTERNARY(name, T, shape, function) VPURE(name)
#define VTERNARY_WHOLE(name, function) VPURE(name)
#define VSHIFT(name, T, function) VPURE(name)
#define VTEST(name, function) VPURE(name)
#define VSPLAT(name, T) VPURE(name)
#define VEXTRACT(name, Lane, T) VPURE(name)
#define VREPLACE(name, T) VPURE(name)
#define VLOAD(name, Stored, function) VMEMORY(name)
#define VSTORE(name) VMEMORY(name)
#define VLOAD_LANE(name, T) VMEMORY(name)
#define VSTORE_LANE(name, T) VMEMORY(name)
#include "interpreter/code/vector_operators.def"
VPURE(i8x16_shuffle)
#undef VPURE
#undef VMEMORY

}  // namespace modlink::vector_ops
