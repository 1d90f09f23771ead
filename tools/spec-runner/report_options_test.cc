// The program: which reports go where.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tools/spec-runner/test_program.h"

namespace modlink::runner {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class report_options : public testing::Test {
 protected:
  report_options() {
    folder_.write("a.wast", failing_script);
    folder_.write("b.wast", "(module)");
  }
  ProgramEnd run(const std::string& line) const { return folder_.run(line); }

  TestFolder folder_;
};

TEST_F(report_options, several_reports_at_once) {
  const ProgramEnd end =
      run("spec-runner --fuel 1000 a.wast b.wast --report json=o.json --report junit=o.xml --report tap=o.tap "
          "--report html=o.html");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.output, EndsWith("a.wast: 2 passed, 3 failed\n3 passed, 3 failed\n"));
  EXPECT_THAT(folder_.read("o.json"), HasSubstr("\"counts\":{\"passed\":3,\"failed\":3,"));
  EXPECT_THAT(folder_.read("o.xml"), HasSubstr("<testsuites name=\"spec-runner\" tests=\"6\" failures=\"3\""));
  EXPECT_THAT(folder_.read("o.tap"), HasSubstr("\nnot ok 1 - a.wast\n"));
  EXPECT_THAT(folder_.read("o.html"), HasSubstr("<h1>3 passed, 3 failed</h1>"));
}

TEST_F(report_options, people_are_told_unless_another_report_goes_to_standard_output) {
  EXPECT_EQ(run("spec-runner b.wast --report human").output, "1 passed, 0 failed\n");
  EXPECT_EQ(run("spec-runner b.wast --report tap=-").output,
            "TAP version 14\n1..1\n# Subtest: b.wast\n    1..1\n    ok 1 - 1:1 module\nok 1 - b.wast\n");
  const ProgramEnd failed = run("spec-runner --fuel 9 a.wast none.wast --report json=- 2>/dev/null");
  EXPECT_EQ(failed.status, 2);
  EXPECT_THAT(failed.output, AllOf(StartsWith("{\"format\":"), EndsWith("]}]}\n")));
}

TEST_F(report_options, two_reports_do_not_go_to_one_place) {
  EXPECT_EQ(run("spec-runner b.wast --report json=- --report tap=-").output,
            "--report: standard output is written by another --report too\nRun with --help for more information.\n");
  EXPECT_EQ(run("spec-runner b.wast --report json=- --report human").status, 2);
  EXPECT_THAT(run("spec-runner b.wast --report json=o --report tap=./o").output,
              HasSubstr("--report: ./o is written by another --report too\n"));
  EXPECT_FALSE(folder_.has("o"));
}

TEST_F(report_options, a_report_that_is_none) {
  for (const char* bad : {"json", "json=", "xml=o", "human=o", "=o"}) {
    EXPECT_THAT(run("spec-runner b.wast --report " + std::string(bad)).output, HasSubstr("expected human, json=FILE"))
        << bad;
  }
}

TEST_F(report_options, a_file_that_cannot_be_written_is_one_error) {
  const ProgramEnd end = run("spec-runner b.wast --report json=o.json --report tap=b.wast/o.tap");
  EXPECT_EQ(end.status, 2);
  EXPECT_THAT(end.output, StartsWith("1 passed, 0 failed\nspec-runner: b.wast"));
  EXPECT_EQ(std::count(end.output.begin(), end.output.end(), '\n'), 2);
  EXPECT_FALSE(folder_.has("o.json"));  // all or none
}

TEST_F(report_options, what_was_there_stays_if_there_is_no_room) {
  folder_.write("o.json", "before");
  EXPECT_EQ(run("(ulimit -f 0; exec spec-runner b.wast --report json=o.json)").status, 2);
  EXPECT_EQ(folder_.read("o.json"), "before");
}

// The reader of schemas of Node's world.
TEST_F(report_options, json_is_as_its_schema_says) {
  const std::string node = MODLINK_SOURCE_DIR "/third_party/node_modules/.bin/node";
  if (!std::filesystem::exists(MODLINK_SOURCE_DIR "/third_party/node_modules/ajv")) GTEST_SKIP() << "ajv is missing";
  folder_.write("check.js", R"(const fs = require('fs');
const Ajv = require(process.argv[2] + '/third_party/node_modules/ajv');
const read = (file) => JSON.parse(fs.readFileSync(file));
const validate = new Ajv().compile(read(process.argv[2] + '/docs/spec-runner-report.schema.json'));
for (const file of process.argv.slice(3)) if (!validate(read(file))) console.log(file, validate.errors);
)");
  const auto check = [&](const std::string& files) {
    return run("'" + node + "' check.js '" MODLINK_SOURCE_DIR "' " + files).output;
  };
  folder_.write("c.wast", "(nonsense) (module");
  folder_.write("expected", "a.wast:2 # why");
  run("spec-runner --fuel 1000 a.wast b.wast c.wast . --expected-failures expected --report json=1.json");
  run("spec-runner --fuel 1000 a.wast b.wast --fail-fast --exclude 'wast:1 ' --report json=2.json");
  run("spec-runner a.wast b.wast --fuel 9 --shard 1/2 --isolate --report json=3.json");
  run("(ulimit -t 1; spec-runner a.wast b.wast -j2 --isolate --report json=4.json)");
  run("spec-runner b.wast --line 7 --report json=5.json");
  run("spec-runner b.wast none.wast --report json=6.json");
  EXPECT_THAT(folder_.read("4.json"), HasSubstr("\"signal\":"));
  EXPECT_EQ(check("1.json 2.json 3.json 4.json 5.json 6.json"), "");
  folder_.write("bad.json", R"({"format":"spec-runner-report","version":1})");
  EXPECT_THAT(check("bad.json"), HasSubstr("must have required property"));
}

