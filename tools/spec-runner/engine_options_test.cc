// The program with other engines: how they start and end, and with what they are told.
#include "tools/spec-runner/engine_options.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "tools/engines/deadline.h"
#include "tools/spec-runner/test_program.h"

namespace modlink::runner {
namespace {

using test::ProgramTest;
using testing::HasSubstr;
using testing::Not;

const std::string says_hello = R"(read -r line; echo '{"id": 1, "protocol": 1, "engine": "x"}'; )";

class engine_program : public ProgramTest {
 protected:
  engine_program() {
    write("two.wast", "(module) (module)");
    write("one.wast", "(module)");
  }

  // In the folder of the scripts. Commands have no single quotes but those of `says_hello`, which get others.
  ProgramEnd run(const std::string& engine, const std::string& arguments) {
    write("engine", engine);
    return shell("cd '" + path("") + "'; spec-runner --engine 'sh ./engine' " + arguments);
  }
};

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST_F(engine_program, one_that_does_not_start_is_one_error) {
  for (const char* isolate : {"", "--isolate "}) {
    for (const auto& [engine, why] : {std::pair("exec no-such-program-anywhere", "the engine ended with status 127"),
                                      std::pair("exit 0", "the engine ended with status 0"),
                                      std::pair("echo nonsense; cat", "the engine's answer is no JSON")}) {
      const ProgramEnd end = run(engine, std::string(isolate) + "two.wast one.wast");
      EXPECT_EQ(end.status, 2) << end.output;
      EXPECT_THAT(end.output, HasSubstr(std::string("spec-runner: --engine: `sh ./engine` cannot be used: ") + why));
      EXPECT_THAT(end.output, Not(HasSubstr("failed"))) << "no directive was run";
    }
  }
}

// It has longer to start than a directive may take.
TEST_F(engine_program, one_that_never_starts_is_one_error) {
  const ProgramEnd end = run("cat >/dev/null", "--timeout 0.5 two.wast one.wast");
  EXPECT_EQ(end.status, 2) << end.output;
  EXPECT_THAT(end.output, HasSubstr("cannot be used: the engine did not answer within 10 s"));
}

// The first one says hello and ends at the first request; those that follow do not start.
TEST_F(engine_program, one_that_starts_no_more_is_given_up) {
  const ProgramEnd end =
      run("echo start >>starts; test $(wc -l <starts) = 1 || exit 7; " + says_hello + "read -r line; exit 3",
          "-j1 two.wast one.wast two.wast");
  EXPECT_EQ(end.status, 1) << end.output;
  EXPECT_EQ(count_of(read("starts"), "start"), 4u);
  EXPECT_THAT(end.output,
              HasSubstr("the engine could not be started 3 times in a row, and is given up: the engine ended "
                        "with status 7"));
  EXPECT_THAT(end.output, HasSubstr("0 passed, 5 failed"));
}

// Whether a process is there, and no zombie.
bool is_alive(const std::string& pid) {
  std::ifstream status("/proc/" + pid + "/stat");
  std::string line;
  if (!std::getline(status, line)) return false;
  const char state = line[line.rfind(')') + 2];
  return state != 'Z' && state != 'X';
}

bool wait_until(std::chrono::milliseconds time, const std::function<bool()>& holds) {
  for (const engines::Deadline deadline(time); !deadline.is_over(); usleep(10'000)) {
    if (holds()) return true;
  }
  return holds();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

pid_t start_runner(const std::string& folder, std::vector<const char*> words) {
  words.push_back(nullptr);
  const pid_t pid = fork();
  if (pid != 0) return pid;
  const int nothing = open("/dev/null", O_RDWR);
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nothing, fd);
  if (chdir(folder.c_str()) == 0) execv(spec_runner_program.c_str(), const_cast<char* const*>(words.data()));
  _exit(127);
}

// Nor is what they have started there a second later, however the runner ends.
TEST_F(engine_program, busy_ones_end_with_the_runner) {
  write("engine", "sleep 1000 & echo $! >>pids; echo $$ >>pids; " + says_hello + "while :; do :; done");
  std::vector<const char*> words{"spec-runner", "--engine", "sh ./engine", "one.wast"};
  for (const std::size_t pids : {2u, 4u}) {  // with --isolate there is one for the runner itself as well
    if (pids == 4) words.push_back("--isolate");
    for (const int signal : {SIGKILL, SIGTERM, SIGINT, SIGHUP}) {
      write("pids", "");
      const pid_t runner = start_runner(path(""), words);
      EXPECT_TRUE(wait_until(std::chrono::seconds(30), [&] { return lines_of(read("pids")).size() == pids; }));
      kill(runner, signal);
      waitpid(runner, nullptr, 0);
      for (const std::string& pid : lines_of(read("pids"))) {
        EXPECT_TRUE(wait_until(std::chrono::seconds(1), [&] { return !is_alive(pid); })) << pids << " " << signal;
      }
    }
  }
}

// Each answer comes in time, and all of them do not.
TEST_F(engine_program, timeout_is_for_a_directive) {
  std::string nested = "(module (module $M0 (func (export \"f\")))";
  for (int i = 1; i < 9; ++i) {
    const std::string of = "$M" + std::to_string(i - 1);
    nested += "(module $M" + std::to_string(i) + " (alias outer 0 " + of + " (module " + of +
              ")) (instance (instantiate " + of + ")) (instance (instantiate " + of + ")))";
  }
  write("nested.wast", nested + "(instance (instantiate $M8)))\n(module)");
  const std::string slow = R"(id=0; while read -r line; do id=$((id + 1)); sleep 0.02; case $line in
*hello*) more='"protocol": 1, "engine": "x"';; *instantiate*) more='"end": "instantiated"';;
*register*) more='"end": "done"';; *) more='"end": "valid"';; esac; echo "{\"id\": $id, $more}"; done)";
  const ProgramEnd end = run(slow, "--linking=instances --timeout 1 nested.wast");
  EXPECT_THAT(end.output, testing::AnyOf(HasSubstr("nested.wast:1:1: module failed: interrupted: not done within 1 s"),
                                         HasSubstr("module failed: lost: the engine did not answer within 1 s")));
  EXPECT_THAT(end.output, HasSubstr("1 passed, 1 failed"));
}

