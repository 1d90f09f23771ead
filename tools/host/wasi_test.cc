#include "tools/host/wasi.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <random>
#include <set>

#include "interpreter/test_support.h"
#include "tools/files/failure.h"
#include "tools/host/test_folder.h"

namespace modlink::host {
namespace {

// Error numbers of WASI.
enum : std::uint32_t {
  ok = 0,
  badf = 8,
  dquot = 19,
  exist = 20,
  fault = 21,
  ilseq = 25,
  inval = 28,
  isdir = 31,
  loop = 32,
  nametoolong = 37,
  noent = 44,
  notdir = 54,
  notempty = 55,
  notsock = 57,
  perm = 63,
  pipe_error = 64,
  spipe = 70,
  notcapable = 76,
};
constexpr std::uint32_t end = 0x10000;  // of the guest's memory
constexpr std::uint64_t all = ~0ull;    // rights
constexpr std::uint64_t read_right = 1 << 1, seek_right = 1 << 2, tell_right = 1 << 5, write_right = 1 << 6;

const char* keyword(ValType type) { return type.kind == ValKind::i64 ? " i64" : " i32"; }

// For one function: it is imported, and exported as a function of the guest's own that calls it.
struct Wrapper {
  std::string import, definition;

  Wrapper(const std::string& name, const FuncType& type) {
    std::string signature = "(param", call = "(call $" + name;
    for (std::size_t i = 0; i < type.params.size(); ++i) {
      signature += keyword(type.params[i]);
      call += " (local.get " + std::to_string(i) + ")";
    }
    signature += type.results.empty() ? ")" : ") (result i32)";
    import = "(import \"wasi\" \"" + name + "\" (func $" + name + " " + signature + "))\n";
    definition = "(func (export \"" + name + "\") " + signature + call + "))\n";
  }
};

std::string guest_module(const InstanceValue& wasi, const std::string& memory) {
  std::string imports, definitions;
  for (std::size_t i = 0; i < wasi.names().size(); ++i) {
    const Wrapper wrapper(std::string(wasi.names()[i]), func_type(*std::get<FuncInst*>(wasi.vals()[i])));
    imports += wrapper.import;
    definitions += wrapper.definition;
  }
  return "(module " + imports + memory + definitions + ")";
}

// A guest that calls any function of WASI, with the folder's inside as its descriptor 3.
class Guest {
 public:
  explicit Guest(WasiOptions options, const std::string& memory = R"((memory (export "memory") 1))",
                 WasiVersion version = WasiVersion::preview1)
      : wasi_(with_files(std::move(options))) {
    session_.names["wasi"] = wasi_.instance(session_.store, version);
    instance_ =
        &session_.instantiate(guest_module(*std::get<const InstanceValue*>(session_.names["wasi"]), memory)).instance();
  }

  Outcome run(const std::string& name, const std::vector<std::uint64_t>& args) {
    FuncInst& func = *std::get<FuncInst*>(*instance_->exports->find(name));
    const FuncType& type = func_type(func);
    Values values;
    EXPECT_EQ(args.size(), type.params.size()) << name;
    for (std::size_t i = 0; i < type.params.size(); ++i) values.push_back({type.params[i], args[i], 0});
    return func_invoke(session_.store, func, values);
  }

  // The error number.
  std::uint64_t call(const std::string& name, const std::vector<std::uint64_t>& args) {
    const Outcome outcome = run(name, args);
    EXPECT_EQ(outcome.kind(), Outcome::Kind::done) << name << ": " << outcome.words();
    return !outcome.is_done() || outcome.results().empty() ? all : outcome.results()[0].low;
  }

  template <class T = std::uint32_t>
  T load(std::uint32_t address) {
    T value{};
    EXPECT_TRUE(mem_read(*memory(), address, &value, sizeof value));
    return value;
  }
  template <class T>
  void store(std::uint32_t address, T value) {
    EXPECT_TRUE(mem_write(*memory(), address, &value, sizeof value));
  }
  std::string text(std::uint32_t address, std::size_t size) {
    std::string result(size, '\0');
    EXPECT_TRUE(mem_read(*memory(), address, result.data(), size));
    return result;
  }
  void put(std::uint32_t address, const std::string& bytes) {
    EXPECT_TRUE(mem_write(*memory(), address, bytes.data(), bytes.size()));
  }

  // Opens a path for all that is possible; the descriptor, or an error number above 1000.
  std::uint64_t open(const std::string& path, std::uint32_t oflags = 0, std::uint64_t rights = all,
                     std::uint32_t lookup = 1) {
    put(100, path);
    const std::uint64_t error = call("path_open", {3, lookup, 100, path.size(), oflags, rights, all, 0, 96});
    return error == ok ? load(96) : 1000 + error;
  }
  // A function whose last arguments are a path.
  std::uint64_t call_path(const std::string& name, std::vector<std::uint64_t> args, const std::string& path) {
    put(100, path);
    args.push_back(100);
    args.push_back(path.size());
    return call(name, args);
  }
  // Writes and reads by one buffer at 2000.
  std::uint64_t write(std::uint64_t fd, const std::string& bytes) {
    put(2000, bytes);
    store<std::uint32_t>(80, 2000);
    store(84, static_cast<std::uint32_t>(bytes.size()));
    return call("fd_write", {fd, 80, 1, 88});
  }
  std::string read(std::uint64_t fd) {
    store<std::uint32_t>(80, 2000);
    store<std::uint32_t>(84, 1000);
    EXPECT_EQ(call("fd_read", {fd, 80, 1, 88}), ok);
    return text(2000, load(88));
  }

