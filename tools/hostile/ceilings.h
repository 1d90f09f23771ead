// Running programs below ceilings of time and memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace modlink::hostile {

struct Ceilings {
  double seconds;    // of the processor; some more stop the program, and many more of waiting
  double megabytes;  // likewise
  std::optional<std::uint64_t> address_space = {};  // in megabytes
  bool sanitized = false;                           // whose shadow memory counts as the program's
  std::optional<std::uint64_t> stack = {};          // in kilobytes
};

struct Ended {
  int status = -1;     // -1 if a signal ended it
  int signal = 0;      // 0 if none
  std::string output;  // of both streams, its beginning
  double seconds = 0;  // of the processor
  double megabytes = 0;
  bool left_processes = false;  // which are ended
};

// Runs a program in a folder, without input. The first word is its path.
// Standard error goes to the file `errors`; if that is empty, where standard output goes; null: it is closed.
Ended run_below(const Ceilings& ceilings, const std::vector<std::string>& words, const std::filesystem::path& folder,
                const char* errors = "");

}  // namespace modlink::hostile
