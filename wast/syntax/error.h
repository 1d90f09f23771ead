// The errors of all stages before execution. spec: conventions of the official test suite, which tells malformed,
// invalid and unlinkable modules apart.
#pragma once

#include <exception>
#include <string>
#include <utility>

#include "wast/syntax/source.h"

namespace modlink {

enum class Stage { malformed, invalid, unlinkable, limit };

// Any error with a position. The message begins with the words that the official tests expect; what follows them
// says which rule failed and what was found.
class Error : public std::exception {
 public:
  Error(Stage stage, Pos pos, std::string message) : stage_(stage), pos_(pos), message_(std::move(message)) {}
  Stage stage() const { return stage_; }
  Pos pos() const { return pos_; }
  const std::string& message() const { return message_; }
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  Stage stage_;
  Pos pos_;
  std::string message_;
};

template <Stage stage_value>
class StagedError : public Error {
 public:
  StagedError(Pos pos, std::string message) : Error(stage_value, pos, std::move(message)) {}
};

using Malformed = StagedError<Stage::malformed>;    // text or bytes outside the grammar
using Invalid = StagedError<Stage::invalid>;        // in the grammar, but not well typed
using Unlinkable = StagedError<Stage::unlinkable>;  // valid, but not instantiable with these imports
using LimitExceeded = StagedError<Stage::limit>;    // beyond what this implementation is set to accept (D19)

// "malformed", "invalid", "unlinkable" or "limit".
const char* to_string(Stage stage);

}  // namespace modlink
