#include "wast/syntax/hash.h"

#include <gtest/gtest.h>

#include <string>

namespace modlink {
namespace {

// The test vector of SipHash-1-3 cannot be used: the key here is one word. What matters is tested instead.
TEST(hash, depends_on_every_bit_of_a_name_and_on_its_length) {
  EXPECT_EQ(NameHash()("memory"), NameHash()("memory"));
  const std::string name = "a name of more than one word";
  const std::size_t hash = NameHash()(name);
  for (std::size_t i = 0; i < name.size() * 8; ++i) {
    std::string other = name;
    other[i / 8] = static_cast<char>(other[i / 8] ^ (1 << (i % 8)));
    EXPECT_NE(NameHash()(other), hash) << i;
  }
  EXPECT_NE(NameHash()(std::string(3, '\0')), NameHash()(std::string(4, '\0')));
  EXPECT_NE(NameHash()(""), NameHash()(std::string(8, '\0')));
}

TEST(hash, depends_on_the_seed) {
  EXPECT_EQ(Hasher(1).add("x").finish(), Hasher(1).add("x").finish());
  EXPECT_NE(Hasher(1).add("x").finish(), Hasher(2).add("x").finish());
  const std::uint64_t seed = hash_seed();
  EXPECT_EQ(hash_seed(), seed);
  EXPECT_EQ(NameHash()("x"), Hasher(seed).add("x").finish());
}

// Pairs that a hash of sums or of products by a constant takes for one.
TEST(hash, tells_orders_of_words_apart) {
  EXPECT_NE(Hasher().add(1).add(2).finish(), Hasher().add(2).add(1).finish());
  EXPECT_NE(Hasher().add("ab").add("c").finish(), Hasher().add("a").add("bc").finish());
}

}  // namespace
}  // namespace modlink
