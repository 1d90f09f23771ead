#include "tools/files/unfinished.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tools/files/files.h"

namespace modlink::cli {
namespace {

namespace fs = std::filesystem;

class unfinished : public testing::Test {
 protected:
  unfinished() {
    std::string name = testing::TempDir() + "modlink-unfinished-XXXXXX";
    folder_ = mkdtemp(name.data());
    std::ofstream(folder_ / "old") << "old";
  }
  ~unfinished() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      result.push_back(entry.path().lexically_relative(folder_).string());
    }
    std::sort(result.begin(), result.end());
    return result;
  }
  std::string content(const std::string& name) const {
    std::ifstream file(path(name));
    return {std::istreambuf_iterator<char>(file), {}};
  }
  // How a process that does this ends.
  template <class Do>
  static int status_of(Do what) {
    const pid_t child = fork();
    if (child == 0) {
      what();
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status;
  }

 private:
  fs::path folder_;
};

using Names = std::vector<std::string>;

TEST_F(unfinished, goes_again) {
  {
    Unfinished folder(path("new"), Unfinished::Kind::folder);
    Unfinished file(path("new/file"), Unfinished::Kind::file);
    Unfinished other(path("other"), Unfinished::Kind::file);
    EXPECT_EQ(other.move_to(path("old")), 0);
    EXPECT_EQ(content("old"), "");
    EXPECT_EQ(Unfinished(path("old"), Unfinished::Kind::file).error(), EEXIST);
  }
  EXPECT_EQ(names(), Names{"old"});
  EXPECT_EQ(content("old"), "old");
}

TEST_F(unfinished, stays_when_it_is_finished) {
  {
    Unfinished file(path("file"), Unfinished::Kind::file);
    Unfinished other(path("other"), Unfinished::Kind::file);
    EXPECT_EQ(file.move_to(path("new")), 0);
    EXPECT_EQ(other.move_to(path("old")), 0);
    const Undisturbed undisturbed;
    file.finish(undisturbed);
    other.finish(undisturbed);
  }
  EXPECT_EQ(names(), (Names{"new", "old"}));
  EXPECT_EQ(content("old"), "");
}

TEST_F(unfinished, goes_when_a_signal_ends_the_program) {
  for (const int signal : {SIGINT, SIGTERM, SIGPIPE, SIGHUP}) {
    const int status = status_of([&] {
      remove_unfinished_on_signals();
      Unfinished folder(path("new"), Unfinished::Kind::folder);
      Unfinished file(path("new/file"), Unfinished::Kind::file);
      Unfinished other(path("other"), Unfinished::Kind::file);
      if (other.move_to(path("old")) == 0) raise(signal);
    });
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == signal) << signal;
    EXPECT_EQ(names(), Names{"old"}) << signal;
    EXPECT_EQ(content("old"), "old") << signal;
  }
}

TEST_F(unfinished, ignored_signals_stay_ignored) {
  const int status = status_of([] {
    signal(SIGINT, SIG_IGN);
    remove_unfinished_on_signals();
    raise(SIGINT);
  });
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST_F(unfinished, a_file_that_becomes_too_large_is_an_error) {
  const int status = status_of([&] {
    remove_unfinished_on_signals();
    const rlimit size{1000, 1000};
    setrlimit(RLIMIT_FSIZE, &size);
    try {
      write_file(path("old"), std::string(2000, 'x'));
    } catch (const Failure& failure) {
      _exit(failure.message == path("old") + ": File too large" ? 5 : 6);
    }
  });
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 5);
  EXPECT_EQ(names(), Names{"old"});
  EXPECT_EQ(content("old"), "old");
}

}  // namespace
}  // namespace modlink::cli
