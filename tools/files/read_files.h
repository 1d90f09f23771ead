// Files that are read, and must not be written to.
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <utility>

namespace modlink::cli {

// Files and folders, whatever their names: links, `./` and what standard input and output were redirected to lead to
// what they are. Devices and pipes hold nothing that could be lost.
class ReadFiles {
 public:
  // `-` is standard input. What is not there is none.
  void add(const std::string& path);
  // Why the file `output` must not be written (`-`: standard output): "a.wast is one of the files that are read". Empty
  // if it may be.
  std::string lost_to(const std::string& output) const;

 private:
  std::map<std::pair<dev_t, ino_t>, std::string> paths_;
};

}  // namespace modlink::cli
