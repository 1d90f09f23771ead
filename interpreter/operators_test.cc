// The bits of what all operators give. spec: exec/numerics
//
// They are the same whichever compiler has built the interpreter, however it optimises, and on every machine: each
// build that is tested compares them with the same number.
#include <gtest/gtest.h>

#include "interpreter/test_operators.h"

namespace modlink {
namespace {

using operators::Operators;

// The list says where two builds differ.
TEST(operators, have_the_same_bits_in_all_builds) {
  const operators::Bits bits = operators::bits_of_all();
  EXPECT_EQ(bits.all, operators::expected_bits) << bits.list;
  EXPECT_EQ(bits.count, 358u);
}

// Noting changes nothing. Where nothing is noted, another choice changes nothing either; where something is, it mostly
// does: not where the result is an operand's NaN.
TEST(operators, have_choices_only_where_that_is_noted) {
  Operators plain(Choices::deterministic), noted(Choices::noted), other(Choices::other);
  std::size_t differences = 0, notes = 0;
  for (const OpcodeInfo& about : opcode_infos) {
    if (!operators::is_operator(about)) continue;
    operators::for_all_operands(about.signature.substr(0, about.signature.find(':')), [&](const Values& args) {
      const Outcome expected = plain.apply(about, args), found = noted.apply(about, args);
      const Outcome varied = other.apply(about, args);
      ASSERT_EQ(found.trap_code(), expected.trap_code()) << about.mnemonic;
      ASSERT_EQ(varied.trap_code(), expected.trap_code()) << about.mnemonic;
      ASSERT_EQ(noted.nondeterminism(), other.nondeterminism()) << about.mnemonic;
      if (!expected.is_done()) return;
      ASSERT_EQ(found.results(), expected.results()) << about.mnemonic;
      const bool is_noted = !noted.nondeterminism().empty();
      const bool differs = varied.results() != expected.results();
      ASSERT_TRUE(is_noted || !differs) << about.mnemonic;
      notes += is_noted;
      differences += differs;
    });
  }
  EXPECT_GT(notes, 1000u);
  EXPECT_GT(differences, notes * 9 / 10);
}

}  // namespace
}  // namespace modlink
