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

}  // namespace

std::vector<ScriptFile> find_files(const std::string& path) {
  std::error_code error;
  if (path == "-" || !fs::is_directory(path, error))
    return {{path, cli::NamedBy::user, fs::path(path).lexically_normal().string()}};
  std::vector<ScriptFile> files;
  fs::recursive_directory_iterator it(path, error);
  if (error) fail(path, error.message());
  for (; it != fs::recursive_directory_iterator(); it.increment(error)) {
    if (is_script(*it)) files.push_back(found_in(path, it->path()));
  }
  if (error) fail(path, error.message());
  if (files.empty()) fail(path, "no .wast files in this directory");
  std::sort(files.begin(), files.end(), [](const ScriptFile& a, const ScriptFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace modlink::runner
