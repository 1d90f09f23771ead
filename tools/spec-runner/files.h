// Finding and reading the files of a run.
#pragma once

#include <string>
#include <vector>

namespace modlink::runner {

// A file that is not there or cannot be read.
struct FileError {
  std::string message;  // "name: No such file or directory"
};

// The files that `path` stands for: itself, or the `.wast` files below a directory, sorted. Throws FileError when there
// are none.
std::vector<std::string> find_files(const std::string& path);

// The content of a file; `-` is standard input. Throws FileError.
std::string read_file(const std::string& path);

// Throws FileError.
void write_file(const std::string& path, const std::string& content);

}  // namespace modlink::runner
