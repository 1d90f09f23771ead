// The shapes of vector constants. spec: text/instructions, Vector Instructions
#pragma once

namespace modlink::text {

// `i8x16`, `i16x8`, `i32x4`, `i64x2`, `f32x4`, `f64x2`.
struct VecShape {
  unsigned lanes = 0;
  unsigned bits = 0;  // of a lane
  bool is_float = false;
};

}  // namespace modlink::text
