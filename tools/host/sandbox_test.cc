#include "tools/host/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "tools/host/test_folder.h"

namespace modlink::host {
namespace {

// Both ways to look paths up have to agree.
class sandbox : public testing::TestWithParam<Lookup> {
 protected:
  // The errno of opening, or 0.
  int open(const std::string& path, int flags = O_RDONLY) const {
    try {
      open_beneath(root_.get(), path, flags, 0666, GetParam());
      return 0;
    } catch (const SystemError& error) {
      return error.code;
    }
  }

  std::string read(const std::string& path) const {
    const Fd fd = open_beneath(root_.get(), path, O_RDONLY, 0, GetParam());
    char buffer[64];
    return {buffer, static_cast<std::size_t>(check(::read(fd.get(), buffer, sizeof buffer)))};
  }

  int entry_error(const std::string& path) const {
    try {
      find_entry(root_.get(), path, GetParam());
      return 0;
    } catch (const SystemError& error) {
      return error.code;
    }
  }

  TestFolder folder_;
  Fd root_ = folder_.open();
};

TEST_P(sandbox, opens_what_is_inside) {
  EXPECT_EQ(read("a"), "a");
  EXPECT_EQ(read("./dir//b"), "b");
  EXPECT_EQ(read("dir/deep/../b"), "b");
  EXPECT_EQ(read("dir/../dir/deep/../../a"), "a");
  EXPECT_EQ(open("."), 0);
  EXPECT_EQ(open("dir/.."), 0);
  EXPECT_EQ(open("dir/"), 0);
}

TEST_P(sandbox, follows_links_that_stay_inside) {
  EXPECT_EQ(read("here"), "a");
  EXPECT_EQ(read("dir/back"), "a");
  EXPECT_EQ(read("round"), "a");
  EXPECT_EQ(read("dir/self/dir/self/dir/deep/c"), "c");
  EXPECT_EQ(open("dir/self/"), 0);
}

TEST_P(sandbox, refuses_dots_that_lead_out) {
  EXPECT_EQ(open(".."), not_capable);
  EXPECT_EQ(open("../"), not_capable);
  EXPECT_EQ(open("../inside/a"), not_capable);
  EXPECT_EQ(open("dir/../../outside/secret"), not_capable);
  EXPECT_EQ(open("dir/deep/../../.."), not_capable);
  EXPECT_EQ(open("dir/self/../outside/secret"), not_capable);
}

TEST_P(sandbox, refuses_absolute_paths) {
  EXPECT_EQ(open("/"), not_capable);
  EXPECT_EQ(open("/etc/passwd"), not_capable);
  EXPECT_EQ(open((folder_.inside() / "a").string()), not_capable);
}

TEST_P(sandbox, refuses_links_that_lead_out) {
  EXPECT_EQ(open("secret"), not_capable);
  EXPECT_EQ(open("absolute"), not_capable);
  EXPECT_EQ(open("up"), not_capable);
  EXPECT_EQ(open("up/secret"), not_capable);
  EXPECT_EQ(open("up/../inside/a"), not_capable);
  EXPECT_EQ(open("secret", O_WRONLY | O_CREAT | O_TRUNC), not_capable);
  EXPECT_EQ(open("up/new", O_WRONLY | O_CREAT), not_capable);
  EXPECT_EQ(TestFolder::content(folder_.root() / "outside/secret"), "secret");
  EXPECT_FALSE(std::filesystem::exists(folder_.root() / "outside/new"));
}

TEST_P(sandbox, a_link_at_the_end_is_not_followed_where_that_is_not_wanted) {
  EXPECT_EQ(open("here", O_RDONLY | O_NOFOLLOW), ELOOP);
  EXPECT_EQ(open("secret", O_RDONLY | O_NOFOLLOW), ELOOP);
  EXPECT_EQ(open("secret", O_PATH | O_NOFOLLOW), 0);
  EXPECT_EQ(open("dir/self/a", O_RDONLY | O_NOFOLLOW), 0);
  EXPECT_EQ(open("up/", O_PATH | O_NOFOLLOW), not_capable);
  EXPECT_EQ(open("here", O_WRONLY | O_CREAT | O_EXCL), EEXIST);
}

TEST_P(sandbox, says_what_the_system_says) {
  EXPECT_EQ(open("none"), ENOENT);
  EXPECT_EQ(open(""), ENOENT);
  EXPECT_EQ(open("none/a"), ENOENT);
  EXPECT_EQ(open("a/b"), ENOTDIR);
  EXPECT_EQ(open("a/"), ENOTDIR);
  EXPECT_EQ(open("a/.."), ENOTDIR);
  EXPECT_EQ(open("loop"), ELOOP);
  EXPECT_EQ(open("loop/a"), ELOOP);
  EXPECT_EQ(open("dir", O_WRONLY), EISDIR);
  EXPECT_EQ(open("new/", O_WRONLY | O_CREAT), EISDIR);
  EXPECT_EQ(open(std::string(5000, 'x')), ENAMETOOLONG);
  EXPECT_EQ(open(std::string(300, 'x')), ENAMETOOLONG);
}

TEST_P(sandbox, creates_through_links_that_stay_inside) {
  EXPECT_EQ(open("hanging", O_WRONLY | O_CREAT), 0);
  EXPECT_TRUE(std::filesystem::exists(folder_.inside() / "dir/new"));
}

TEST_P(sandbox, opening_never_waits_for_the_other_end) {
  ASSERT_EQ(mkfifo((folder_.inside() / "fifo").c_str(), 0600), 0);
  EXPECT_EQ(open("fifo", O_WRONLY), ENXIO);
  char byte = 0;
  const Fd reader = open_beneath(root_.get(), "fifo", O_RDONLY, 0, GetParam());
  EXPECT_EQ(::read(reader.get(), &byte, 1), 0);
  const Fd asked = open_beneath(root_.get(), "fifo", O_RDONLY | O_NONBLOCK, 0, GetParam());
  EXPECT_NE(fcntl(asked.get(), F_GETFL) & O_NONBLOCK, 0);
  const Fd writer = open_beneath(root_.get(), "fifo", O_WRONLY, 0, GetParam());
  EXPECT_EQ(::read(reader.get(), &byte, 1), -1);
  EXPECT_EQ(errno, EAGAIN);
  const Fd file = open_beneath(root_.get(), "a", O_RDONLY, 0, GetParam());
  EXPECT_EQ(fcntl(file.get(), F_GETFL) & O_NONBLOCK, 0);
  const Fd both = open_beneath(root_.get(), "fifo", O_RDWR, 0, GetParam());
  EXPECT_EQ(::read(both.get(), &byte, 1), -1);
  EXPECT_EQ(errno, EAGAIN);
}

TEST_P(sandbox, long_paths_of_many_directories) {
  std::string path;
  for (int i = 0; i < 1000; ++i) path += "./";
  EXPECT_EQ(read(path + "a"), "a");
  path.clear();
  for (int i = 0; i < 300; ++i) path += "dir/../";
  EXPECT_EQ(read(path + "a"), "a");
  EXPECT_EQ(open(path + "../a"), not_capable);
}

TEST_P(sandbox, entries_are_found_by_parent_and_name) {
  const Entry entry = find_entry(root_.get(), "dir/self/dir//new/", GetParam());
  EXPECT_EQ(entry.name, "new/");
  EXPECT_EQ(faccessat(entry.parent.get(), "b", F_OK, 0), 0);
  EXPECT_EQ(find_entry(root_.get(), "secret", GetParam()).name, "secret");
  EXPECT_EQ(find_entry(root_.get(), "dir/..", GetParam()).name, "..");
}

TEST_P(sandbox, entries_are_never_outside) {
  EXPECT_EQ(entry_error("../new"), not_capable);
  EXPECT_EQ(entry_error("up/new"), not_capable);
  EXPECT_EQ(entry_error("/new"), not_capable);
  EXPECT_EQ(entry_error("/"), not_capable);
  EXPECT_EQ(entry_error("../.."), not_capable);
  EXPECT_EQ(entry_error(""), ENOENT);
  EXPECT_EQ(entry_error("a/new"), ENOTDIR);
}

std::vector<Lookup> lookups() {
  std::vector<Lookup> result{Lookup::walk};
  if (best_lookup() == Lookup::kernel) result.push_back(Lookup::kernel);
  return result;
}

INSTANTIATE_TEST_SUITE_P(both, sandbox, testing::ValuesIn(lookups()),
                         [](const auto& info) { return info.param == Lookup::walk ? "walk" : "kernel"; });

}  // namespace
}  // namespace modlink::host
