// Why a directive failed.
#pragma once

#include <optional>
#include <string>

#include "tools/files/failure.h"
#include "tools/spec-runner/instead.h"

namespace modlink::runner {

using cli::Status;

// Thrown by whatever checks a directive, and caught where directives are run. The place is one inside the directive, if
// it is known: in the script itself, or in the source of a binary or quoted module. The status says whether the
// directive failed, the script is a bad one (`usage`), or we are.
struct Failure : cli::Failure {
  explicit Failure(std::string message, Status status = Status::failed) : cli::Failure(status, std::move(message)) {}
  Failure(std::string message, std::string expected, std::string found)
      : cli::Failure(Status::failed, std::move(message)), expected(std::move(expected)), found(std::move(found)) {}
  // Of what could not be tried, for this reason.
  static Failure untried(std::string reason) {
    Failure failure(std::move(reason));
    failure.skipped = true;
    return failure;
  }

  std::string expected;  // these two only where there is something to compare
  std::string found;
  std::string code;                // of the error that the directive ended with, see Error::code
  std::optional<Instead> instead;  // where the directive ended as it should, but for what it expects
  bool skipped = false;  // the engine has no way to try it, for the reason in `message`: nothing is known of it
  std::string stack;     // a newline and a line for each activation of wasm functions, see describe of a StackTrace
};

}  // namespace modlink::runner
