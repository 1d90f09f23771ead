// Where the specification lets an execution go on in several ways.
// spec: appendix/profiles, Defined Profiles; appendix/implementation
#pragma once

#include <cstdint>

namespace modlink {

// Why an execution may come to something else in another engine.
enum class Nondeterminism : std::uint8_t {
  nan,           // an operator gave a NaN whose sign and payload are open
  relaxed_simd,  // a relaxed vector instruction had operands for which it may give several results
  memory_grow,   // a memory did not grow, though its type let it
  table_grow,    // a table did not
  limit,    // an execution or instantiation was ended by what is no rule: a limit, the call stack, fuel, interruption
  threads,  // an execution waited, or the store has several machines, which take turns as the host says
};
inline constexpr const char* nondeterminism_words[] = {"nan",        "relaxed_simd", "memory_grow",
                                                       "table_grow", "limit",        "threads"};

// Some of them.
class Causes {
 public:
  void add(Nondeterminism cause) { bits_ = static_cast<std::uint8_t>(bits_ | bit(cause)); }
  bool has(Nondeterminism cause) const { return (bits_ & bit(cause)) != 0; }
  bool empty() const { return bits_ == 0; }
  // A bit for each, in their order, the lowest first.
  std::uint8_t bits() const { return bits_; }
  friend bool operator==(const Causes&, const Causes&) = default;

 private:
  static constexpr std::uint8_t bit(Nondeterminism cause) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(cause));
  }
  std::uint8_t bits_ = 0;
};

// What is done where operators have a choice: NaNs, and relaxed vector instructions.
enum class Choices : std::uint8_t {
  deterministic,  // what the deterministic profile says: positive canonical NaNs, the first of the allowed results
  noted,          // the same, and that there was a choice is noted in the store, which makes such operators slower
  other,          // that is noted, and the choice is another: negative canonical NaNs, the last of the allowed results
};

}  // namespace modlink
