#include "interpreter/runtime/trap.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "interpreter/runtime/outcome.h"

namespace modlink {
namespace {

constexpr TrapCode trap_codes[] = {
#define TRAP_CODE(name, message) TrapCode::name,
#include "interpreter/runtime/trap.def"
};

TEST(trap, each_has_the_code_that_its_words_are) {
  for (const TrapCode trap : trap_codes) {
    if (trap == TrapCode::none) continue;
    std::string code(to_string(trap));
    std::replace(code.begin(), code.end(), ' ', '-');
    EXPECT_EQ(Outcome::trap(trap).code(), code);
    EXPECT_EQ(Outcome::trap(trap, "more than words").code(), code);
  }
}

TEST(trap, other_outcomes_have_codes) {
  EXPECT_EQ(Outcome::out_of_fuel().code(), "out-of-fuel");
  EXPECT_EQ(Outcome::interrupted().code(), "interrupted");
  EXPECT_EQ(Outcome::exception(Ref::i31(1)).code(), "uncaught-exception");
  EXPECT_EQ(Outcome::limit("more than 5 instances (--limit instantiations)").code(), "limit-instantiations");
  EXPECT_EQ(Outcome(Unlinkable(no_pos, "unknown import \"f\"")).code(), "unknown-import");
  EXPECT_EQ(Outcome().code(), "");
  EXPECT_EQ(Outcome::suspended().code(), "");
}

}  // namespace
}  // namespace modlink
