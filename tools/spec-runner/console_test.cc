// The program on a terminal.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <sys/ioctl.h>

#include "tools/spec-runner/test_program.h"

namespace modlink::runner {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

// What the program writes to a terminal that is so wide.
std::string on_terminal(const std::string& line, unsigned short columns) {
  winsize size{24, columns, 0, 0};
  int terminal = -1;
  const pid_t pid = forkpty(&terminal, nullptr, nullptr, &size);
  if (pid == 0) {
    setenv("TERM", "xterm", 1);
    for (const char* name : {"NO_COLOR", "CLICOLOR"}) unsetenv(name);
    execl("/bin/sh", "sh", "-c", ("exec '" + spec_runner_program + "' " + line).c_str(), nullptr);
    _exit(127);
  }
  std::string output;
  char buffer[4096];
  for (ssize_t count = 0; (count = read(terminal, buffer, sizeof buffer)) > 0;) {
    output.append(buffer, static_cast<std::size_t>(count));
  }
  close(terminal);
  waitpid(pid, nullptr, 0);
  return output;
}

class console : public testing::Test {
 protected:
  console() {
    folder_.write("a.wast", failing_script);
    folder_.write("b.wast", "(module)");
  }
  std::string files() const { return "-j1 '" + folder_.path("a.wast") + "' '" + folder_.path("b.wast") + "' "; }
  TestFolder folder_;
};

TEST_F(console, has_a_live_line_on_a_terminal) {
  const std::string output = on_terminal(files() + "--timeout 2", 300);
  EXPECT_THAT(output, HasSubstr("\r\x1b[K0/2 scripts, "));
  EXPECT_THAT(output, HasSubstr(" directives/s, 1 failed, running " + folder_.path("a.wast")));
  EXPECT_THAT(output, EndsWith("3 passed, 3 failed\x1b[0m\r\n"));
  // It went before something else came.
  EXPECT_THAT(output, HasSubstr("\r\x1b[K\x1b[1m" + folder_.path("a.wast") + ":4:1:"));
}

TEST_F(console, the_live_line_is_no_wider_than_the_terminal) {
  const std::string output = on_terminal(files() + "--timeout 2", 20);
  EXPECT_THAT(output, HasSubstr("\r\x1b[K0/2 scripts, "));
  EXPECT_THAT(output, Not(HasSubstr("running")));
}

TEST_F(console, has_no_live_line_elsewhere) {
  EXPECT_THAT(folder_.run("spec-runner a.wast --timeout 0.5").output, Not(HasSubstr("\x1b")));
  EXPECT_THAT(on_terminal(files() + "--timeout 0.5 --report tap=-", 80), Not(HasSubstr("\x1b")));
  EXPECT_THAT(on_terminal(files() + "--timeout 0.5 | cat", 80), Not(HasSubstr("\x1b")));
}

TEST_F(console, color_and_no_color) {
  EXPECT_THAT(on_terminal(files() + "--fuel 9", 80), HasSubstr("\x1b[31m"));
  EXPECT_THAT(on_terminal(files() + "--fuel 9 --color=never", 80), Not(HasSubstr("\x1b[31m")));
}

}  // namespace
}  // namespace modlink::runner
