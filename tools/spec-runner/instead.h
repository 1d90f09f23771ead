// What a directive would have to expect in order to pass. For `--bless`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/engines/results/result.h"
#include "tools/files/script_switches.h"
#include "wast/script/script.h"

namespace modlink::runner {

// As a script has it.
struct Instead {
  std::optional<std::string> message;
  std::vector<std::optional<std::string>> results;  // patterns; nothing where the one that is there may stay
};

// Of an assert_return that expects `patterns`: results in the same lanes, and NaNs by their classes unless there are
// bits.
Instead instead_of(const std::vector<script::Pattern>& patterns, const engines::Results& results);

// Of an assertion with a message: its words, without the detail that may be behind them, such that the dialect finds
// them in the message.
Instead instead_of(cli::Messages messages, const std::string& message);

}  // namespace modlink::runner
