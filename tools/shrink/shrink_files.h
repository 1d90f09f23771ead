// Files with modules, made smaller: `modlink oracle --shrink`.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/files/failure.h"
#include "tools/files/language.h"

namespace modlink::shrink {

struct ShrinkOptions {
  std::vector<std::string> files;
  std::optional<std::string> command;  // one of these two says what is interesting
  std::optional<std::string> engine;
  std::vector<std::string> disregarded;  // causes of nondeterminism that are none there
  std::optional<std::string> output;     // of one file; of several, a folder
  std::optional<std::uint64_t> tries;
  std::uint64_t fuel = 1'000'000;
  std::chrono::nanoseconds timeout = std::chrono::seconds(10);
};

// Writes the best so far whenever there is a better one, and says at the end how much smaller the files are. Throws
// Failure, also where the files are of no interest as they are, and Error of a file that cannot be read as a module.
cli::Status shrink_files(const ShrinkOptions& options, const cli::Language& language);

// "12,034"
std::string with_commas(std::uint64_t number);

}  // namespace modlink::shrink
