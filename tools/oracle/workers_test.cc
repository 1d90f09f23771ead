// Requests that several programs answer.
#include "tools/oracle/workers.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tools/files/test_shell.h"

namespace modlink::oracle {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

// Says which program of `echo` has answered. Ends itself where it is told to.
constexpr char echo[] = R"(while read -r line; do
  case $line in *crash*) kill -9 $$;; *slow*) sleep 0.3;; esac
  echo "$line by $$"
done)";

// What so many programs answer.
std::vector<std::string> answers(std::size_t count, const std::vector<std::string>& lines,
                                 const std::string& command = echo) {
  std::vector<std::string> result;
  {
    Workers workers(command, count, [&](const std::string& answer) { result.push_back(answer); });
    for (const std::string& line : lines) workers.ask(line);
  }
  return result;
}

// Which program answered.
std::string by(const std::string& answer) { return answer.substr(answer.rfind(' ') + 1); }

constexpr char reset[] = R"({"do": "reset"})";

TEST(workers, answers_are_in_the_order_of_requests) {
  const std::vector<std::string> found = answers(2, {"slow 1", "2", reset, "3"});
  ASSERT_THAT(found, ElementsAre(HasSubstr("slow 1"), HasSubstr("2"), HasSubstr("reset"), HasSubstr("3")));
  EXPECT_EQ(by(found[0]), by(found[1]));
  EXPECT_EQ(by(found[2]), by(found[3]));
  EXPECT_NE(by(found[1]), by(found[2]));
}

TEST(workers, one_that_ends_is_started_again_for_the_next_case) {
  const std::vector<std::string> found =
      answers(1, {"1", R"({"do": "crash", "id": 7})", R"({"do": "get", "id": 8})", reset, "5"});
  const auto is_lost = [](const char* id) {
    return AllOf(HasSubstr(R"("end":"lost")"), HasSubstr(id), HasSubstr("signal 9"));
  };
  ASSERT_THAT(found, ElementsAre(HasSubstr("1 by"), is_lost(R"("id":7)"), is_lost(R"("id":8)"), HasSubstr("reset"),
                                 HasSubstr("5 by")));
  EXPECT_NE(by(found[0]), by(found[4]));
}

// The first request of the next case finds it gone.
TEST(workers, one_that_ended_while_nothing_was_asked_costs_nothing) {
  const std::string once = "read -r line; echo \"$line by $$\"; exit";
  const std::vector<std::string> found = answers(1, {"1", reset, reset}, once);
  ASSERT_THAT(found, ElementsAre(HasSubstr("1 by"), HasSubstr("reset"), HasSubstr("reset")));
  EXPECT_NE(by(found[1]), by(found[2]));
}

// The first request may be what ends it.
TEST(workers, one_that_ends_again_is_lost) {
  const std::string started = testing::TempDir() + "workers_test." + std::to_string(getpid());
  const std::string counted = "echo x >>'" + started + "'; " + echo;
  const std::vector<std::string> found =
      answers(1, {"1", R"({"do": "reset", "id": 7, "x": "crash"})", R"({"do": "get", "id": 8})", reset}, counted);
  EXPECT_THAT(found, ElementsAre(HasSubstr("1 by"), HasSubstr(R"("end":"lost")"), HasSubstr(R"("end":"lost")"),
                                 HasSubstr("reset")));
  EXPECT_EQ(cli::test::shell("wc -l <'" + started + "'; rm '" + started + "'").output, "3\n");
}

TEST(workers, many_requests_and_few_programs) {
  std::vector<std::string> requests;
  for (int i = 0; i < 3000; ++i) requests.push_back(i % 10 == 0 ? reset : std::to_string(i));
  const std::vector<std::string> found = answers(3, requests);
  ASSERT_EQ(found.size(), 3000u);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i % 10 != 0) {
      EXPECT_THAT(found[i], HasSubstr(std::to_string(i) + " by "));
    }
  }
}

// The stacks of threads are so large that there is room for few of them.
TEST(workers, those_that_there_are_do_what_there_is_no_thread_for) {
  if (cli::test::shell("ulimit -v 100000; modlink --version").status != 0) {
    GTEST_SKIP() << "what watches memory needs more";
  }
  std::string requests = "printf '%s\\n'";
  std::string expected;
  for (int i = 0; i < 20; ++i) {
    requests += fmt::format(R"( '{{"do":"reset","id":{}}}')", i);
    expected += fmt::format("{{\"end\":\"done\",\"id\":{},\"results\":[]}}\n", i);
  }
  const auto with_memory = [&](int kilobytes) {
    return cli::test::shell(
        fmt::format("ulimit -s 1000000; ulimit -v {}; {} | modlink oracle --batch --jobs 9 2>&1", kilobytes, requests));
  };
  EXPECT_EQ(with_memory(2'500'000).output, expected);
  for (const int kilobytes : {500'000, 1'500'000}) {
    const cli::test::ShellEnd none = with_memory(kilobytes);
    EXPECT_EQ(none.status, 2);
    EXPECT_EQ(none.output, "no thread can be started: Resource temporarily unavailable\n");
  }
}

// Options and what a case has made are known to each program.
TEST(workers, are_programs_like_the_first) {
  const std::string lines[] = {R"json({"do":"module","module":0,"text":"(module (table 5 funcref))","id":1})json",
                               R"({"do":"instantiate","module":0,"instance":0,"id":2})", R"({"do":"reset","id":3})",
                               R"({"do":"instantiate","module":0,"instance":0,"id":4})"};
  std::string requests = "printf '%s\\n'";
  for (const std::string& line : lines) requests += " '" + line + "'";
  requests += " | modlink oracle --limit table_elements=4 ";
  const std::string one = cli::test::shell(requests + "--batch").output;
  EXPECT_THAT(one, AllOf(HasSubstr(R"("end":"limit")"), HasSubstr("there is no such module")));
  for (const char* options : {"--batch --jobs 3", "-j 2 --batch", "--jobs=2 --batch", "-j1 --batch"}) {
    EXPECT_EQ(cli::test::shell(requests + options).output, one) << options;
  }
}

}  // namespace
}  // namespace modlink::oracle
