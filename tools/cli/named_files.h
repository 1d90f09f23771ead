// Files that options name: none of them is lost to another one.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace modlink::cli {

// `-` is standard output, or standard input, as the option has it.
struct NamedFile {
  std::string option;
  std::string path;
};

// To be called while a command line is parsed, which is refused
// - if two of the files that are written are one, whatever their names;
void demand_different_files(const std::vector<NamedFile>& outputs);
// - if one that is written is one that is read.
void spare_inputs(const std::vector<NamedFile>& outputs, const std::vector<std::string>& inputs);

// The same for inputs that are known later: the output that is one, and why it must not be written.
struct LostInput {
  std::string option;
  std::string reason;  // "a.wast is one of the files that are read"
};
std::optional<LostInput> find_lost_input(const std::vector<NamedFile>& outputs, const std::vector<std::string>& inputs);

// The one of the outputs that goes to standard output, by whatever name, or null.
const NamedFile* find_standard_output(const std::vector<NamedFile>& outputs);

}  // namespace modlink::cli
