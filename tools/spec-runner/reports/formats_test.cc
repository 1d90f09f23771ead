// Reports for other programs and for browsers: that they are whole, and that no text gets out of its place.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tools/files/test_shell.h"
#include "tools/spec-runner/reports/html.h"
#include "tools/spec-runner/reports/junit.h"
#include "tools/spec-runner/reports/markup.h"
#include "tools/spec-runner/reports/tap.h"
#include "tools/spec-runner/reports/test_runs.h"

namespace modlink::runner {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* hostile = "</pre><script>alert(1)</script>]]>&\"'\x1b\x01\xff\xef\xbf\xbf\n# TODO x\\";

// What a program says about a file with this content.
std::string said_by(const std::string& program, const std::string& content) {
  const std::string file = std::filesystem::path(testing::TempDir()) / "formats_test_file";
  std::ofstream(file) << content;
  const cli::test::ShellEnd end = cli::test::shell(program + " '" + file + "'");
  std::filesystem::remove(file);
  return end.status == 0 ? end.output : "failed: " + end.output;
}

TEST(markup, escapes_what_would_end_it_and_what_xml_cannot_say) {
  EXPECT_EQ(escape_markup("a<b>&\"'"), "a&lt;b&gt;&amp;&quot;&#39;");
  EXPECT_EQ(escape_markup("\x1b\x01\xff"), "\\1b\\01\\ff");
  EXPECT_EQ(escape_markup("\xef\xbf\xbe\xef\xbf\xbf"), "\\ef\\bf\\be\\ef\\bf\\bf");
  EXPECT_EQ(escape_markup("\xc3\xa4\n"), "\xc3\xa4&#10;");
}

TEST(junit, has_a_case_for_each_directive_and_broken_script) {
  const std::string text = to_junit(sample_run(), "spec-runner 1");
  EXPECT_THAT(text,
              HasSubstr("<testsuites name=\"spec-runner\" tests=\"8\" failures=\"1\" errors=\"2\" skipped=\"4\""));
  EXPECT_THAT(text, HasSubstr("<testsuite name=\"dir/a.wast\" tests=\"6\" failures=\"1\" errors=\"1\" skipped=\"3\""));
  EXPECT_THAT(text, HasSubstr("name=\"2:1 assert_return\" file=\"dir/a.wast\" line=\"2\" time=\"0.000900\">"
                              "<failure message=\"wrong result\" type=\"failure\">a.wast:2:1: wrong&#10;</failure>"));
  EXPECT_THAT(text, HasSubstr("<property name=\"program\" value=\"spec-runner 1\"/>"));
  EXPECT_THAT(text, HasSubstr("type=\"SIGSEGV\""));
}

TEST(junit, is_xml_whatever_is_in_it) {
  EXPECT_EQ(said_by("xmllint --noout", to_junit(sample_run(), hostile)), "");
  EXPECT_EQ(said_by("xmllint --noout", to_junit(run_with_message(hostile), "x")), "");
  EXPECT_THAT(said_by("xmllint --noout", "<a>"), HasSubstr("failed"));
}

TEST(tap, has_a_subtest_for_each_directive) {
  const std::string text = to_tap(sample_run());
  EXPECT_THAT(text, HasSubstr("TAP version 14\n1..3\n# Subtest: dir/a.wast\n    1..6\n    ok 1 - 1:1 module\n"
                              "    not ok 2 - 2:1 assert_return\n      ---\n      message: \"wrong result\"\n"));
  EXPECT_THAT(text, HasSubstr("    not ok 4 - 4:1 assert_trap # TODO it is to fail\n"));
  EXPECT_THAT(text, HasSubstr("    ok 5 - 5:1 invoke # SKIP not selected\n"));
  EXPECT_THAT(text, HasSubstr("\nnot ok 2 - dir/b.wast\n  ---\n"));
  EXPECT_THAT(text, HasSubstr("\nok 3 - c.wast # SKIP not run\n"));
}

TEST(tap, no_text_becomes_a_directive_or_a_line) {
  RunResult run = run_with_message(hostile);
  run.scripts[0].path = hostile;
  const std::string text = to_tap(run);
  EXPECT_THAT(text, Not(HasSubstr("\n# TODO")));
  EXPECT_THAT(text, Not(HasSubstr(" # TODO")));
  EXPECT_THAT(text, HasSubstr("\\# TODO x"));
}

// Perl's reader, which takes versions up to 13; 14 adds the subtests, which are comments to it, and nothing else here.
TEST(tap, is_read_by_prove) {
  const auto as_13 = [](std::string text) { return text.replace(text.find("14"), 2, "13"); };
  RunResult good;
  ScriptResult script("a # b.wast");
  add_directive(script, 1, "module", Verdict::passed);
  finish_script(good, std::move(script));
  EXPECT_THAT(said_by("prove --exec cat", as_13(to_tap(good))), HasSubstr("Result: PASS"));
  EXPECT_THAT(said_by("prove --exec cat", as_13(to_tap(sample_run()))), HasSubstr("Failed 2/3 subtests"));
}

TEST(html, has_scoreboard_failures_and_durations) {
  const std::string text = to_html(sample_run(), "spec-runner 1", 1);
  EXPECT_THAT(text, HasSubstr("<h1>2 passed, 3 failed, 1 skipped, 1 not run</h1>"));
  EXPECT_THAT(text, HasSubstr("<tr class=\"bad\"><td>dir</td><td>2</td><td>2</td><td>3</td>"));
  EXPECT_THAT(text, HasSubstr("<tr><td>.</td><td>1</td><td>0</td><td>0</td>"));
  EXPECT_THAT(text, HasSubstr("<pre> 2 | (x)&#10;   | ^</pre>"));
  EXPECT_THAT(text, HasSubstr("<dt>expected</dt><dd>i32:2</dd><dt>found</dt><dd>i32:1</dd>"
                              "<dt>code</dt><dd>cast-failure</dd>"));
  EXPECT_THAT(text, HasSubstr("<td>dir/a.wast:2:1 assert_return</td><td>900.0 us</td>"));
  EXPECT_THAT(text, Not(HasSubstr("<td>dir/a.wast:1:1 module</td>")));
}

TEST(html, nothing_in_it_is_markup_but_its_own) {
  RunResult run = run_with_message(hostile);
  run.scripts[0].path = std::string(hostile) + "/a.wast";
  const std::string text = to_html(run, hostile, 10);
  EXPECT_THAT(text, Not(HasSubstr("<script")));
  EXPECT_THAT(text, Not(HasSubstr("</pre><")));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(said_by("xmllint --html --noout", text), Not(HasSubstr("error : Unexpected end tag")));
}

TEST(html, loads_nothing) {
  const std::string text = to_html(sample_run(), "x", 10);
  for (const char* word : {"http:", "https:", "src=", "<link", "url("}) EXPECT_THAT(text, Not(HasSubstr(word)));
}

}  // namespace
}  // namespace modlink::runner
