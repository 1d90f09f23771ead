// Random choices that do not depend on the machine or its standard library.
#pragma once

#include <cstdint>
#include <vector>

namespace modlink::generate {

// SplitMix64: the standard's distributions differ between libraries.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  // Less than `bound`, which is not 0.
  unsigned below(std::size_t bound) { return static_cast<unsigned>(next() % bound); }
  // True `percent` times of a hundred.
  bool chance(unsigned percent) { return below(100) < percent; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace modlink::generate
