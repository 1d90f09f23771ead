// A folder that lasts as long as its object.
#pragma once

#include <filesystem>

namespace modlink::cli {

// Removes a folder, if it is there, and all that is in it, also where whoever used it took rights away from it.
void remove_folder(const std::filesystem::path& folder);

class TemporaryFolder {
 public:
  // A new folder where the system has such, its name beginning with `prefix`. Throws Failure, with Status::usage, if
  // there can be none.
  explicit TemporaryFolder(const char* prefix);
  ~TemporaryFolder() { remove_folder(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace modlink::cli
