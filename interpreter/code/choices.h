// Which operators have a choice. spec: exec/numerics, NaN Propagation, Relaxed Operations
#pragma once

#include <cstdint>

#include "wast/syntax/instructions.h"

namespace modlink {

bool is_relaxed(Opcode op);

// The lanes in which an operator leaves the bits of NaNs open.
enum class NanLanes : std::uint8_t { none, f32, f64, f32x4, f64x2 };
// `none` of those whose NaNs have the bits of their operands.
NanLanes nan_lanes(Opcode op);

}  // namespace modlink
