// Files that options name: none of them is lost to another one.
#include "tools/cli/named_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tools/cli/command_line.h"
#include "tools/files/files.h"
#include "tools/files/read_files.h"
#include "wast/syntax/identifiers.h"

namespace modlink::cli {

namespace {

std::string shown_output(const std::string& path) { return path == "-" ? "standard output" : shown_path(path); }

}  // namespace

void demand_different_files(const std::vector<NamedFile>& outputs) {
  for (auto file = outputs.begin(); file != outputs.end(); ++file) {
    const auto is_same = [&](const NamedFile& other) { return is_one_output(other.path, file->path); };
    const auto other = std::find_if(outputs.begin(), file, is_same);
    if (other == file) continue;
    const char* const another = other->option == file->option ? "another " : "";
    refuse(file->option, fmt::format("{} is written by {}{} too", shown_output(file->path), another, other->option));
  }
}

std::optional<LostInput> find_lost_input(const std::vector<NamedFile>& outputs,
                                         const std::vector<std::string>& inputs) {
  if (outputs.empty()) return std::nullopt;
  ReadFiles files;
  for (const std::string& path : inputs) files.add(path);
  for (const NamedFile& output : outputs) {
    if (std::string lost = files.lost_to(output.path); !lost.empty()) return LostInput{output.option, std::move(lost)};
  }
  return std::nullopt;
}

void spare_inputs(const std::vector<NamedFile>& outputs, const std::vector<std::string>& inputs) {
  if (const auto lost = find_lost_input(outputs, inputs)) refuse(lost->option, lost->reason);
}

const NamedFile* find_standard_output(const std::vector<NamedFile>& outputs) {
  const auto is_standard = [](const NamedFile& output) { return is_one_output(output.path, "-"); };
  const auto found = std::find_if(outputs.begin(), outputs.end(), is_standard);
  return found == outputs.end() ? nullptr : &*found;
}

}  // namespace modlink::cli
