// Reading of whole files.
#include "tools/files/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <utility>

#include "wast/binary/magic.h"
#include "wast/syntax/identifiers.h"

namespace modlink::cli {

namespace fs = std::filesystem;

namespace {

constexpr int patience = 3000;  // milliseconds

[[noreturn]] void fail(const std::string& path, const std::string& reason) {
  throw Failure(Status::usage, fmt::format("{}: {}", shown_path(path), reason));
}

[[noreturn]] void fail_by_errno(const std::string& path) { fail(path, std::strerror(errno)); }

// For a string that will be as long as there is room: a fault for each 2 MB, where the system can, not for each 4 KB.
void ask_for_large_pages(std::string& room) {
#ifdef MADV_HUGEPAGE
  constexpr std::uintptr_t page = 4096, least = std::uintptr_t{4} << 20;
  const auto begin = (reinterpret_cast<std::uintptr_t>(room.data()) + page - 1) & ~(page - 1);
  const auto end = (reinterpret_cast<std::uintptr_t>(room.data()) + room.capacity()) & ~(page - 1);
  if (room.capacity() >= least) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#else
  static_cast<void>(room);
#endif
}

// A file that is read. Opening it does not wait, for whoever writes to a FIFO or for a device.
class Input {
 public:
  Input(const std::string& path, NamedBy by, const ImplementationLimit& most)
      : name_(input_name(path, by)),
        most_(most),
        is_standard_(path == "-" && by == NamedBy::user),
        fd_(is_standard_ ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)) {
    if (fd_ < 0 || fstat(fd_, &status_) < 0) fail_by_errno(name_);
    if (by == NamedBy::file && !S_ISREG(status_.st_mode)) {
      close(fd_);
      fail(name_, kind_of_file(status_.st_mode));
    }
  }
  ~Input() {
    if (!is_standard_) close(fd_);
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  std::string read_all() {
    if (S_ISREG(status_.st_mode)) {
      content_.reserve(checked(static_cast<std::size_t>(status_.st_size)));
      ask_for_large_pages(content_);
    }
    if (S_ISFIFO(status_.st_mode) && !is_standard_) expect_writer();
    while (read_some(65536)) continue;
    return std::move(content_);
  }

 private:
  // Devices hold no modules, and may never end.
  std::size_t checked(std::size_t size) const {
    if (S_ISCHR(status_.st_mode) && size > std::size_t{16} << 20) fail(name_, "larger than 16 MiB");
    if (size <= most_) return size;
    const std::string message = fmt::format("larger than {} bytes{}", most_.value(), most_.hint());
    throw Failure(Status::failed, LimitExceeded(no_pos, message).diagnose(name_));
  }

  bool wait(int milliseconds) const {
    pollfd file{fd_, POLLIN, 0};
    return poll(&file, 1, milliseconds) != 0;
  }

  // False at the end.
  bool read_some(std::size_t size) {
    char buffer[65536];
    ssize_t count = 0;
    while ((count = read(fd_, buffer, size)) < 0 && errno == EAGAIN) {
      // A file has all that it will have, but those with which the system tells what goes on.
      if (S_ISREG(status_.st_mode) && !is_standard_) fail(name_, "has no end");
      wait(-1);
    }
    if (count < 0) fail_by_errno(name_);
    checked(content_.size() + static_cast<std::size_t>(count));
    content_.append(buffer, static_cast<std::size_t>(count));
    return count != 0;
  }

  // A FIFO that no program has opened to write looks as if it had ended, and may do so for ever.
  void expect_writer() {
    if (!wait(patience) && !read_some(1)) fail(name_, "a FIFO that no program writes to");
  }

  std::string name_;
  ImplementationLimit most_;
  bool is_standard_;
  int fd_;
  struct stat status_ {};
  std::string content_;
};

// Nothing at all is a text as well, and a module in it, but not where the name says that it was to be a binary.
bool is_binary_file(const std::string& path, std::string_view content) {
  return is_binary(content) || (content.empty() && fs::path(path).extension() == ".wasm");
}

}  // namespace

const char* kind_of_file(mode_t mode) {
  if (S_ISDIR(mode)) return "is a folder";
  if (S_ISFIFO(mode)) return "is a FIFO";
  return S_ISSOCK(mode) ? "is a socket" : "is a device";
}

bool lies_in(const std::string& path, const std::string& folder) {
  std::error_code error;
  const fs::path outer = fs::weakly_canonical(fs::absolute(folder.empty() ? "." : folder), error);
  if (error) return false;
  const fs::path whole = fs::absolute(path, error);
  fs::path inner = fs::weakly_canonical(whole, error);
  // A link that leads to itself is where it is.
  if (error) inner = fs::weakly_canonical(whole.parent_path(), error) / whole.filename();
  return !error && std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

std::string find_for_script(const std::string& path, const std::string& folder) {
  std::error_code error;
  std::string beside = (fs::path(folder) / path).string();
  return fs::exists(beside, error) ? beside : path;
}

std::string input_name(const std::string& path, NamedBy by) {
  return path == "-" && by == NamedBy::user ? "<stdin>" : path;
}

std::string read_file(const std::string& path, NamedBy by, const ImplementationLimit& most) {
  return Input(path, by, most).read_all();
}

SourcePtr read_source(const std::string& path, const Language& language, NamedBy by) {
  std::string content = read_file(path, by, language.limits.source_bytes);
  return make_source(input_name(path, by), std::move(content));
}

SourcePtr make_source(const std::string& name, std::string content) {
  const auto kind = is_binary_file(name, content) ? Source::Kind::binary : Source::Kind::text;
  return std::make_shared<Source>(name, std::move(content), kind);
}

}  // namespace modlink::cli
