// Results of partial operators. spec: exec/numerics, "Some operators are partial"
#pragma once

#include "interpreter/runtime/trap.h"

namespace modlink::numeric {

// A value, or the trap that an instruction makes of the operator's being undefined. `value` is 0 with a trap.
template <class T>
struct Partial {
  T value{};
  TrapCode trap = TrapCode::none;

  constexpr Partial(T v) : value(v) {}
  constexpr Partial(TrapCode t) : trap(t) {}
  constexpr bool ok() const { return trap == TrapCode::none; }
  friend constexpr bool operator==(const Partial&, const Partial&) = default;
};

}  // namespace modlink::numeric
