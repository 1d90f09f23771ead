// Finding the scripts of a run.
#include "tools/spec-runner/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const std::string& path, const std::string& reason) {
  throw cli::Failure(cli::Status::usage, fmt::format("{}: {}", shown_path(path), reason));
}

bool is_script(const fs::directory_entry& entry) {
  std::error_code error;
  return entry.path().extension() == ".wast" && !entry.is_directory(error);
}

ScriptFile found_in(const std::string& folder, const fs::path& file) {
  return {file.string(), cli::NamedBy::file, file.lexically_relative(folder).string()};
}

// Goes through one folder, and says which ones are in it.
void add_scripts(const std::string& top, const fs::path& folder, std::vector<ScriptFile>& files,
                 std::vector<fs::path>& folders) {
  std::error_code error;
  fs::directory_iterator it(folder, error);
  if (error) fail(folder.string(), error.message());
  for (; it != fs::directory_iterator(); it.increment(error)) {
    std::error_code unknown;
    if (is_script(*it)) {
      files.push_back(found_in(top, it->path()));
    } else if (it->is_directory(unknown) && !it->is_symlink(unknown)) {
      folders.push_back(it->path());
    }
  }
  if (error) fail(folder.string(), error.message());
}

}  // namespace

std::vector<ScriptFile> find_files(const std::string& path) {
  std::error_code error;
  if (path == "-" || !fs::is_directory(path, error))
    return {{path, cli::NamedBy::user, fs::path(path).lexically_normal().string()}};
  std::vector<ScriptFile> files;
  std::vector<fs::path> folders{path};
  while (!folders.empty()) {
    const fs::path folder = std::move(folders.back());
    folders.pop_back();
    add_scripts(path, folder, files, folders);
  }
  if (files.empty()) fail(path, "no .wast files in this directory");
  std::sort(files.begin(), files.end(), [](const ScriptFile& a, const ScriptFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace modlink::runner
