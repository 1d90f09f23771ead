// Reports in JSON: what is written is read again, and what nobody wrote is refused.
#include "tools/spec-runner/reports/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/spec-runner/reports/test_runs.h"

namespace modlink::runner {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(json_report, is_read_as_it_was_written) {
  RunResult run = sample_run();
  run.shard = Shard{2, 3};
  const std::string text = to_json(run, "spec-runner 1");
  const RunResult read = read_json("a.json", text);
  EXPECT_EQ(to_json(read, "spec-runner 1"), text);
  EXPECT_EQ(read.total, run.total);
  EXPECT_EQ(read.shard, run.shard);
}

TEST(json_report, has_the_code_of_an_error) {
  const std::string text = to_json(sample_run(), "x");
  EXPECT_THAT(text, HasSubstr("\"code\":\"cast-failure\""));
  EXPECT_EQ(read_json("a.json", text).scripts[0].directives[1].explanation->code, "cast-failure");
}

TEST(json_report, of_nothing) {
  const RunResult read = read_json("a.json", to_json({}, "x"));
  EXPECT_TRUE(read.scripts.empty());
}

TEST(json_report, is_ascii_whatever_is_in_it) {
  const std::string text = to_json(run_with_message("\xff\xc3\xa4\x1b\""), "x");
  for (const char c : text) EXPECT_TRUE(c == '\n' || (c >= ' ' && c < 127));
  EXPECT_NO_THROW(read_json("a.json", text));
}

TEST(json_report, a_path_is_escaped) {
  RunResult run;
  finish_script(run, ScriptResult("a\x1b\xff.wast"));
  EXPECT_EQ(read_json("a.json", to_json(run, "x")).scripts[0].path, "a\\1b\\ff.wast");
}

TEST(json_report, files_that_the_script_reads_are_named) {
  RunResult run;
  ScriptResult script("a.wast");
  script.directives.push_back(script.make("b.wast", 3, 4, "module"));
  finish_script(run, std::move(script));
  const RunResult read = read_json("a.json", to_json(run, "x"));
  EXPECT_EQ(place_of(read.scripts[0], read.scripts[0].directives[0]), "b.wast:3:4");
}

std::string refusal(const std::string& content) {
  try {
    read_json("a.json", content);
    return "it was taken";
  } catch (const cli::Failure& failure) {
    EXPECT_EQ(failure.status, Status::usage);
    return failure.text();
  }
}

std::string with_scripts(const std::string& scripts) {
  return R"({"format":"spec-runner-report","version":1,"exit_status":0,"duration_ns":1,"scripts":)" + scripts + "}";
}

std::string with_directive(const std::string& directive) {
  return with_scripts(R"([{"path":"a","status":"run","exit_status":0,"duration_ns":1,"directives":[)" + directive +
                      "]}]");
}

TEST(json_report, what_is_no_json_is_shown) {
  EXPECT_EQ(refusal("{\"a\":\n  x}"), "a.json:2:3: this is no JSON\n 2 |   x}\n   |   ^");
  EXPECT_THAT(refusal(""), HasSubstr("this is no JSON"));
  EXPECT_THAT(refusal("[1e999]"), HasSubstr("this is no JSON"));
  EXPECT_THAT(refusal("[\"\xff\"]"), HasSubstr("this is no JSON"));
  EXPECT_THAT(refusal("\x1b[31m"), Not(HasSubstr("\x1b")));
}

TEST(json_report, nesting_costs_no_stack) {
  EXPECT_THAT(refusal(std::string(1'000'000, '[')), HasSubstr("this is no JSON"));
  EXPECT_THAT(refusal(std::string(1'000'000, '[') + std::string(1'000'000, ']')), HasSubstr("expected an object"));
}

TEST(json_report, another_format_or_version_is_refused) {
  EXPECT_EQ(refusal("[]"), "a.json: expected an object");
  EXPECT_THAT(refusal("{}"), HasSubstr("this is no report of spec-runner"));
  EXPECT_EQ(refusal(R"({"format":"spec-runner-report","version":2})"),
            "a.json: a report of version 2; only version 1 is known");
}

TEST(json_report, what_is_wrong_is_named_by_its_place) {
  EXPECT_EQ(refusal(with_scripts("3")), "a.json: scripts: expected a list");
  EXPECT_EQ(refusal(with_scripts("[3]")), "a.json: scripts[0]: expected an object");
  EXPECT_EQ(refusal(with_scripts("[{}]")), "a.json: scripts[0]: there is no `path`");
  EXPECT_EQ(refusal(with_directive("{}")), "a.json: scripts[0].directives[0]: there is no `keyword`");
  const std::string begin = R"({"keyword":"module","column":1,"duration_ns":1,"line":)";
  const std::string place = "a.json: scripts[0].directives[0]";
  EXPECT_EQ(refusal(with_directive(begin + "-1}")), place + ".line: expected a natural number");
  EXPECT_EQ(refusal(with_directive(begin + "1.5}")), place + ".line: expected a natural number");
  EXPECT_EQ(refusal(with_directive(begin + "4294967296}")),
            place + ".line: 4294967296 is too large: at most 4294967295");
  EXPECT_EQ(refusal(with_directive(begin + R"(1,"status":"\u001b"})")), place + ".status: unknown status `\\1b`");
  EXPECT_EQ(refusal(with_directive(begin + R"(1,"status":"failed"})")),
            place + ": it failed, and there is no `message`");
  EXPECT_EQ(refusal(with_directive(begin + R"(1,"status":7})")), place + ".status: expected a string");
}

TEST(json_report, shards_make_sense) {
  const std::string begin = R"({"format":"spec-runner-report","version":1,"exit_status":0,"duration_ns":1,"shard":)";
  EXPECT_EQ(refusal(begin + R"({"index":3,"count":2},"scripts":[]})"), "a.json: shard: 3/2 is no part");
  EXPECT_EQ(refusal(begin + R"({"index":0,"count":2},"scripts":[]})"), "a.json: shard: 0/2 is no part");
}

TEST(json_report, counts_are_made_anew) {
  const std::string lie = R"([{"path":"a","status":"run","exit_status":0,"duration_ns":1,"counts":{"passed":99},)"
                          R"("directives":[{"line":1,"column":1,"keyword":"k","status":"failed","duration_ns":1,)"
                          R"("message":"m\u001b\nn"}]}])";
  const RunResult run = read_json("a.json", with_scripts(lie));
  EXPECT_EQ(summary(run.total), "0 passed, 1 failed");
  EXPECT_EQ(run.total.status, Status::failed);
  EXPECT_EQ(run.scripts[0].directives[0].explanation->message, "m\\1b\nn");
}

}  // namespace
}  // namespace modlink::runner
