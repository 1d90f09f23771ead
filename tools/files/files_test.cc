#include "tools/files/files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "tools/files/read_files.h"

namespace modlink::cli {
namespace {

class files : public testing::Test {
 protected:
  files() : folder_(std::filesystem::path(testing::TempDir()) / ("modlink-files." + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~files() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string make_fifo() const {
    EXPECT_EQ(mkfifo(path("fifo").c_str(), 0600), 0);
    return path("fifo");
  }
  static std::string failure(const std::string& path, NamedBy by = NamedBy::user, Status status = Status::usage) {
    try {
      read_file(path, by);
      return "";
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.status, status);
      return failure.message;
    }
  }

 private:
  std::filesystem::path folder_;
};

TEST_F(files, are_read_whole) {
  const std::string content(200'000, 'x');
  std::ofstream(path("a")) << content;
  EXPECT_EQ(read_file(path("a")), content);
  EXPECT_EQ(read_file("/dev/null"), "");
}

TEST_F(files, that_cannot_be_read) {
  EXPECT_EQ(failure(path("none")), path("none") + ": No such file or directory");
  EXPECT_EQ(failure(path("")), path("") + ": Is a directory");
}

TEST_F(files, that_never_end) {
  EXPECT_EQ(failure("/dev/zero"), "/dev/zero: larger than 16 MiB");
  EXPECT_EQ(failure("/dev/full"), "/dev/full: larger than 16 MiB");
}

TEST_F(files, that_are_too_large_are_not_read_first) {
  std::ofstream(path("a")) << "x";
  std::filesystem::resize_file(path("a"), (std::uintmax_t{1} << 30) + 1);
  EXPECT_EQ(failure(path("a"), NamedBy::user, Status::failed),
            path("a") + ": limit: larger than 1073741824 bytes (--limit source_bytes) [limit-source-bytes]");
}

TEST_F(files, a_fifo_that_nobody_writes_to) {
  const std::string fifo = make_fifo();
  EXPECT_EQ(failure(fifo), fifo + ": a FIFO that no program writes to");
}

// The first byte is waited for even longer than a writer.
TEST_F(files, a_fifo_is_read_to_its_end) {
  using namespace std::chrono_literals;
  const std::string fifo = make_fifo();
  std::thread writer([&] {
    std::this_thread::sleep_for(100ms);
    std::ofstream file(fifo);
    std::this_thread::sleep_for(3500ms);
    file << "one" << std::flush;
    std::this_thread::sleep_for(100ms);
    file << "two";
  });
  EXPECT_EQ(read_file(fifo), "onetwo");
  writer.join();
}

TEST_F(files, a_fifo_into_which_nothing_was_written_is_empty) {
  const std::string fifo = make_fifo();
  std::thread writer([&] { std::ofstream file(fifo); });
  EXPECT_EQ(read_file(fifo), "");
  writer.join();
}

TEST_F(files, that_another_file_names_are_regular) {
  using namespace std::chrono_literals;
  const std::string fifo = make_fifo();
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(failure(fifo, NamedBy::file), fifo + ": is a FIFO");
  const int writer = open(fifo.c_str(), O_RDWR);
  EXPECT_EQ(failure(fifo, NamedBy::file), fifo + ": is a FIFO");
  close(writer);
  EXPECT_EQ(failure("/dev/zero", NamedBy::file), "/dev/zero: is a device");
  EXPECT_EQ(failure(path(""), NamedBy::file), path("") + ": is a folder");
  std::filesystem::create_symlink("loop", path("loop"));
  EXPECT_EQ(failure(path("loop"), NamedBy::file), path("loop") + ": Too many levels of symbolic links");
  EXPECT_EQ(failure("-", NamedBy::file), "-: No such file or directory");
  EXPECT_LT(std::chrono::steady_clock::now() - start, 1s);
}

TEST_F(files, lie_in_folders) {
  std::filesystem::create_directories(path("a/b"));
  std::filesystem::create_symlink(path(""), path("a/out"));
  const std::string folder = path("a");
  for (const char* inside : {"a/x", "a/b/x", "a/b/../x", "a/none/x", "a/out/a/x", "a/b/../../a/x"}) {
    EXPECT_TRUE(lies_in(path(inside), folder)) << inside;
  }
  for (const char* outside : {"x", "ab/x", "a/../x", "a/b/../../x", "a/out/x"}) {
    EXPECT_FALSE(lies_in(path(outside), folder)) << outside;
  }
  std::filesystem::create_symlink("loop", path("a/loop"));
  EXPECT_TRUE(lies_in(path("a/loop"), folder));
  EXPECT_FALSE(lies_in(path("a/loop/../../x"), folder));
  EXPECT_TRUE(lies_in("x", ""));
  EXPECT_FALSE(lies_in("../x", ""));
  EXPECT_FALSE(lies_in(path("x"), path("none")));
}

class written_files : public files {
 protected:
  static std::string content(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::string make(const std::string& name, const std::string& what) const {
    std::ofstream(path(name)) << what;
    return path(name);
  }
  std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (const auto& entry : std::filesystem::directory_iterator(path(""))) {
      result.push_back(entry.path().filename().string());
    }
    std::sort(result.begin(), result.end());
    return result;
  }
  static struct stat status(const std::string& path) {
    struct stat result {};
    EXPECT_EQ(lstat(path.c_str(), &result), 0);
    return result;
  }
  template <class Write>
  static std::string failure_of(Write write) {
    try {
      write();
      return "";
    } catch (const Failure& failure) {
      return failure.message;
    }
  }
};

using Names = std::vector<std::string>;

TEST_F(written_files, take_the_place_and_the_mode_of_what_was_there) {
  const std::string file = make("a", "old");
  ASSERT_EQ(chmod(file.c_str(), 0750), 0);
  const ino_t before = status(file).st_ino;
  write_file(file, "new");
  EXPECT_EQ(content(file), "new");
  EXPECT_EQ(status(file).st_mode & 07777, 0750u);
  EXPECT_NE(status(file).st_ino, before);
  EXPECT_EQ(names(), Names{"a"});
}

TEST_F(written_files, have_the_mode_that_the_system_gives_to_new_ones) {
  const mode_t mask = umask(027);
  write_file(path("a"), "new");
  umask(mask);
  EXPECT_EQ(status(path("a")).st_mode & 07777, 0640u);
}

TEST_F(written_files, links_stay_links) {
  std::filesystem::create_directory(path("folder"));
  make("folder/file", "old");
  std::filesystem::create_symlink("folder/file", path("one"));
  std::filesystem::create_symlink(path("one"), path("two"));
  std::filesystem::create_symlink("folder/none", path("hanging"));
  write_file(path("two"), "new");
  write_file(path("hanging"), "more");
  EXPECT_EQ(content(path("folder/file")), "new");
  EXPECT_EQ(content(path("folder/none")), "more");
  EXPECT_EQ(names(), (Names{"folder", "hanging", "one", "two"}));
  EXPECT_TRUE(S_ISLNK(status(path("two")).st_mode) && S_ISLNK(status(path("hanging")).st_mode));
  std::filesystem::create_symlink("loop", path("loop"));
  EXPECT_EQ(failure_of([&] { write_file(path("loop"), "x"); }), path("loop") + ": Too many levels of symbolic links");
}

TEST_F(written_files, with_other_names_keep_them) {
  const std::string file = make("a", "a long old content");
  std::filesystem::create_hard_link(file, path("b"));
  write_file(file, "new");
  EXPECT_EQ(content(path("b")), "new");
  EXPECT_EQ(names(), (Names{"a", "b"}));
}

// As `modlink -o /dev/stdout > a` is: the one who opened the file goes on with it.
TEST_F(written_files, that_are_open_are_not_replaced) {
  const std::string file = make("a", "old");
  const int fd = open(file.c_str(), O_WRONLY | O_CLOEXEC);
  write_file("/proc/self/fd/" + std::to_string(fd), "new");
  write_file("/dev/null", "new");
  struct stat opened {};
  fstat(fd, &opened);
  close(fd);
  EXPECT_EQ(status(file).st_ino, opened.st_ino);
  EXPECT_EQ(content(file), "new");
}

TEST_F(written_files, what_cannot_be_written_stays) {
  EXPECT_EQ(failure_of([&] { write_file(path("none/a"), "x", NamedBy::file); }),
            path("none/a") + ": No such file or directory");
  EXPECT_EQ(failure_of([&] { write_file(path(""), "x"); }), path("") + ": Is a directory");
  EXPECT_EQ(failure_of([&] { write_file("/dev/full", "x"); }), "/dev/full: No space left on device");
  const std::string fifo = make_fifo();
  EXPECT_EQ(failure_of([&] { write_file(fifo, "x", NamedBy::file); }), fifo + ": is a FIFO");
  EXPECT_EQ(names(), Names{"fifo"});
}

TEST_F(written_files, several_are_written_in_new_folders) {
  write_files(path("x/y"), {{"a", "1"}, {"b", "2"}});
  EXPECT_EQ(content(path("x/y/a")) + content(path("x/y/b")), "12");
}

// Each is beside its place while the later ones are written, so their names must not be looked for from the first on.
TEST_F(written_files, that_are_many_are_written_fast) {
  using namespace std::chrono_literals;
  std::vector<NewFile> files;
  for (int i = 0; i < 3000; ++i) files.push_back({std::to_string(i), "x"});
  const auto start = std::chrono::steady_clock::now();
  write_files(path(""), files);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 10s);
  EXPECT_EQ(names().size(), 3000u);
}

TEST_F(written_files, names_may_have_folders) {
  write_files(path("x"), {{"a", "1"}, {"y/z/b", "2"}});
  EXPECT_EQ(content(path("x/a")) + content(path("x/y/z/b")), "12");
}

TEST_F(written_files, what_is_there_is_replaced_only_if_it_may_be) {
  make("a", "old");
  const std::string message = failure_of([&] { write_files(path(""), {{"b", "1"}, {"a", "new"}}, Replace::nothing); });
  EXPECT_EQ(message, path("a") + ": it is there, with another content; --force replaces it");
  EXPECT_EQ(content(path("a")), "old");
  EXPECT_EQ(names(), (Names{"a"}));
  write_files(path(""), {{"b", "1"}, {"a", "old"}}, Replace::nothing);
  EXPECT_EQ(names(), (Names{"a", "b"}));
  write_files(path(""), {{"b", "1"}, {"a", "new"}});
  EXPECT_EQ(content(path("a")), "new");
}

TEST_F(written_files, several_are_all_written_or_none) {
  const std::string message = failure_of([&] { write_files(path("x/y"), {{"a", "1"}, {"/dev/null/b", "2"}}); });
  EXPECT_EQ(message, "/dev/null: File exists");
  EXPECT_EQ(names(), Names{});
  make("a", "old");
  std::filesystem::create_directory(path("b"));
  EXPECT_EQ(failure_of([&] { write_files(path(""), {{"a", "1"}, {"b", "2"}}); }), path("b") + ": is a folder");
  EXPECT_EQ(content(path("a")), "old");
  EXPECT_EQ(names(), (Names{"a", "b"}));
}

TEST_F(written_files, of_the_user_may_be_in_several_folders) {
  write_files({{path("x/a"), "1"}, {path("y/b"), "2"}, {"/dev/null", "3"}});
  EXPECT_EQ(content(path("x/a")) + content(path("y/b")), "12");
  EXPECT_EQ(failure_of([&] {
              write_files({{path("x/a"), "new"}, {path("z/c"), "4"}, {"/dev/full", "5"}});
            }),
            "/dev/full: No space left on device");
  EXPECT_EQ(content(path("x/a")), "1");
  EXPECT_EQ(names(), (Names{"x", "y"}));
}

TEST_F(written_files, may_be_one_place) {
  make("a", "");
  std::filesystem::create_symlink("a", path("link"));
  std::filesystem::create_symlink("none", path("hanging"));
  for (const char* name : {"a", "./a", "none/../a", "link"})
    EXPECT_EQ(is_one_output(path("a"), path(name)), name[0] != 'n');
  for (const char* name : {"none", "./none", "x/../none", "hanging"})
    EXPECT_TRUE(is_one_output(path("none"), path(name)));
  EXPECT_FALSE(is_one_output(path("a"), path("b")));
  EXPECT_FALSE(is_one_output(path("b"), path("c")));
  EXPECT_TRUE(is_one_output("-", "-"));
  EXPECT_FALSE(is_one_output("/dev/null", "/dev/null"));
}

TEST_F(written_files, may_be_among_those_that_are_read) {
  make("a", "");
  std::filesystem::create_directory(path("folder"));
  std::filesystem::create_symlink("a", path("link"));
  std::filesystem::create_hard_link(path("a"), path("hard"));
  ReadFiles files;
  for (const char* name : {"a", "none", "folder"}) files.add(path(name));
  for (const char* name : {"-", "/dev/null"}) files.add(name);
  EXPECT_EQ(files.lost_to(path("a")), path("a") + " is one of the files that are read");
  for (const char* name : {"./a", "folder/../a", "none/../a", "link", "hard"}) {
    EXPECT_EQ(files.lost_to(path(name)), path(name) + " is " + path("a") + ", one of the files that are read");
  }
  EXPECT_NE(files.lost_to(path("folder")), "");
  for (const char* name : {"b", "none", "x/../b"}) EXPECT_EQ(files.lost_to(path(name)), "");
  EXPECT_EQ(files.lost_to("/dev/null"), "");
}

}  // namespace
}  // namespace modlink::cli
