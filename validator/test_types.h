// Number types under their own names, for tests.
#pragma once

#include "wast/syntax/types.h"

namespace modlink {

inline constexpr ValKind i32 = ValKind::i32;
inline constexpr ValKind i64 = ValKind::i64;
inline constexpr ValKind f32 = ValKind::f32;
inline constexpr ValKind f64 = ValKind::f64;

}  // namespace modlink
