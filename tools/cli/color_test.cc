// Whether what is printed is in colour, and how.
#include "tools/cli/color.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

namespace modlink::cli {
namespace {

constexpr const char* variables[] = {"NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"};

class color : public ::testing::Test {
 protected:
  color() {
    for (const char* name : variables) unsetenv(name);
    terminal_ = posix_openpt(O_RDWR | O_NOCTTY);
    if (pipe(pipe_) != 0) ADD_FAILURE();
  }
  ~color() override {
    for (const int fd : {terminal_, pipe_[0], pipe_[1]}) close(fd);
  }

  bool on_terminal(ColorWhen when = ColorWhen::automatic) const { return uses_color(when, terminal_); }
  bool on_pipe(ColorWhen when = ColorWhen::automatic) const { return uses_color(when, pipe_[1]); }

 private:
  int terminal_ = -1;
  int pipe_[2] = {-1, -1};
};

TEST_F(color, is_for_terminals) {
  EXPECT_TRUE(on_terminal());
  EXPECT_FALSE(on_pipe());
}

TEST_F(color, the_option_is_stronger_than_the_environment) {
  setenv("NO_COLOR", "1", 1);
  EXPECT_TRUE(on_pipe(ColorWhen::always));
  setenv("NO_COLOR", "", 1);
  setenv("FORCE_COLOR", "1", 1);
  EXPECT_FALSE(on_terminal(ColorWhen::never));
}

TEST_F(color, no_color_is_stronger_than_what_forces_it) {
  setenv("NO_COLOR", "1", 1);
  setenv("FORCE_COLOR", "1", 1);
  EXPECT_FALSE(on_terminal());
  setenv("NO_COLOR", "", 1);
  EXPECT_TRUE(on_pipe());
}

TEST_F(color, each_variable_that_forces_it) {
  for (const char* name : {"FORCE_COLOR", "CLICOLOR_FORCE"}) {
    setenv(name, "0", 1);
    EXPECT_FALSE(on_pipe()) << name;
    setenv(name, "1", 1);
    EXPECT_TRUE(on_pipe()) << name;
    unsetenv(name);
  }
}

TEST_F(color, each_variable_that_forbids_it) {
  setenv("CLICOLOR", "0", 1);
  EXPECT_FALSE(on_terminal());
  setenv("CLICOLOR", "1", 1);
  EXPECT_TRUE(on_terminal());
  setenv("TERM", "dumb", 1);
  EXPECT_FALSE(on_terminal());
}

TEST_F(color, paints) {
  EXPECT_EQ(painted("a", Color::red, true), "\x1b[31ma\x1b[0m");
  EXPECT_EQ(painted("a", Color::red, false), "a");
}

}  // namespace
}  // namespace modlink::cli
