// Reading and writing of whole files.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "tools/files/failure.h"
#include "tools/files/language.h"

namespace modlink::cli {

// Of a file that is not there or cannot be read or written these functions throw a Failure of status `usage`: "name: No
// such file or directory".

// Who names a file: whoever runs the program, or what another file says.
enum class NamedBy { user, file };

// What messages call a file that is read: its path, or `<stdin>`, standard input of the user.
std::string input_name(const std::string& path, NamedBy by = NamedBy::user);

// The content of a file; `-` is standard input of the user. No file is waited for without end, nor read without end:
// the user's FIFO has to have a writer within seconds, what a file names has to be a regular file, and a device must
// not have more than 16 MiB. What is larger than `most` is a limit, of status `failed`.
std::string read_file(const std::string& path, NamedBy by = NamedBy::user,
                      const ImplementationLimit& most = ImplementationLimits().source_bytes);

// The same as a source, binary if its beginning is no text's; so is an empty one, if its name ends in `.wasm`.
SourcePtr read_source(const std::string& path, const Language& language, NamedBy by = NamedBy::user);

// A content that is there already, as such a source.
SourcePtr make_source(const std::string& name, std::string content);

// What is said of a file that is not regular: "is a folder", "is a FIFO".
const char* kind_of_file(mode_t mode);

// Whether a file is in a folder (empty: the present one) or in one of those in it, once `..` and links are followed. It
// need not be there.
bool lies_in(const std::string& path, const std::string& folder);

// The file that a script in a folder names: from that folder, or, where nothing is there, from the present directory,
// as in the reference interpreter.
std::string find_for_script(const std::string& path, const std::string& folder);

// Writes a file; `-` is standard output of the user, for whom folders are made too that are not there. It is written
// beside its place, which it takes when it is whole, so that until then what was there before stays; it keeps the mode
// of that, and a symbolic link stays one. What has other names too (hard links), another owner or a folder that cannot
// be written to, and what is no regular file, is written in place. Nothing else is left if that fails, or if a signal
// ends the program (tools/files/unfinished.h).
void write_file(const std::string& path, std::string_view content, NamedBy by = NamedBy::user);

struct NewFile {
  std::string name;
  std::string content;
};
// What may become of files that are there.
enum class Replace { nothing, anything };
// The same for several files in a folder, which is made, with the folders around it, if it is not there; so are those
// that their names have. Either all are written, or neither files nor folders are left, and what was there stays. A
// file that has the content already is left alone; if nothing may be replaced, one with another content is a Failure.
void write_files(const std::string& folder, const std::vector<NewFile>& files, Replace replace = Replace::anything);
// The same for files that the user names, each as `write_file` has it; standard output comes last.
void write_files(const std::vector<NewFile>& files);

// Whether what is written to two files that the user names goes to one place; they need not be there. Devices hold
// nothing that could be lost, but standard output, `-`, is one place.
bool is_one_output(const std::string& a, const std::string& b);

}  // namespace modlink::cli
