// Lines of requests, through the program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tools/files/test_shell.h"

namespace modlink::oracle {
namespace {

using testing::HasSubstr;

// What `modlink oracle --batch` prints for what a command of the shell writes.
std::string answers(const std::string& command) {
  const cli::test::ShellEnd end = cli::test::shell("(" + command + ") | modlink oracle --batch");
  EXPECT_EQ(end.status, 0);
  return end.output;
}

TEST(batch, each_line_has_an_answer_with_its_id) {
  EXPECT_EQ(answers(R"(printf '{"id": 7, "do": "reset"}\n{"id": 8, "do": "reset"}')"),
            "{\"end\":\"done\",\"id\":7,\"results\":[]}\n{\"end\":\"done\",\"id\":8,\"results\":[]}\n");
  EXPECT_EQ(answers("true"), "");
}

// From where the program runs.
TEST(batch, files_have_relative_paths) {
  const std::string folder = testing::TempDir() + "batch_test";
  const std::string request = R"({"do": "module", "module": 0, "file": "below/m.wasm", "id": 1})";
  const cli::test::ShellEnd end = cli::test::shell(
      "mkdir -p '" + folder + "/below' && cd '" + folder +
      "' && printf '\\000asm\\001\\000\\000\\000' >below/m.wasm && echo '" + request +
      "' >requests && modlink oracle --batch <requests && cd below && modlink oracle --batch <../requests; rm -r '" +
      folder + "'");
  EXPECT_THAT(end.output, HasSubstr("{\"end\":\"valid\",\"id\":1}\n"));
  EXPECT_THAT(end.output, HasSubstr("below/m.wasm: No such file or directory"));
}

// What is no regular file could have the requests that come, or none to be waited for.
TEST(batch, files_are_regular) {
  const std::string end = answers(
      R"(echo '{"do": "module", "module": 1, "file": "/dev/stdin", "id": 1}'; echo '{"do": "reset", "id": 2}')");
  EXPECT_THAT(end, HasSubstr("\"id\":1,\"message\":\"/dev/stdin: is a FIFO\""));
  EXPECT_THAT(end, HasSubstr("{\"end\":\"done\",\"id\":2,"));
  EXPECT_THAT(answers(R"(echo '{"do": "module", "module": 1, "file": "/dev/zero"}')"), HasSubstr("is a device"));
  EXPECT_THAT(answers(R"(echo '{"do": "module", "module": 1, "file": "-"}')"), HasSubstr("unsupported"));
}

TEST(batch, lines_that_are_no_requests_have_answers_too) {
  EXPECT_THAT(answers(R"(printf 'x\n\n{"do": "hello"}\n')"),
              HasSubstr("{\"end\":\"unsupported\",\"id\":null,\"message\":\"the line is no JSON\"}\n"));
  const std::string deep = answers(
      "printf '{\"id\": '; head -c 200000 /dev/zero | tr '\\0' '['; "
      "head -c 200000 /dev/zero | tr '\\0' ']'; printf '}\\n{\"do\": \"hello\"}'");
  EXPECT_THAT(deep, HasSubstr("\"id\":null,\"message\":\"the line nests deeper than 100\""));
  EXPECT_THAT(deep, HasSubstr("\"engine\":\"modlink\""));
}

TEST(batch, lines_that_are_too_long_have_answers_too) {
  for (const char* jobs : {"", " --jobs 2"}) {
    const std::string requests = R"((echo '{"do": "reset", "id": 1}'; head -c 270000000 /dev/zero | tr '\0' a;
        echo; echo '{"do": "reset", "id": 2}'))";
    EXPECT_EQ(cli::test::shell(requests + " | modlink oracle --batch" + jobs).output,
              "{\"end\":\"done\",\"id\":1,\"results\":[]}\n"
              "{\"end\":\"unsupported\",\"id\":null,\"message\":\"the line is longer than 268435456 bytes\"}\n"
              "{\"end\":\"done\",\"id\":2,\"results\":[]}\n")
        << jobs;
  }
}

TEST(batch, requests_that_cannot_be_read_are_an_error) {
  for (const char* jobs : {"", " --jobs 2"}) {
    const cli::test::ShellEnd end = cli::test::shell("modlink oracle --batch" + std::string(jobs) + " </ 2>&1");
    EXPECT_EQ(end.status, 2) << jobs;
    EXPECT_THAT(end.output, HasSubstr("<stdin>: Is a directory")) << jobs;
  }
}

}  // namespace
}  // namespace modlink::oracle