// Those of a script's first line, which say more than an engine has by itself.
TEST_F(engine_program, options_of_scripts_reach_it) {
  const std::string conformance = MODLINK_SOURCE_DIR "/tools/engines/conformance/";
  const ProgramEnd ours = shell("spec-runner --engine 'modlink oracle --batch' " + conformance + "features.wast " +
                                conformance + "limits.wast");
  EXPECT_THAT(ours.output, HasSubstr("9 passed, 0 failed\n"));
  const ProgramEnd wabt =
      shell("spec-runner -v --engine wabt-engine " + conformance + "features.wast " + conformance + "limits.wast");
  EXPECT_THAT(wabt.output, HasSubstr("4 passed, 0 failed, 5 skipped\n"));
  EXPECT_THAT(wabt.output, HasSubstr("skipped: the script asks for what the engine cannot be told: limits: "
                                     "memory_bytes 65536, params 2, table_elements 4"));
}

TEST_F(engine_program, scripts_that_ask_for_too_much_are_skipped) {
  write("gc.wast", ";; options: --enable wide-arithmetic\n(module)\n(no directive)");
  write("all.wast", ";; options: --enable threads --enable gc\n(module)");
  const ProgramEnd wabt = shell("cd '" + path("") + "'; spec-runner -v --engine wabt-engine gc.wast all.wast");
  EXPECT_THAT(wabt.output, HasSubstr("module skipped: the engine cannot do as the script asks: libwabt has no "
                                     "wide-arithmetic"));
  EXPECT_THAT(wabt.output, HasSubstr("1 passed, 1 failed, 1 skipped"));
  const ProgramEnd said = shell("cd '" + path("") + "'; spec-runner --engine wabt-engine gc.wast all.wast");
  EXPECT_THAT(said.output, HasSubstr("gc.wast: skipped: the engine cannot do as the script asks: libwabt has no "
                                     "wide-arithmetic\n"));
  const ProgramEnd canned =
      run(says_hello + R"(read -r line; echo '{"id": 2, "end": "valid"}')"
                       R"(; read -r line; echo '{"id": 3, "end": "instantiated"}'; cat >/dev/null)",
          "-v --enable wide-arithmetic gc.wast");
  EXPECT_THAT(canned.output, HasSubstr("1 passed, 1 failed")) << "the command line asks for it too";
}

// Which may be for whoever reads the scripts.
TEST_F(engine_program, what_the_command_line_asks_for_skips_nothing) {
  write("one.wast",
        "(module (func (export \"f\") (result i32) (i32.const 1)))\n(assert_return (invoke \"f\") (i32.const 1))");
  write("simd.wast", ";; options: --disable simd\n(module (func))");
  const ProgramEnd wabt =
      shell("cd '" + path("") + "'; spec-runner --engine wabt-engine --enable wide-arithmetic one.wast simd.wast");
  EXPECT_EQ(wabt.output, "3 passed, 0 failed\n");
}

}  // namespace
}  // namespace modlink::runner
