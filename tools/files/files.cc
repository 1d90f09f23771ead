// Reading and writing of whole files.
#include "tools/files/files.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <deque>
#include <filesystem>
#include <memory>
#include <utility>

namespace modlink::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t max_size = std::size_t{1} << 30;

struct Close {
  void operator()(std::FILE* file) const {
    if (file != stdin && file != stdout) std::fclose(file);
  }
};
using File = std::unique_ptr<std::FILE, Close>;

[[noreturn]] void fail(const std::string& path, const std::string& reason) {
  throw Failure(Status::usage, fmt::format("{}: {}", path, reason));
}

File open(const std::string& path, const char* mode) {
  if (path == "-") return File(stdin);
  File file(std::fopen(path.c_str(), mode));
  if (!file) fail(path, std::strerror(errno));
  return file;
}

bool is_binary(std::string_view content) { return content.substr(0, 4) == std::string_view("\0asm", 4); }

// Not so standard output, devices and pipes.
bool is_replaceable(const std::string& path) {
  if (path == "-") return false;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  return !fs::exists(status) || fs::is_regular_file(status);
}

void write_to(const std::string& path, std::string_view content) {
  File file = path == "-" ? File(stdout) : open(path, "wb");
  const bool written = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
  const bool flushed = std::fflush(file.get()) == 0;
  if (!written || !flushed) fail(path, std::strerror(errno));
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
      throw Failure(failure.status,
                    path_ + failure.message.substr(name_.size()));  // the temporary name is nobody's business
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

std::string read_file(const std::string& path) {
  const File file = open(path, "rb");
  std::string content;
  char buffer[1 << 16];
  errno = 0;
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file.get())) {
    content.append(buffer, count);
    if (content.size() > max_size) fail(path, "larger than 1 GiB");
  }
  if (std::ferror(file.get())) fail(path, std::strerror(errno));
  return content;
}

SourcePtr read_source(const std::string& path) {
  std::string content = read_file(path);
  const auto kind = is_binary(content) ? Source::Kind::binary : Source::Kind::text;
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
