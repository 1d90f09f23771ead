// Programs that answer lines with lines, or do not.
#include "tools/engines/connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace modlink::engines {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;

std::string loss(Connection& connection, std::chrono::nanoseconds timeout = seconds(20)) {
  try {
    connection.ask("x", timeout);
  } catch (const Lost& lost) {
    return lost.what();
  }
  return "";
}

std::string loss_of(const std::string& command, std::chrono::nanoseconds timeout = seconds(20)) {
  Connection connection(command);
  return loss(connection, timeout);
}

TEST(connection, answers_one_line_with_one) {
  Connection connection("cat");
  EXPECT_EQ(connection.ask("a", seconds(20)), "a");
  EXPECT_EQ(connection.ask("", seconds(20)), "");
}

// More than fits into a socket, in both directions.
TEST(connection, lines_may_be_long) {
  Connection connection("cat");
  const std::string line(5'000'000, 'x');
  EXPECT_EQ(connection.ask(line, seconds(20)), line);
}

TEST(connection, lost_says_how_the_program_ended) {
  EXPECT_EQ(loss_of("exit 3"), "the engine ended with status 3");
  EXPECT_THAT(loss_of("read line; kill -SEGV $$"), HasSubstr("the engine was ended by signal 11"));
  EXPECT_EQ(loss_of("no-such-program-anywhere 2>/dev/null"), "the engine ended with status 127");
}

TEST(connection, lost_when_there_is_no_answer_in_time) {
  EXPECT_EQ(loss_of("sleep 100", milliseconds(20)), "the engine did not answer within 0.02 s");
}

TEST(connection, is_of_no_use_once_lost) {
  Connection connection("exit 3");
  loss(connection);
  EXPECT_EQ(loss(connection), "the engine has ended");
}

// Nobody waits for what the program has started.
TEST(connection, ends_what_the_program_has_started) {
  const auto before = std::chrono::steady_clock::now();
  { Connection connection("sleep 100 & sleep 100; cat"); }
  EXPECT_LT(std::chrono::steady_clock::now() - before, seconds(50));
}

}  // namespace
}  // namespace modlink::engines
