#include <gtest/gtest.h>
#include <sys/stat.h>

#include "interpreter/test_support.h"
#include "tools/host/test_folder.h"
#include "tools/host/wasi.h"

namespace modlink::host {
namespace {

class wasi_file : public testing::Test {
 protected:
  Outcome run(const std::string& name, std::uint32_t file, std::uint32_t x, std::uint32_t count) {
    return session_.call(*files_, name, {Value::i32(file), Value::i32(x), Value::i32(count)});
  }
  std::uint64_t call(const std::string& name, std::uint32_t file, std::uint32_t x, std::uint32_t count) {
    const Outcome outcome = run(name, file, x, count);
    EXPECT_EQ(outcome.kind(), Outcome::Kind::done) << outcome.words();
    return outcome.is_done() ? outcome.results().at(0).low : 0xdead;
  }
  static WasiOptions options(const TestFolder& folder) {
    WasiOptions result;
    result.dirs.push_back({folder.inside().string(), "."});
    return result;
  }

  TestFolder folder_;
  Session session_;
  Wasi wasi_{options(folder_)};
  const InstanceValue* files_ = wasi_.file_instance(session_.store);
};

TEST_F(wasi_file, writes_append_and_reads_are_anywhere) {
  EXPECT_EQ(call("write", 2, 0x64636261, 4), 4u);
  EXPECT_EQ(call("write", 2, 0x6665, 2), 2u);
  EXPECT_EQ(call("write", 2, 0x6665, 0), 0u);
  EXPECT_EQ(TestFolder::content(folder_.inside() / "file2"), "abcdef");
  EXPECT_EQ(call("read", 2, 1, 4), 0x65646362u);
  EXPECT_EQ(call("read", 2, 5, 4), 0x66u);
  EXPECT_EQ(call("read", 2, 6, 4), 0u);
  EXPECT_EQ(call("read", 2, 0xffff'ffff, 1), 0u);
  EXPECT_EQ(call("read", 1, 0, 4), 0u);
}

TEST_F(wasi_file, at_most_four_bytes_travel) {
  EXPECT_EQ(call("write", 0xffff'ffff, 0x64636261, 100), 4u);
  EXPECT_EQ(TestFolder::content(folder_.inside() / "file4294967295"), "abcd");
  EXPECT_EQ(call("read", 0xffff'ffff, 0, 0xffff'ffff), 0x64636261u);
}

TEST_F(wasi_file, files_stay_inside) {
  std::filesystem::create_symlink("../outside/secret", folder_.inside() / "file1");
  EXPECT_EQ(run("write", 1, 0x61, 1).words(), "host trap: wasi_file: file1: leads out of the directory");
  EXPECT_EQ(run("read", 1, 0, 1).kind(), Outcome::Kind::trap);
  EXPECT_EQ(TestFolder::content(folder_.root() / "outside/secret"), "secret");
}

TEST_F(wasi_file, what_the_system_refuses_traps) {
  std::filesystem::create_directory(folder_.inside() / "file1");
  EXPECT_EQ(run("write", 1, 0x61, 1).words(), "host trap: wasi_file: file1: Is a directory");
}

TEST_F(wasi_file, pipes_are_not_waited_for) {
  ASSERT_EQ(mkfifo((folder_.inside() / "file1").c_str(), 0600), 0);
  EXPECT_EQ(run("read", 1, 0, 1).words(), "host trap: wasi_file: file1: Illegal seek");
  EXPECT_EQ(run("write", 1, 0x61, 1).words(), "host trap: wasi_file: file1: No such device or address");
}

TEST_F(wasi_file, writes_are_limited) {
  WasiOptions limited = options(folder_);
  limited.dir_limit = 4096 + 5;
  Wasi wasi(std::move(limited));
  files_ = wasi.file_instance(session_.store);
  EXPECT_EQ(call("write", 1, 0x61, 4), 4u);
  EXPECT_EQ(call("write", 1, 0x61, 2), 0u);
  EXPECT_EQ(call("write", 2, 0x61, 1), 0u);
  EXPECT_EQ(call("write", 1, 0x61, 1), 1u);
}

TEST_F(wasi_file, without_a_directory_there_are_no_files) {
  Wasi wasi({});
  files_ = wasi.file_instance(session_.store);
  EXPECT_EQ(run("read", 1, 0, 1).words(), "host trap: wasi_file: no directory: --dir gives one");
}

}  // namespace
}  // namespace modlink::host
