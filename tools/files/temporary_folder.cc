// A folder that lasts as long as its object.
#include "tools/files/temporary_folder.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

#include "tools/files/failure.h"

namespace modlink::cli {

namespace fs = std::filesystem;

void remove_folder(const fs::path& folder) {
  std::error_code ignored;
  fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add, ignored);
  fs::remove_all(folder, ignored);
}

TemporaryFolder::TemporaryFolder(const char* prefix) {
  std::error_code error;
  std::string name = (fs::temp_directory_path(error) / fmt::format("{}.XXXXXX", prefix)).string();
  if (error || !mkdtemp(name.data()))
    throw Failure(Status::usage, fmt::format("{}: {}", name, std::strerror(error ? error.value() : errno)));
  path_ = name;
}

}  // namespace modlink::cli
