// Files of one call.
#include "tools/npm/workspace.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "tools/files/failure.h"
#include "wast/syntax/identifiers.h"

namespace modlink::npm {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse_name(const std::string& name, const std::string& why) {
  throw cli::Failure(cli::Status::usage, fmt::format("{}: {}", name.empty() ? "``" : shown_path(name), why));
}

// `-` would be standard input.
void check_name(const std::string& name) {
  const fs::path path(name);
  const bool leads_out = std::find(path.begin(), path.end(), "..") != path.end();
  if (name.empty() || name == "-" || name.find('\0') != std::string::npos || path.is_absolute() || leads_out)
    refuse_name(name, "a file's name is a relative path without `..`");
}

}  // namespace

Workspace::Workspace(const std::map<std::string, std::string>& files)
    : before_(fs::current_path()), folder_("modlink") {
  for (const auto& [name, content] : files) write(name, content);
  fs::current_path(folder_.path());
}

Workspace::~Workspace() {
  std::error_code ignored;
  fs::current_path(before_, ignored);
}

void Workspace::write(const std::string& name, const std::string& content) const {
  check_name(name);
  const fs::path path = folder_.path() / name;
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) refuse_name(name, error.message());
  std::ofstream out(path, std::ios::binary);
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  out.close();
  if (!out) refuse_name(name, "no such file can be");
}

}  // namespace modlink::npm