  const TestFolder& folder() const { return folder_; }
  Wasi& wasi() { return wasi_; }
  std::string output() {
    std::rewind(files_[1]);
    char buffer[1000];
    return {buffer, std::fread(buffer, 1, sizeof buffer, files_[1])};
  }

  ~Guest() {
    for (std::FILE* file : files_) std::fclose(file);
  }
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;

 private:
  MemoryInst* memory() { return instance_->memories[0]; }

  WasiOptions with_files(WasiOptions options) {
    for (int i = 0; i < 3; ++i) options.standard[i] = fileno(files_[i]);
    if (options.dirs.empty()) options.dirs.push_back({folder_.inside().string(), "sand"});
    return options;
  }

  TestFolder folder_;
  std::FILE* files_[3] = {std::tmpfile(), std::tmpfile(), std::tmpfile()};
  Session session_;
  Wasi wasi_;
  const ModuleInst* instance_ = nullptr;
};

TEST(wasi, arguments_and_environment) {
  WasiOptions options;
  options.args = {"program", "one", ""};
  options.env = {"A=b"};
  Guest guest(options);
  EXPECT_EQ(guest.call("args_sizes_get", {0, 4}), ok);
  EXPECT_EQ(guest.load(0), 3u);
  EXPECT_EQ(guest.load(4), 13u);
  EXPECT_EQ(guest.call("args_get", {0, 100}), ok);
  EXPECT_EQ(guest.load(4), 108u);
  EXPECT_EQ(guest.text(100, 13), std::string("program\0one\0\0", 13));
  EXPECT_EQ(guest.call("args_get", {0, end - 12}), fault);
  EXPECT_EQ(guest.call("args_get", {end - 8, 100}), fault);
  EXPECT_EQ(guest.call("environ_get", {0, 100}), ok);
  EXPECT_EQ(guest.text(100, 4), std::string("A=b\0", 4));
}

TEST(wasi, random_bytes_repeat_with_a_seed) {
  WasiOptions options;
  options.random_seed = 7;
  Guest a(options), b(options), c({});
  for (Guest* guest : {&a, &b, &c}) EXPECT_EQ(guest->call("random_get", {100, 30}), ok);
  EXPECT_EQ(a.text(100, 31), b.text(100, 31));
  EXPECT_NE(a.text(100, 30), c.text(100, 30));
  EXPECT_EQ(a.load<std::uint8_t>(130), 0);
  EXPECT_EQ(a.call("random_get", {end - 1, 2}), fault);
  EXPECT_EQ(c.call("random_get", {0, end}), ok);
}

TEST(wasi, clocks) {
  Guest guest({});
  EXPECT_EQ(guest.call("clock_time_get", {1, 0, 0}), ok);
  EXPECT_EQ(guest.call("clock_time_get", {1, 0, 8}), ok);
  EXPECT_LE(guest.load<std::uint64_t>(0), guest.load<std::uint64_t>(8));
  EXPECT_EQ(guest.call("clock_res_get", {0, 0}), ok);
  EXPECT_EQ(guest.call("clock_time_get", {4, 0, 0}), inval);
  EXPECT_EQ(guest.call("clock_time_get", {0, 0, end - 7}), fault);
}

TEST(wasi, exit_unwinds_and_leaves_its_code) {
  Guest guest({});
  EXPECT_FALSE(guest.wasi().exit_code());
  const Outcome outcome = guest.run("proc_exit", {42});
  EXPECT_EQ(outcome.kind(), Outcome::Kind::trap);
  EXPECT_EQ(outcome.words(), "host trap: exit with code 42");
  EXPECT_EQ(guest.wasi().exit_code(), 42u);
}

TEST(wasi, there_are_no_sockets) {
  Guest guest({});
  for (const auto& [fd, error] : {std::pair<std::uint64_t, std::uint64_t>{0, notsock}, {3, notsock}, {77, badf}}) {
    EXPECT_EQ(guest.call("sock_accept", {fd, 0, 0}), error);
    EXPECT_EQ(guest.call("sock_recv", {fd, 0, 0, 0, 0, 0}), error);
    EXPECT_EQ(guest.call("sock_send", {fd, 0, 0, 0, 0}), error);
    EXPECT_EQ(guest.call("sock_shutdown", {fd, 0}), error);
  }
  EXPECT_EQ(guest.call("sched_yield", {}), ok);
}

TEST(wasi, output_reaches_the_descriptors_given) {
  Guest guest({});
  EXPECT_EQ(guest.write(1, "hello"), ok);
  EXPECT_EQ(guest.load(88), 5u);
  EXPECT_EQ(guest.output(), "hello");
  EXPECT_EQ(guest.call("fd_close", {1}), ok);
  EXPECT_EQ(guest.write(1, "hello"), badf);
}

TEST(wasi, a_closed_standard_descriptor_keeps_its_number) {
  Session session;
  WasiOptions options;
  const TestFolder folder;
  options.standard[0] = -1;
  options.dirs.push_back({folder.inside().string(), "sand"});
  Wasi wasi(options);
  session.names["wasi"] = wasi.instance(session.store);
  const InstanceValue& guest = session.exports(R"((module
    (import "wasi" "fd_prestat_get" (func $f (param i32 i32) (result i32))) (memory 1)
    (func (export "f") (param i32) (result i32) (call $f (local.get 0) (i32.const 0)))))");
  EXPECT_EQ(session.call_i32(guest, "f", {Value::i32(0)}), badf);
  EXPECT_EQ(session.call_i32(guest, "f", {Value::i32(3)}), ok);
}

TEST(wasi, directories_are_announced) {
  Guest guest({});
  EXPECT_EQ(guest.call("fd_prestat_get", {3, 0}), ok);
  EXPECT_EQ(guest.load(0), 0u);
  EXPECT_EQ(guest.load(4), 4u);
  EXPECT_EQ(guest.call("fd_prestat_dir_name", {3, 100, 4}), ok);
  EXPECT_EQ(guest.text(100, 4), "sand");
  EXPECT_EQ(guest.call("fd_prestat_dir_name", {3, 100, 3}), nametoolong);
  EXPECT_EQ(guest.call("fd_prestat_get", {1, 0}), badf);
  EXPECT_EQ(guest.call("fd_prestat_get", {4, 0}), badf);
}

TEST(wasi, files_are_read_and_written) {
  Guest guest({});
  const std::uint64_t fd = guest.open("new", 1);
  EXPECT_EQ(fd, 4u);
  EXPECT_EQ(guest.write(fd, "some bytes"), ok);
  EXPECT_EQ(guest.call("fd_seek", {fd, static_cast<std::uint64_t>(-5), 1, 0}), ok);
  EXPECT_EQ(guest.load<std::uint64_t>(0), 5u);
  EXPECT_EQ(guest.read(fd), "bytes");
  EXPECT_EQ(guest.read(fd), "");
  EXPECT_EQ(guest.call("fd_filestat_get", {fd, 0}), ok);
  EXPECT_EQ(guest.load<std::uint8_t>(16), 4);
  EXPECT_EQ(guest.load<std::uint64_t>(32), 10u);
  EXPECT_EQ(guest.call("fd_close", {fd}), ok);
  EXPECT_EQ(guest.call("fd_close", {fd}), badf);
  EXPECT_EQ(TestFolder::content(guest.folder().inside() / "new"), "some bytes");
}

TEST(wasi, descriptors_are_renumbered) {
  Guest guest({});
  const std::uint64_t fd = guest.open("a");
  EXPECT_EQ(guest.call("fd_renumber", {fd, 0}), ok);
  EXPECT_EQ(guest.read(0), "a");
  EXPECT_EQ(guest.call("fd_renumber", {fd, 0}), badf);
  EXPECT_EQ(guest.call("fd_renumber", {0, 1'000'000}), badf);
  EXPECT_EQ(guest.call("fd_renumber", {0, 0}), ok);
}

TEST(wasi, rights_only_become_fewer) {
  Guest guest({});
  const std::uint64_t fd = guest.open("a", 0, read_right | write_right | tell_right | seek_right);
  EXPECT_EQ(guest.call("fd_fdstat_set_rights", {fd, read_right | tell_right, 0}), ok);
  EXPECT_EQ(guest.write(fd, "x"), notcapable);
  EXPECT_EQ(guest.call("fd_seek", {fd, 0, 1, 0}), ok);
  EXPECT_EQ(guest.call("fd_seek", {fd, 0, 0, 0}), notcapable);
  EXPECT_EQ(guest.call("fd_fdstat_set_rights", {fd, read_right | tell_right | seek_right, 0}), notcapable);
  EXPECT_EQ(guest.call("fd_fdstat_get", {fd, 0}), ok);
  EXPECT_EQ(guest.load<std::uint64_t>(8), read_right | tell_right);
  EXPECT_EQ(guest.call("fd_fdstat_set_rights", {3, all >> 36 & ~(1u << 13), 0}), notcapable);
  EXPECT_EQ(guest.call("fd_fdstat_set_rights", {3, 1u << 18, 0}), ok);  // only path_filestat_get
  EXPECT_EQ(guest.open("a"), 1000u + notcapable);
}

// What no file of its kind could ever do is refused by the system, with its reasons.
TEST(wasi, what_cannot_be_is_no_question_of_rights) {
  Guest guest({});
  const std::uint64_t reader = guest.open("a", 0, read_right | seek_right);
  EXPECT_EQ(guest.write(reader, "x"), badf);
  EXPECT_EQ(guest.call("fd_filestat_set_size", {reader, 0}), inval);
  EXPECT_EQ(guest.call("fd_allocate", {reader, 0, 1}), badf);
  EXPECT_EQ(guest.call("fd_allocate", {reader, 0, 0}), inval);
  EXPECT_EQ(guest.call("fd_readdir", {reader, 1000, 60, 0, 0}), notdir);
  guest.put(100, "x");
  EXPECT_EQ(guest.call("path_open", {reader, 0, 100, 1, 0, read_right, 0, 0, 0}), notdir);
  guest.store<std::uint32_t>(80, 2000);
  guest.store<std::uint32_t>(84, 4);
  EXPECT_EQ(guest.call("fd_read", {guest.open("new", 1, write_right), 80, 1, 88}), badf);
  EXPECT_EQ(guest.call("fd_read", {3, 80, 1, 88}), isdir);
  EXPECT_EQ(guest.call("fd_pread", {3, 80, 1, 0, 88}), isdir);
  EXPECT_EQ(guest.call("fd_write", {3, 80, 1, 88}), badf);
  EXPECT_EQ(guest.call("fd_seek", {3, 0, 0, 0}), notcapable);  // Linux would seek
}

TEST(wasi, a_pipe_has_no_position) {
  Guest guest({});
  ASSERT_EQ(mkfifo((guest.folder().inside() / "fifo").c_str(), 0600), 0);
  const std::uint64_t fd = guest.open("fifo", 0, read_right | tell_right);
  EXPECT_EQ(guest.read(fd), "");
  EXPECT_EQ(guest.call("fd_seek", {fd, 1, 0, 0}), spipe);
  EXPECT_EQ(guest.call("fd_tell", {fd, 0}), spipe);
}

TEST(wasi, a_fifo_that_nobody_reads_any_more) {
  Guest guest({});
  ASSERT_EQ(mkfifo((guest.folder().inside() / "fifo").c_str(), 0600), 0);
  const std::uint64_t reader = guest.open("fifo", 0, read_right);
  const std::uint64_t writer = guest.open("fifo", 0, write_right);
  EXPECT_EQ(guest.write(writer, "x"), ok);
  EXPECT_EQ(guest.call("fd_close", {reader}), ok);
  EXPECT_EQ(guest.write(writer, "x"), pipe_error);
  EXPECT_EQ(guest.write(writer, "x"), pipe_error);
}

WasiOptions with_limit(std::uint64_t bytes) {
  WasiOptions options;
  options.dir_limit = bytes;
  return options;
}

TEST(wasi, what_is_written_is_limited) {
  Guest guest(with_limit(4096 + 10));
  const std::uint64_t fd = guest.open("new", 1);
  EXPECT_EQ(guest.write(fd, "12345678"), ok);
  EXPECT_EQ(guest.write(fd, "123"), dquot);
  EXPECT_EQ(TestFolder::content(guest.folder().inside() / "new"), "12345678");
  EXPECT_EQ(guest.write(fd, "12"), ok);
  EXPECT_EQ(guest.write(fd, "1"), dquot);
  EXPECT_EQ(guest.write(fd, ""), ok);
  EXPECT_EQ(guest.call("fd_seek", {fd, 0, 0, 88}), ok);
  EXPECT_EQ(guest.write(fd, "abcdefghij"), ok);
  EXPECT_EQ(guest.call("fd_filestat_set_size", {fd, 11}), dquot);
  EXPECT_EQ(guest.call("fd_filestat_set_size", {fd, 5}), ok);
  EXPECT_EQ(guest.call("fd_filestat_set_size", {fd, 6}), dquot);
  EXPECT_EQ(guest.call("fd_filestat_set_size", {fd, ~0ull}), inval);
  EXPECT_EQ(guest.call("fd_allocate", {fd, 5, 1}), dquot);
}

TEST(wasi, wherever_it_is_written) {
  Guest guest(with_limit(10));
  const std::uint64_t fd = guest.open("a");
  guest.write(fd, "");
  guest.store(84, 4u);
  EXPECT_EQ(guest.call("fd_pwrite", {fd, 80, 1, 1ull << 40, 88}), dquot);
  EXPECT_EQ(guest.call("fd_pwrite", {fd, 80, 1, 8, 88}), dquot);
  EXPECT_EQ(guest.call("fd_pwrite", {fd, 80, 1, ~0ull, 88}), inval);
  EXPECT_EQ(guest.call("fd_pwrite", {fd, 80, 1, 7, 88}), ok);
  EXPECT_EQ(guest.call("fd_fdstat_set_flags", {fd, 1}), ok);
  EXPECT_EQ(guest.write(fd, "x"), dquot);
  EXPECT_EQ(std::filesystem::file_size(guest.folder().inside() / "a"), 11u);
}

TEST(wasi, entries_count_as_blocks) {
  Guest guest(with_limit(3 * 4096));
  EXPECT_EQ(guest.call_path("path_create_directory", {3}, "new"), ok);
  EXPECT_EQ(guest.call_path("path_create_directory", {3}, "new"), exist);
  guest.put(500, "a");
  EXPECT_EQ(guest.call_path("path_symlink", {500, 1, 3}, "link"), ok);
  EXPECT_LT(guest.open("file", 1), 1000u);
  EXPECT_LT(guest.open("file", 1), 1000u);
  EXPECT_EQ(guest.open("other", 1), 1000 + dquot);
  EXPECT_EQ(guest.call_path("path_create_directory", {3}, "more"), dquot);
  EXPECT_EQ(guest.call_path("path_link", {3, 0, 500, 1, 3}, "hard"), dquot);
  EXPECT_FALSE(std::filesystem::exists(guest.folder().inside() / "other"));
}

// Reads a directory in pieces that have room for one entry; the names, and the cookies behind them.
std::vector<std::pair<std::string, std::uint64_t>> read_directory(Guest& guest, std::uint64_t fd, std::uint64_t cookie,
                                                                  std::size_t limit = 1000) {
  std::vector<std::pair<std::string, std::uint64_t>> entries;
  while (entries.size() < limit) {
    EXPECT_EQ(guest.call("fd_readdir", {fd, 1000, 60, cookie, 0}), ok);
    const std::uint32_t used = guest.load(0);
    if (used < 24) break;
    const std::uint32_t size = guest.load(1000 + 16);
    EXPECT_LE(24 + size, used);
    cookie = guest.load<std::uint64_t>(1000);
    entries.emplace_back(guest.text(1024, size), cookie);
  }
  return entries;
}

TEST(wasi, a_directory_is_read_in_pieces) {
  Guest guest({});
  std::vector<std::string> names;
  for (const auto& [name, cookie] : read_directory(guest, 3, 0)) names.push_back(name);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(names, (std::vector<std::string>{".", "..", "a", "absolute", "dir", "hanging", "here", "loop", "round",
                                             "secret", "up"}));
  EXPECT_EQ(guest.call("fd_readdir", {3, end - 10, 20, 0, 0}), fault);
  EXPECT_EQ(guest.call("fd_readdir", {1, 1000, 60, 0, 0}), notdir);
}

TEST(wasi, cookies_of_directories_count_entries) {
  Guest guest({});
  const auto entries = read_directory(guest, 3, 0);
  for (std::size_t i = 0; i < entries.size(); ++i) EXPECT_EQ(entries[i].second, i + 1);
  EXPECT_EQ(read_directory(guest, 3, 4, 1)[0], entries[4]);
  EXPECT_EQ(read_directory(guest, 3, 0, 1)[0], entries[0]);
  EXPECT_EQ(read_directory(guest, 3, 4, 1)[0], entries[4]);
  EXPECT_TRUE(read_directory(guest, 3, 1000).empty());
  const std::uint64_t other = guest.open(".", 2, all & ~write_right);
  EXPECT_EQ(read_directory(guest, other, 4, 1)[0], entries[4]);
  EXPECT_TRUE(read_directory(guest, other, ~0ull).empty());
}

// As a program does that removes what it reads.
TEST(wasi, entries_that_go_let_no_other_be_left_out) {
  Guest guest({});
  for (int i = 0; i < 50; ++i) std::ofstream(guest.folder().inside() / "dir/deep" / std::to_string(i));
  const std::uint64_t fd = guest.open("dir/deep", 2, all & ~write_right);
  std::set<std::string> seen;
  std::uint64_t cookie = 0;
  for (auto some = read_directory(guest, fd, cookie, 3); !some.empty(); some = read_directory(guest, fd, cookie, 3)) {
    for (const auto& [name, behind] : some) {
      EXPECT_TRUE(seen.insert(name).second) << name;
      if (name[0] != '.') std::filesystem::remove(guest.folder().inside() / "dir/deep" / name);
      cookie = behind;
    }
  }
  EXPECT_EQ(seen.size(), 53u);  // with `.`, `..` and c
}

// Everything that takes a path, with each path that leads out, by both ways to look it up.
TEST(wasi, no_path_leads_out) {
  for (const Lookup lookup : {Lookup::walk, best_lookup()}) {
    WasiOptions options;
    options.lookup = lookup;
    Guest guest(options);
    const auto secret = guest.folder().root() / "outside/secret";
    for (const std::string path : {"../outside/secret", "up/secret", "/etc/passwd", "dir/../../outside/secret"}) {
      EXPECT_EQ(guest.open(path), 1000u + notcapable) << path;
      EXPECT_EQ(guest.open(path, 1 | 8), 1000u + notcapable) << path;
      for (const char* name : {"path_create_directory", "path_remove_directory", "path_unlink_file"}) {
        EXPECT_EQ(guest.call_path(name, {3}, path), notcapable) << name << path;
      }
      guest.put(100, path);
      guest.put(500, "a");
      const std::uint64_t size = path.size();
      EXPECT_EQ(guest.call("path_filestat_get", {3, 0, 100, size, 1000}), notcapable);
      EXPECT_EQ(guest.call("path_filestat_set_times", {3, 1, 100, size, 0, 0, 2 | 8}), notcapable);
      EXPECT_EQ(guest.call("path_readlink", {3, 100, size, 1000, 100, 0}), notcapable);
      EXPECT_EQ(guest.call("path_rename", {3, 100, size, 3, 500, 1}), notcapable);
      EXPECT_EQ(guest.call("path_rename", {3, 500, 1, 3, 100, size}), notcapable);
      EXPECT_EQ(guest.call("path_link", {3, 0, 100, size, 3, 500, 1}), notcapable);
      EXPECT_EQ(guest.call("path_link", {3, 0, 500, 1, 3, 100, size}), notcapable);
      EXPECT_EQ(guest.call("path_symlink", {500, 1, 3, 100, size}), notcapable);
    }
    for (const std::string path : {"..", "../", "up/..", "up/."}) {
      for (const char* name : {"path_create_directory", "path_remove_directory", "path_unlink_file"}) {
        EXPECT_NE(guest.call_path(name, {3}, path), ok) << name << path;
      }
      guest.put(100, path);
      guest.put(500, "a");
      EXPECT_NE(guest.call("path_filestat_get", {3, 0, 100, path.size(), 1000}), ok);
      EXPECT_NE(guest.call("path_readlink", {3, 100, path.size(), 1000, 100, 0}), ok);
      EXPECT_NE(guest.call("path_rename", {3, 100, path.size(), 3, 500, 1}), ok);
      EXPECT_NE(guest.call("path_rename", {3, 500, 1, 3, 100, path.size()}), ok);
      EXPECT_NE(guest.call("path_link", {3, 0, 100, path.size(), 3, 500, 1}), ok);
      EXPECT_NE(guest.call("path_link", {3, 0, 500, 1, 3, 100, path.size()}), ok);
      EXPECT_NE(guest.call("path_symlink", {500, 1, 3, 100, path.size()}), ok);
    }
    EXPECT_EQ(guest.open("secret"), 1000u + notcapable);
    EXPECT_EQ(guest.open("absolute"), 1000u + notcapable);
    guest.put(100, "secret");
    EXPECT_EQ(guest.call("path_filestat_get", {3, 1, 100, 6, 1000}), notcapable);
    EXPECT_EQ(guest.call("path_filestat_set_times", {3, 1, 100, 6, 0, 0, 2 | 8}), notcapable);
    EXPECT_EQ(guest.call("path_filestat_get", {3, 0, 100, 6, 1000}), ok);  // the link itself
    EXPECT_EQ(guest.call("path_symlink", {500, 1, 3, 100, 6}), exist);
    guest.put(500, "/etc");
    guest.put(100, "new");
    EXPECT_EQ(guest.call("path_symlink", {500, 4, 3, 100, 3}), notcapable);
    EXPECT_EQ(TestFolder::content(secret), "secret");
    EXPECT_FALSE(std::filesystem::exists(guest.folder().root() / "inside/new"));
  }
}

TEST(wasi, a_directory_opened_inside_is_no_way_out_either) {
  Guest guest({});
  const std::uint64_t dir = guest.open("dir", 2, all & ~write_right);
  guest.put(100, "../../outside/secret");
  EXPECT_EQ(guest.call("path_open", {dir, 1, 100, 20, 0, all, all, 0, 0}), notcapable);
  guest.put(100, "../a");  // beneath the first directory, but not beneath this one
  EXPECT_EQ(guest.call("path_open", {dir, 1, 100, 4, 0, all, all, 0, 0}), notcapable);
}

TEST(wasi, paths_that_are_no_paths) {
  Guest guest({});
  EXPECT_EQ(guest.open(std::string("a\0b", 3)), 1000u + ilseq);
  EXPECT_EQ(guest.open(""), 1000u + noent);
  EXPECT_EQ(guest.open("none"), 1000u + noent);
  EXPECT_EQ(guest.open("loop"), 1000u + loop);
  EXPECT_EQ(guest.open("here", 0, all, 0), 1000u + loop);
  EXPECT_EQ(guest.open("a", 2), 1000u + notdir);
  EXPECT_EQ(guest.open("a", 0x10), 1000u + inval);
  EXPECT_EQ(guest.open("dir", 2), 1000u + isdir);  // to be written
  EXPECT_EQ(guest.open("new", 1 | 2, read_right), 1000u + inval);
  EXPECT_EQ(guest.call("path_open", {3, 1, 0, 60000, 0, all, all, 0, 0}), nametoolong);
  EXPECT_EQ(guest.call("path_open", {3, 1, end - 1, 2, 0, all, all, 0, 0}), fault);
  EXPECT_EQ(guest.call("path_open", {3, 1, 100, 1, 1, all, all, 0, end - 3}), fault);
}

TEST(wasi, directories_come_and_go) {
  Guest guest({});
  EXPECT_EQ(guest.call_path("path_create_directory", {3}, "new/"), ok);
  EXPECT_EQ(guest.call_path("path_create_directory", {3}, "new"), exist);
  EXPECT_EQ(guest.call_path("path_create_directory", {3}, "dir/.."), exist);
  EXPECT_EQ(guest.call_path("path_remove_directory", {3}, "dir/."), inval);
  EXPECT_EQ(guest.call_path("path_remove_directory", {3}, "dir/.."), notempty);
  EXPECT_EQ(guest.call_path("path_unlink_file", {3}, "a/"), notdir);
  EXPECT_EQ(guest.call_path("path_unlink_file", {3}, "dir/.."), isdir);
  EXPECT_EQ(guest.call_path("path_remove_directory", {3}, "new"), ok);
}

TEST(wasi, links_with_a_slash_behind_their_name) {
  for (const Lookup lookup : {Lookup::walk, best_lookup()}) {
    WasiOptions options;
    options.lookup = lookup;
    Guest guest(options);
    const auto link = [&](const std::string& from, const std::string& to) {
      guest.put(500, from);
      guest.put(600, to);
      return guest.call("path_link", {3, 0, 500, from.size(), 3, 600, to.size()});
    };
    EXPECT_EQ(link("a", "new/"), noent);
    EXPECT_EQ(link("a", "dir/"), exist);
    EXPECT_EQ(link("a/", "new"), notdir);
    EXPECT_EQ(link("none/", "new"), noent);
    EXPECT_EQ(link("dir/", "new"), perm);
    EXPECT_EQ(link("up/", "new"), notcapable);
    guest.put(500, "a");
    EXPECT_EQ(guest.call_path("path_symlink", {500, 1, 3}, "new/"), noent);
    EXPECT_EQ(guest.call_path("path_symlink", {500, 1, 3}, "here/"), exist);
    EXPECT_EQ(guest.call_path("path_symlink", {500, 0, 3}, "new"), noent);
    const auto read_link = [&](const std::string& path) {
      guest.put(500, path);
      return guest.call("path_readlink", {3, 500, path.size(), 1000, 100, 0});
    };
    EXPECT_EQ(read_link("here"), ok);
    EXPECT_EQ(read_link("here/"), notdir);
    EXPECT_EQ(read_link("dir/self/"), inval);
    EXPECT_EQ(read_link("up/"), notcapable);
  }
}

TEST(wasi, buffers_are_checked_before_anything_is_written) {
  Guest guest({});
  guest.put(2000, "data");
  guest.store<std::uint32_t>(80, 2000);
  guest.store<std::uint32_t>(84, 4);
  guest.store<std::uint32_t>(88, end - 2);
  guest.store<std::uint32_t>(92, 4);
  EXPECT_EQ(guest.call("fd_write", {1, 80, 2, 0}), fault);
  EXPECT_EQ(guest.call("fd_write", {1, 80, 1, end - 3}), fault);
  EXPECT_EQ(guest.call("fd_write", {1, end - 4, 1, 0}), fault);
  EXPECT_EQ(guest.call("fd_write", {1, 0xffff'fff8, 2, 0}), fault);
  EXPECT_EQ(guest.call("fd_write", {1, 0, 0xffff'ffff, 0}), inval);
  EXPECT_EQ(guest.call("fd_write", {1, 0, 1025, 0}), inval);
  EXPECT_EQ(guest.output(), "");
  EXPECT_EQ(guest.call("fd_write", {1, 80, 1, 0}), ok);
  EXPECT_EQ(guest.output(), "data");
}

TEST(wasi, polls_clocks_and_files) {
  Guest guest({});
  guest.store<std::uint64_t>(1000, 77);  // a clock, in 1 ms
  guest.store<std::uint32_t>(1016, 1);
  guest.store<std::uint64_t>(1024, 1'000'000);
  EXPECT_EQ(guest.call("poll_oneoff", {1000, 2000, 1, 0}), ok);
  EXPECT_EQ(guest.load(0), 1u);
  EXPECT_EQ(guest.load<std::uint64_t>(2000), 77u);
  guest.store<std::uint64_t>(1048, 78);  // reading a file that is ready
  guest.store<std::uint8_t>(1056, 1);
  guest.store<std::uint64_t>(1096, 79);  // writing one that does not exist
  guest.store<std::uint8_t>(1104, 2);
  guest.store<std::uint32_t>(1112, 99);
  guest.store<std::uint64_t>(1024, 1'000'000'000'000);
  EXPECT_EQ(guest.call("poll_oneoff", {1000, 1000, 3, 0}), ok);  // over the subscriptions
  EXPECT_EQ(guest.load(0), 2u);
  EXPECT_EQ(guest.load<std::uint64_t>(1000), 78u);
  EXPECT_EQ(guest.load<std::uint8_t>(1010), 1);
  EXPECT_EQ(guest.load<std::uint64_t>(1032), 79u);
  EXPECT_EQ(guest.load<std::uint16_t>(1040), badf);
  EXPECT_EQ(guest.call("poll_oneoff", {1000, 2000, 0, 0}), inval);
  EXPECT_EQ(guest.call("poll_oneoff", {1000, 2000, 0x4000'0000, 0}), inval);
  EXPECT_EQ(guest.call("poll_oneoff", {end - 47, 2000, 1, 0}), fault);
  EXPECT_EQ(guest.call("poll_oneoff", {1000, end - 31, 1, 0}), fault);
}

class wasi_unstable : public testing::Test {
 protected:
  Guest guest_{{}, R"((memory (export "memory") 1))", WasiVersion::unstable};
};

TEST_F(wasi_unstable, whence) {
  const std::uint64_t fd = guest_.open("new", 1);
  EXPECT_EQ(guest_.write(fd, "some bytes"), ok);
  constexpr std::uint64_t current = 0, the_end = 1, start = 2;
  EXPECT_EQ(guest_.call("fd_seek", {fd, 3, start, 0}), ok);
  EXPECT_EQ(guest_.load<std::uint64_t>(0), 3u);
  EXPECT_EQ(guest_.call("fd_seek", {fd, 2, current, 0}), ok);
  EXPECT_EQ(guest_.load<std::uint64_t>(0), 5u);
  EXPECT_EQ(guest_.call("fd_seek", {fd, static_cast<std::uint64_t>(-1), the_end, 0}), ok);
  EXPECT_EQ(guest_.load<std::uint64_t>(0), 9u);
  EXPECT_EQ(guest_.call("fd_seek", {fd, 0, 3, 0}), inval);
  const std::uint64_t only_tells = guest_.open("new", 0, read_right | tell_right);
  EXPECT_EQ(guest_.call("fd_seek", {only_tells, 0, current, 0}), ok);
  EXPECT_EQ(guest_.call("fd_seek", {only_tells, 0, start, 0}), notcapable);
}

TEST_F(wasi_unstable, attributes_have_56_bytes) {
  std::filesystem::create_hard_link(guest_.folder().inside() / "dir/b", guest_.folder().inside() / "new");
  guest_.store<std::uint64_t>(56, 77);
  const std::uint64_t fd = guest_.open("new");
  EXPECT_EQ(guest_.call("fd_filestat_get", {fd, 0}), ok);
  EXPECT_EQ(guest_.load<std::uint8_t>(16), 4);    // filetype
  EXPECT_EQ(guest_.load<std::uint32_t>(20), 2u);  // nlink
  EXPECT_EQ(guest_.load<std::uint64_t>(24), 1u);  // size
  EXPECT_EQ(guest_.load<std::uint64_t>(56), 77u);
  EXPECT_EQ(guest_.call("fd_filestat_get", {fd, end - 56}), ok);
  EXPECT_EQ(guest_.call("fd_filestat_get", {fd, end - 55}), fault);
  guest_.put(100, "new");
  EXPECT_EQ(guest_.call("path_filestat_get", {3, 0, 100, 3, 1000}), ok);
  EXPECT_EQ(guest_.load<std::uint32_t>(1020), 2u);
}

TEST_F(wasi_unstable, subscriptions_have_56_bytes) {
  guest_.store<std::uint64_t>(1000, 77);  // a clock, in an hour
  guest_.store<std::uint64_t>(1016, 1);   // its identifier
  guest_.store<std::uint32_t>(1024, 1);
  guest_.store<std::uint64_t>(1032, 3'600'000'000'000);
  guest_.store<std::uint64_t>(1056, 78);  // one whose time has passed
  guest_.store<std::uint32_t>(1080, 1);
  guest_.store<std::uint64_t>(1088, 1);
  guest_.store<std::uint16_t>(1104, 1);
  EXPECT_EQ(guest_.call("poll_oneoff", {1000, 2000, 2, 0}), ok);
  EXPECT_EQ(guest_.load(0), 1u);
  EXPECT_EQ(guest_.load<std::uint64_t>(2000), 78u);
  EXPECT_EQ(guest_.call("poll_oneoff", {end - 55, 2000, 1, 0}), fault);
}

TEST_F(wasi_unstable, has_the_same_functions_but_one) {
  Session session;
  Wasi wasi({});
  const auto names = [&](WasiVersion version) {
    const auto names = wasi.instance(session.store, version)->names();
    return std::set<std::string>(names.begin(), names.end());
  };
  std::set<std::string> all = names(WasiVersion::preview1);
  EXPECT_EQ(all.size(), 46u);
  EXPECT_EQ(all.erase("sock_accept"), 1u);
  EXPECT_EQ(names(WasiVersion::unstable), all);
}

// The caller's exported memory, or else its first one; never that of another instance.
TEST(wasi, memory_is_that_of_the_caller) {
  Guest guest({}, R"((memory 1) (memory $m 1) (export "memory" (memory $m)))");
  EXPECT_EQ(guest.call("random_get", {0, 8}), ok);
  EXPECT_EQ(guest.load<std::uint64_t>(0), 0u);
  Guest hidden({}, "(memory 1)");
  EXPECT_EQ(hidden.call("random_get", {0, 8}), ok);
  EXPECT_NE(hidden.load<std::uint64_t>(0), 0u);
  Guest none({}, "");
  const Outcome outcome = none.run("random_get", {0, 8});
  EXPECT_EQ(outcome.kind(), Outcome::Kind::trap);
  EXPECT_EQ(outcome.words(), "host trap: random_get: the calling instance has no memory");
}

// Arguments at the edges of everything, in all functions: nothing crashes, and nothing else happens than an error
// number. Without poll_oneoff, which would wait, and proc_exit.
TEST(wasi, hostile_arguments) {
  constexpr std::uint64_t edges[] = {0,           1,     2,           3,           4, 5,  7,  100, 1024,    4095,
                                     end - 1,     end,   0x7fff'ffff, 0x8000'0000, 8, 48, 64, 255, 1 << 20, 0xffff'fff8,
                                     0xffff'ffff, ~0ull, 1ull << 63,  1ull << 32};
  std::mt19937 random(1);
  Guest guest({});
  Session types;
  Wasi wasi({});
  const InstanceValue& functions = *wasi.instance(types.store);
  for (int round = 0; round < 50; ++round) {
    guest.put(0, "dir/b");
    for (std::size_t i = 0; i < functions.names().size(); ++i) {
      const std::string name(functions.names()[i]);
      if (name == "poll_oneoff" || name == "proc_exit" || name == "fd_allocate") continue;
      std::vector<std::uint64_t> args;
      for (const ValType type : func_type(*std::get<FuncInst*>(functions.vals()[i])).params) {
        const std::uint64_t edge = edges[random() % std::size(edges)];
        args.push_back(type.kind == ValKind::i64 ? edge : static_cast<std::uint32_t>(edge));
      }
      EXPECT_LE(guest.call(name, args), notcapable) << name;
    }
  }
  EXPECT_EQ(TestFolder::content(guest.folder().root() / "outside/secret"), "secret");
}

TEST(wasi, a_directory_that_is_not_there) {
  WasiOptions options;
  options.dirs.push_back({"/nowhere", "."});
  try {
    Wasi wasi(options);
    FAIL();
  } catch (const cli::Failure& failure) {
    EXPECT_EQ(failure.text(), "/nowhere: No such file or directory");
  }
}

}  // namespace
}  // namespace modlink::host
