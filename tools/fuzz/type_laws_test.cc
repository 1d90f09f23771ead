#include "tools/fuzz/type_laws.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/generate/random.h"

namespace modlink::fuzz {
namespace {

TEST(type_laws, hold_for_random_types) {
  generate::Random random(15);
  ComparedTypes all;
  for (int i = 0; i < 1000; ++i) {
    std::vector<std::uint8_t> bytes(20 + random.below(200));
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.below(256));
    const ComparedTypes here = check_type_laws(bytes.data(), bytes.size());
    all.pairs += here.pairs;
    all.matches += here.matches;
  }
  EXPECT_GT(all.pairs, 5000u);
  EXPECT_GT(all.matches, 300u);
}

TEST(type_laws, hold_for_nothing) { EXPECT_EQ(check_type_laws(nullptr, 0).pairs, 16u); }

}  // namespace
}  // namespace modlink::fuzz
