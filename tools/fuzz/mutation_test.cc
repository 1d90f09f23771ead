#include "tools/fuzz/mutation.h"

#include <gtest/gtest.h>

#include <set>

#include "tools/fuzz/test_modules.h"
#include "wast/syntax/error.h"

namespace modlink::fuzz {
namespace {

const std::string text = R"((module (module $m (func $f (param i32) local.get 0 drop)) (data "abc")))";
const std::string other = R"((module (import "a" (func)) (memory 1) (export "m" (memory 0))))";

std::string mutated(const Input& input, const Input& with, std::uint64_t seed) {
  generate::Random random(seed);
  return mutate(input, with, random);
}

bool is_well_formed(const std::string& binary) {
  try {
    test::decoded(binary);
    return true;
  } catch (const Error&) {
    return false;
  }
}

TEST(mutation, is_the_same_for_the_same_random_numbers) {
  const Input as_text{"a", true, text}, other_text{"b", true, other};
  std::set<std::string> all;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    EXPECT_EQ(mutated(as_text, other_text, seed), mutated(as_text, other_text, seed));
    all.insert(mutated(as_text, other_text, seed));
  }
  EXPECT_GT(all.size(), 80u);
}

TEST(mutation, leaves_some_binaries_well_formed) {
  const Input binary{"a", false, test::encoded(text)}, with{"b", false, test::encoded(other)};
  int changed = 0, well_formed = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const std::string result = mutated(binary, with, seed);
    if (result == binary.content) continue;
    ++changed;
    well_formed += is_well_formed(result);
  }
  EXPECT_GT(changed, 900);
  EXPECT_GT(well_formed, 50);
  EXPECT_LT(well_formed, 900);
}

TEST(mutation, takes_whatever_there_is) {
  for (const bool is_text : {false, true}) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      mutated({"empty", is_text, ""}, {"empty", is_text, ""}, seed);
      mutated({"short", is_text, "(\\0a"}, {"empty", is_text, ""}, seed);
    }
  }
}

}  // namespace
}  // namespace modlink::fuzz
