// A folder that lasts as long as its object.
#include "tools/files/temporary_folder.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

#include "tools/files/failure.h"
#include "wast/syntax/identifiers.h"

namespace modlink::cli {

namespace fs = std::filesystem;

void remove_folder(const fs::path& folder) {
  std::error_code ignored;
  fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add, ignored);
  fs::remove_all(folder, ignored);
}

namespace {

// The one that the environment names, if it names one.
fs::path find_temporary_folder() {
  const char* const named = std::getenv("TMPDIR");
  if (!named || *named == '\0') return "/tmp";
  std::error_code error;
  const bool is_folder = fs::is_directory(named, error);
  if (is_folder) return named;
  const std::string why = error ? error.message() : std::strerror(ENOTDIR);
  throw Failure(Status::usage, fmt::format("TMPDIR: {}: {}", shown_path(named), why));
}

}  // namespace

TemporaryFolder::TemporaryFolder(const char* prefix) {
  std::string name = (find_temporary_folder() / fmt::format("{}.XXXXXX", prefix)).string();
  if (!mkdtemp(name.data())) {
    throw Failure(Status::usage, fmt::format("{}: {}", shown_path(name), std::strerror(errno)));
  }
  path_ = name;
}

}  // namespace modlink::cli
