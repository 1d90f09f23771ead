// The same bits as a value of another type, where the C++ library may lack `std::bit_cast`.
#pragma once

#include <type_traits>

namespace modlink {

template <class To, class From>
constexpr To bit_cast(const From& from) {
  static_assert(sizeof(To) == sizeof(From));
  static_assert(std::is_trivially_copyable_v<To> && std::is_trivially_copyable_v<From>);
  return __builtin_bit_cast(To, from);
}

}  // namespace modlink
