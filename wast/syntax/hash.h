// Hashes that depend on a seed, so that no input can be made whose names or types collide in every run. D19
//
// Nothing that is observable depends on the seed: no output follows the order of a hash table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "wast/syntax/values.h"

namespace modlink {

// The seed of this process: random, unless `set_hash_seed` was called before the first hash.
std::uint64_t hash_seed();

// Takes the seed of all hashes from now on. For programs, before they start; tables that exist become unusable. The
// same seed gives the same order of hash tables, to reproduce a run that was slow.
void set_hash_seed(std::uint64_t seed);

// SipHash-1-3 with the seed as key, fed with words and names in turn.
class Hasher {
 public:
  Hasher() : Hasher(hash_seed()) {}
  explicit Hasher(std::uint64_t seed);

  Hasher& add(std::uint64_t word) {
    v_[3] ^= word;
    round();
    v_[0] ^= word;
    return *this;
  }
  Hasher& add(std::string_view bytes);
  std::size_t finish();

 private:
  void round();

  std::uint64_t v_[4];
};

struct NameHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const { return Hasher().add(name).finish(); }
};

struct WordHash {
  std::size_t operator()(std::uint64_t word) const { return Hasher().add(word).finish(); }
};

// Maps and sets by name. With `std::string_view` as Key, whoever made the entries keeps the names alive.
template <class T, class Key = Name>
using HashMapByName = std::unordered_map<Key, T, NameHash, std::equal_to<>>;
template <class Key = Name>
using HashSetOfNames = std::unordered_set<Key, NameHash, std::equal_to<>>;

}  // namespace modlink