TEST_F(report_options, help_is_in_groups) {
  EXPECT_THAT(run("spec-runner --help").output, testing::ContainsRegex("Selection:\n.*--filter"));
  EXPECT_EQ(run("spec-runner --man .").status, 0);
  const std::string page = folder_.read("spec-runner.1");
  EXPECT_LT(page.find(".SS Selection\n"), page.find("\\-\\-filter"));
  EXPECT_LT(page.find("\\-\\-filter"), page.find(".SS Reports\n"));
  EXPECT_LT(page.find(".SS Reports\n"), page.find("\\-\\-slowest"));
  EXPECT_THAT(page, Not(HasSubstr("isolated")));
}

TEST_F(report_options, slowest) {
  const ProgramEnd end = run("spec-runner --timeout 0.05 a.wast b.wast --slowest 1");
  EXPECT_THAT(end.output,
              testing::ContainsRegex("a.wast: 2 passed, 3 failed\n +[0-9.]+ ms  a.wast:4:1 invoke\n3 passed"));
  EXPECT_EQ(run("spec-runner --slowest x b.wast").status, 2);
}

TEST_F(report_options, color) {
  EXPECT_EQ(run("spec-runner b.wast --color=always").output, "\x1b[32m1 passed, 0 failed\x1b[0m\n");
  EXPECT_EQ(run("FORCE_COLOR=1 spec-runner b.wast").output, "\x1b[32m1 passed, 0 failed\x1b[0m\n");
  EXPECT_EQ(run("FORCE_COLOR=1 NO_COLOR=1 spec-runner b.wast").output, "1 passed, 0 failed\n");
  EXPECT_EQ(run("FORCE_COLOR=1 spec-runner b.wast --color=never").output, "1 passed, 0 failed\n");
  EXPECT_EQ(run("spec-runner b.wast --color=auto").output, "1 passed, 0 failed\n");
  EXPECT_EQ(run("spec-runner b.wast --color=blue").status, 2);
  const std::string failed = run("spec-runner --fuel 9 a.wast --color=always --report json=o.json").output;
  EXPECT_THAT(failed, HasSubstr("\x1b[1ma.wast:2:1:\x1b[0m \x1b[31massert_return failed: wrong result\x1b[0m\n"));
  EXPECT_THAT(folder_.read("o.json"), Not(HasSubstr("u001b")));
  EXPECT_THAT(run("spec-runner --fuel 9 a.wast --color=always --isolate").output,
              HasSubstr("\x1b[1ma.wast:2:1:\x1b[0m"));
}

// What is kept of failures that are not shown is what comparing needs.
TEST_F(report_options, of_many_failures_little_is_kept) {
  std::string many = "(module)\n";
  for (int i = 0; i < 1500; ++i) many += "(assert_return (invoke \"f\"))\n";
  folder_.write("many.wast", many);
  run("spec-runner -q many.wast --report json=o.json");
  const std::string json = folder_.read("o.json");
  EXPECT_THAT(json, HasSubstr("{\"line\":1400,"));
  run("spec-runner many.wast --report json=o.json");
  EXPECT_LT(folder_.read("o.json").size(), json.size());
}

TEST_F(report_options, compare) {
  run("spec-runner --fuel 1000 b.wast --report json=1.json");
  run("spec-runner --fuel 1000 a.wast b.wast --report json=2.json");
  const ProgramEnd worse = run("spec-runner --compare 1.json 2.json");
  EXPECT_EQ(worse.status, 1);
  EXPECT_THAT(worse.output, AllOf(HasSubstr("new failures:\n  a.wast:2:1 assert_return\n    A: not there\n"),
                                  HasSubstr("scripts only in B:\n  a.wast\n")));
  EXPECT_EQ(run("spec-runner --compare 2.json 1.json").status, 0);
  EXPECT_EQ(run("spec-runner --compare 2.json").status, 2);
  EXPECT_EQ(run("spec-runner --compare 1.json none.json").status, 2);
  EXPECT_EQ(run("spec-runner --compare 1.json b.wast").output,
            "spec-runner: b.wast:1:1: this is no JSON\n 1 | (module)\n   | ^\n");
}

TEST_F(report_options, merge) {
  run("spec-runner b.wast --report json=1.json");
  run("spec-runner --fuel 1000 a.wast --report json=2.json");
  const ProgramEnd end = run("spec-runner --merge 1.json 2.json --report json=o.json --report junit=o.xml");
  EXPECT_EQ(end.status, 1);
  EXPECT_EQ(end.output, "a.wast: 2 passed, 3 failed\n3 passed, 3 failed\n");
  EXPECT_THAT(folder_.read("o.json"), HasSubstr("\"path\":\"b.wast\""));
  EXPECT_THAT(folder_.read("o.xml"), HasSubstr("tests=\"6\""));
  EXPECT_EQ(run("spec-runner --merge 1.json 1.json").output, "spec-runner: 1.json: b.wast is in 1.json as well\n");
  EXPECT_EQ(run("spec-runner --merge 1.json 1.json --report json=p.json").status, 2);
  EXPECT_FALSE(folder_.has("p.json"));
}

}  // namespace
}  // namespace modlink::runner
