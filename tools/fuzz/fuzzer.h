// Mutating inputs for some time, and keeping those that something goes wrong with.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tools/fuzz/inputs.h"

namespace modlink::fuzz {

struct FuzzOptions {
  double seconds = 20;            // of the processor, for all
  double seconds_per_input = 60;  // likewise, up to running
  double seconds_of_running = 0.5;
  std::uint64_t seed = 0;
  std::filesystem::path folder;  // for what is found
};

struct Finding {
  std::filesystem::path file;  // the input
  std::string how;             // "signal 11", "exit status 1", "more than 60 s"
};

struct FuzzReport {
  std::vector<std::uint64_t> inputs;  // how many of each group were tried
  std::uint64_t endless = 0;          // those whose code was still running when its time was over
  double seconds = 0;                 // of the processor
  std::vector<Finding> findings;
};

// As `exercise`: calls its second argument before it runs what may have no end.
using Try = std::function<void(const Input&, const std::function<void()>&)>;

// Groups, which have inputs, take equal shares of the time. The n-th mutation of a group depends on the seed alone. All
// is done in a process of its own, after whose end by a signal, an exception or too much time another one goes on.
FuzzReport fuzz(const std::vector<InputGroup>& groups, const FuzzOptions& options, const Try& try_input);

}  // namespace modlink::fuzz
