// Reading and writing of whole files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/files/failure.h"

namespace modlink::cli {

// Of a file that is not there or cannot be read or written these functions throw a Failure of status `usage`: "name: No
// such file or directory".

// A file's name in a message: escaped, and whole unless no file can have it.
std::string shown_path(const std::string& path);

// The content of a file; `-` is standard input. No file is waited for without end, nor read without end: a FIFO has to
// have a writer within seconds, and what is larger than 1 GiB, or in a device than 16 MiB, is refused.
std::string read_file(const std::string& path);

// The same as a source, binary if its beginning is no text's; so is an empty one, if its name ends in `.wasm`.
SourcePtr read_source(const std::string& path);

// Writes a new file under a temporary name and then renames it, so that either the whole file is there or what was
// there before. `-` is standard output.
void write_file(const std::string& path, std::string_view content);

struct NewFile {
  std::string path;
  std::string content;
};
// The same for several files: none is renamed before all are written, and no temporary files are left.
void write_files(const std::vector<NewFile>& files);

}  // namespace modlink::cli
