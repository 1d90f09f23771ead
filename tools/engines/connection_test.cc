// Programs that answer lines with lines, or do not.
#include "tools/engines/connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace modlink::engines {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;

std::string loss(Connection& connection, const Deadline& timeout = seconds(20)) {
  try {
    connection.ask("x", timeout);
  } catch (const Lost& lost) {
    return lost.what();
  }
  return "";
}

std::string loss_of(const std::string& command, const Deadline& timeout = seconds(20)) {
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
  const std::string line(3'000'000, 'x');
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

// However it keeps us waiting.
TEST(connection, lost_when_an_answer_has_no_end_in_time) {
  const std::string ends = "the engine did not answer within 0.3 s";
  EXPECT_EQ(loss_of("while :; do printf x; sleep 0.01; done", milliseconds(300)), ends);
  testing::internal::CaptureStderr();
  EXPECT_EQ(loss_of("while :; do echo x >&2; sleep 0.01; done", milliseconds(300)), ends);
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("x\nx\n"));
}

TEST(connection, lost_when_it_writes_without_end) {
  EXPECT_EQ(loss_of("tr '\\0' x </dev/zero"), "the engine's answer has more than 4194304 bytes");
  EXPECT_EQ(loss_of("(head -c 5000000 /dev/zero | tr '\\0' x; echo; cat)"),
            "the engine's answer has more than 4194304 bytes");
  testing::internal::CaptureStderr();
  EXPECT_EQ(loss_of("tr '\\0' x </dev/zero >&2"), "the engine writes to standard error without end");
  EXPECT_LT(testing::internal::GetCapturedStderr().size(), 2 * Connection::most_complained);
}

// More answers than it is asked for are not kept, however many there are.
TEST(connection, what_it_was_not_asked_is_not_read) {
  Connection connection("yes");
  EXPECT_EQ(connection.ask("a", seconds(20)), "y");
  EXPECT_EQ(loss(connection, milliseconds(300)), "");
  const std::string much(5'000'000, 'x');
  EXPECT_THROW(connection.ask(much, milliseconds(300)), Lost);
}

TEST(connection, standard_error_is_passed_on) {
  testing::internal::CaptureStderr();
  {
    Connection connection("echo begin >&2; read -r line; echo $line >&2; echo b; cat; echo end >&2");
    EXPECT_EQ(connection.ask("a", seconds(20)), "b");
    EXPECT_EQ(connection.ask("c", seconds(20)), "c");
  }
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("begin\na\n"));
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
