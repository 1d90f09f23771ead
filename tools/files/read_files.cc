// Files that are read, and must not be written to.
#include "tools/files/read_files.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <optional>

#include "wast/syntax/identifiers.h"

namespace modlink::cli {

namespace {

using Identity = std::pair<dev_t, ino_t>;

// Where it is once folders that are not there have been made, as they are for what is written: "none/../a" is "a".
std::string path_once_made(const std::string& path) {
  std::error_code error;
  const std::filesystem::path place = std::filesystem::weakly_canonical(path, error);
  return error ? path : place.string();
}

// `-` is what is open by the number `standard`.
std::optional<Identity> identity_of(const std::string& path, int standard) {
  struct stat status {};
  const bool is_there = (path == "-" ? fstat(standard, &status) : stat(path.c_str(), &status)) == 0;
  if (!is_there && (path == "-" || stat(path_once_made(path).c_str(), &status) != 0)) return std::nullopt;
  const bool can_be_lost = S_ISREG(status.st_mode) || S_ISDIR(status.st_mode) || S_ISBLK(status.st_mode);
  return can_be_lost ? std::optional(Identity(status.st_dev, status.st_ino)) : std::nullopt;
}

std::string shown_name(const std::string& path, const char* standard) {
  return path == "-" ? standard : shown_path(path);
}

}  // namespace

void ReadFiles::add(const std::string& path) {
  if (const auto identity = identity_of(path, STDIN_FILENO)) paths_.emplace(*identity, path);
}

std::string ReadFiles::lost_to(const std::string& output) const {
  const auto identity = identity_of(output, STDOUT_FILENO);
  const auto found = identity ? paths_.find(*identity) : paths_.end();
  if (found == paths_.end()) return {};
  const std::string written = shown_name(output, "standard output");
  if (found->second == output && output != "-") return written + " is one of the files that are read";
  return fmt::format("{} is {}, one of the files that are read", written, shown_name(found->second, "standard input"));
}

}  // namespace modlink::cli
