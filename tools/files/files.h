// Reading and writing of whole files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wast/syntax/source.h"

namespace modlink::cli {

// A file that is not there or cannot be read or written.
struct FileError {
  std::string message;  // "name: No such file or directory"
};

// The content of a file; `-` is standard input. Throws FileError.
std::string read_file(const std::string& path);

// The same as a source, binary if it begins as a binary module does. Throws FileError.
SourcePtr read_source(const std::string& path);

// Writes a new file under a temporary name and then renames it, so that either the whole file is there or what was
// there before. `-` is standard output. Throws FileError.
void write_file(const std::string& path, std::string_view content);

struct NewFile {
  std::string path;
  std::string content;
};
// The same for several files: none is renamed before all are written. Throws FileError, and leaves no temporary files.
void write_files(const std::vector<NewFile>& files);

}  // namespace modlink::cli
