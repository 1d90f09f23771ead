// Why a directive failed.
#pragma once

#include <exception>
#include <string>

#include "wast/syntax/source.h"

namespace modlink::runner {

// Thrown by whatever checks a directive, and caught where directives are run.
struct Failure : std::exception {
  explicit Failure(std::string message) : message(std::move(message)) {}
  Failure(std::string message, std::string expected, std::string found)
      : message(std::move(message)), expected(std::move(expected)), found(std::move(found)) {}
  const char* what() const noexcept override { return message.c_str(); }

  std::string message;
  std::string expected;  // these two only where there is something to compare
  std::string found;
  // Where inside the directive, if that is known: in the script itself, or in the source of a binary or quoted module.
  SourcePtr source;
  Pos pos = no_pos;
  enum class Kind { directive, bad_script, internal } kind = Kind::directive;
};

}  // namespace modlink::runner
