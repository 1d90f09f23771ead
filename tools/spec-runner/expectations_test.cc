// Whether messages and stages are as expected.
#include "tools/spec-runner/expectations.h"

#include <gtest/gtest.h>

#include "tools/spec-runner/failure.h"

namespace modlink::runner {
namespace {

using cli::Messages;
using cli::Stages;

TEST(expectations, messages) {
  const std::string message = "unknown type 5: the module has 3";
  EXPECT_TRUE(match_message(Messages::prefix, message, "unknown type"));
  EXPECT_FALSE(match_message(Messages::prefix, message, "type 5"));
  EXPECT_TRUE(match_message(Messages::contains, message, "type 5"));
  EXPECT_FALSE(match_message(Messages::contains, message, "type [0-9]"));
  EXPECT_TRUE(match_message(Messages::regex, message, "type [0-9]: .* 3$"));
  EXPECT_FALSE(match_message(Messages::regex, message, "^type"));
  EXPECT_TRUE(match_message(Messages::ignore, message, "anything"));
  for (const Messages how : {Messages::prefix, Messages::contains, Messages::regex, Messages::ignore}) {
    EXPECT_TRUE(match_message(how, message, ""));
    EXPECT_TRUE(match_message(how, message, message));
  }
}

TEST(expectations, what_is_no_pattern_fails) {
  try {
    match_message(Messages::regex, "", "(\x1b");
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.message.rfind("the expected message is no pattern: missing ): (\\1b", 0), 0u) << failure.message;
    EXPECT_EQ(failure.status, Status::failed);
  }
}

TEST(expectations, stages) {
  for (const Stages stages : {Stages::strict, Stages::lenient}) {
    const bool lenient = stages == Stages::lenient;
    EXPECT_TRUE(match_end(stages, End::Kind::invalid, End::Kind::invalid));
    EXPECT_EQ(match_end(stages, End::Kind::malformed, End::Kind::invalid), lenient);
    EXPECT_EQ(match_end(stages, End::Kind::invalid, End::Kind::malformed), lenient);
    EXPECT_EQ(match_end(stages, End::Kind::trap, End::Kind::unlinkable), lenient);
    EXPECT_EQ(match_end(stages, End::Kind::unlinkable, End::Kind::trap), lenient);
    EXPECT_TRUE(match_end(stages, End::Kind::rejected, End::Kind::invalid));
    EXPECT_FALSE(match_end(stages, End::Kind::rejected, End::Kind::trap));
    EXPECT_FALSE(match_end(stages, End::Kind::instantiated, End::Kind::unlinkable));
    EXPECT_FALSE(match_end(stages, End::Kind::unlinkable, End::Kind::invalid));
    EXPECT_FALSE(match_end(stages, End::Kind::invalid, End::Kind::trap));
    EXPECT_FALSE(match_end(stages, End::Kind::valid, End::Kind::malformed));
  }
}

}  // namespace
}  // namespace modlink::runner
