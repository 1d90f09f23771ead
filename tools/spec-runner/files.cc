// Finding and reading the files of a run.
#include "tools/spec-runner/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

namespace modlink::runner {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t max_size = std::size_t{1} << 30;

struct Close {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};
using File = std::unique_ptr<std::FILE, Close>;

[[noreturn]] void fail(const std::string& path, const std::string& reason) {
  throw FileError{fmt::format("{}: {}", path, reason)};
}

File open(const std::string& path, const char* mode) {
  if (path == "-") return File(stdin);
  File file(std::fopen(path.c_str(), mode));
  if (!file) fail(path, std::strerror(errno));
  return file;
}

bool is_script(const fs::directory_entry& entry) {
  std::error_code error;
  return entry.path().extension() == ".wast" && !entry.is_directory(error);
}

}  // namespace

std::vector<std::string> find_files(const std::string& path) {
  std::error_code error;
  if (path == "-" || !fs::is_directory(path, error)) return {path};
  std::vector<std::string> files;
  fs::recursive_directory_iterator it(path, error);
  if (error) fail(path, error.message());
  for (; it != fs::recursive_directory_iterator(); it.increment(error)) {
    if (is_script(*it)) files.push_back(it->path().string());
    if (error) fail(path, error.message());
  }
  if (files.empty()) fail(path, "no .wast files in this directory");
  std::sort(files.begin(), files.end());
  return files;
}

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

void write_file(const std::string& path, const std::string& content) {
  File file = open(path, "wb");
  const bool written = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
  if (!written || std::fclose(file.release()) != 0) fail(path, std::strerror(errno));
}

}  // namespace modlink::runner
