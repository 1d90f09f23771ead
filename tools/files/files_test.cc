#include "tools/files/files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

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
  static std::string failure(const std::string& path) {
    try {
      read_file(path);
      return "";
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.status, Status::usage);
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
  EXPECT_EQ(failure(path("a")), path("a") + ": larger than 1024 MiB");
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

}  // namespace
}  // namespace modlink::cli
