// Random choices that do not depend on the machine or its standard library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace modlink::generate {

// SplitMix64: the standard's distributions differ between libraries.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  // The choices that `bytes` say, so that who changes few bytes changes few choices; behind them, those of the seed.
  Random(std::string bytes, std::uint64_t seed) : state_(seed), bytes_(std::move(bytes)) {}

  std::uint64_t next() { return at_ < bytes_.size() ? read(8) : mixed(); }
  // Less than `bound`, which is not 0.
  unsigned below(std::size_t bound) {
    const std::uint64_t number = at_ < bytes_.size() ? read(bound <= 0x100 ? 1 : bound <= 0x10000 ? 2 : 4) : mixed();
    return static_cast<unsigned>(number % bound);
  }
  // True `percent` times of a hundred.
  bool chance(unsigned percent) { return below(100) < percent; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

 private:
  std::uint64_t mixed() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  std::uint64_t read(unsigned count) {
    std::uint64_t number = 0;
    for (unsigned i = 0; i < count && at_ < bytes_.size(); ++i) {
      number |= std::uint64_t{static_cast<unsigned char>(bytes_[at_++])} << (8 * i);
    }
    return number;
  }

  std::uint64_t state_;
  std::string bytes_;
  std::size_t at_ = 0;  // how many of them were used
};

}  // namespace modlink::generate
