// Reading and writing of whole files.
#include "tools/files/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>
#include <deque>
#include <filesystem>
#include <memory>
#include <utility>

#include "wast/binary/magic.h"
#include "wast/syntax/identifiers.h"

namespace modlink::cli {

namespace fs = std::filesystem;

namespace {

constexpr int patience = 3000;  // milliseconds

struct Close {
  void operator()(std::FILE* file) const {
    if (file != stdout) std::fclose(file);
  }
};
using File = std::unique_ptr<std::FILE, Close>;

[[noreturn]] void fail(const std::string& path, const std::string& reason) {
  throw Failure(Status::usage, fmt::format("{}: {}", shown_path(path), reason));
}

[[noreturn]] void fail_by_errno(const std::string& path) { fail(path, std::strerror(errno)); }

// A file that is read. Opening it does not wait, for whoever writes to a FIFO or for a device.
class Input {
 public:
  explicit Input(const std::string& path)
      : path_(path),
        fd_(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)) {
    if (fd_ < 0 || fstat(fd_, &status_) < 0) fail_by_errno(path_);
  }
  ~Input() {
    if (path_ != "-") close(fd_);
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  std::string read_all() {
    if (S_ISREG(status_.st_mode)) content_.reserve(checked(static_cast<std::size_t>(status_.st_size)));
    if (S_ISFIFO(status_.st_mode) && path_ != "-") expect_writer();
    while (read_some(65536)) continue;
    return std::move(content_);
  }

 private:
  // Devices hold no modules, and may never end.
  std::size_t checked(std::size_t size) const {
    const std::size_t mebibytes = S_ISCHR(status_.st_mode) ? 16 : 1024;
    if (size > mebibytes << 20) fail(path_, fmt::format("larger than {} MiB", mebibytes));
    return size;
  }

  bool wait(int milliseconds) const {
    pollfd file{fd_, POLLIN, 0};
    return poll(&file, 1, milliseconds) != 0;
  }

  // False at the end.
  bool read_some(std::size_t size) {
    char buffer[65536];
    ssize_t count = 0;
    while ((count = read(fd_, buffer, size)) < 0 && errno == EAGAIN) wait(-1);
    if (count < 0) fail_by_errno(path_);
    content_.append(buffer, static_cast<std::size_t>(count));
    checked(content_.size());
    return count != 0;
  }

  // A FIFO that no program has opened to write looks as if it had ended, and may do so for ever.
  void expect_writer() {
    if (!wait(patience) && !read_some(1)) fail(path_, "a FIFO that no program writes to");
  }

  std::string path_;
  int fd_;
  struct stat status_ {};
  std::string content_;
};

File open_to_write(const std::string& path) {
  File file(std::fopen(path.c_str(), "wb"));
  if (!file) fail_by_errno(path);
  return file;
}

// Nothing at all is a text as well, and a module in it, but not where the name says that it was to be a binary.
bool is_binary_file(const std::string& path, std::string_view content) {
  return is_binary(content) || (content.empty() && fs::path(path).extension() == ".wasm");
}

// Not so standard output, devices and pipes.
bool is_replaceable(const std::string& path) {
  if (path == "-") return false;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  return !fs::exists(status) || fs::is_regular_file(status);
}

void write_to(const std::string& path, std::string_view content) {
  File file = path == "-" ? File(stdout) : open_to_write(path);
  const bool written = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
  const bool flushed = std::fflush(file.get()) == 0;
  if (!written || !flushed) fail_by_errno(path);
}

// A file under a temporary name, which goes unless it is renamed.
class TemporaryFile {
 public:
  TemporaryFile(const std::string& path, std::string_view content)
      : path_(path), name_(fmt::format("{}.{}.tmp", path, getpid())) {
    try {
      write_to(name_, content);
    } catch (const Failure& failure) {
      remove();
      throw Failure(
          failure.status,
          shown_path(path_) + failure.message.substr(shown_path(name_).size()));  // nobody asked for that name
    }
  }
  ~TemporaryFile() { remove(); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void rename() const {
    std::error_code error;
    fs::rename(name_, path_, error);
    if (error) fail(path_, error.message());
  }

 private:
  void remove() const {
    std::error_code ignored;
    fs::remove(name_, ignored);
  }

  std::string path_;
  std::string name_;
};

}  // namespace

std::string shown_path(const std::string& path) {
  return path.size() < PATH_MAX ? without_controls(path) : shown(path);
}

std::string read_file(const std::string& path) { return Input(path).read_all(); }

SourcePtr read_source(const std::string& path) {
  std::string content = read_file(path);
  const auto kind = is_binary_file(path, content) ? Source::Kind::binary : Source::Kind::text;
  return std::make_shared<Source>(path == "-" ? "<stdin>" : path, std::move(content), kind);
}

void write_file(const std::string& path, std::string_view content) {
  if (!is_replaceable(path)) return write_to(path, content);
  const TemporaryFile file(path, content);
  file.rename();
}

void write_files(const std::vector<NewFile>& files) {
  std::deque<TemporaryFile> written;
  for (const NewFile& file : files) {
    if (!is_replaceable(file.path)) fail(file.path, "not a regular file");
    written.emplace_back(file.path, file.content);
  }
  for (const TemporaryFile& file : written) file.rename();
}

}  // namespace modlink::cli
