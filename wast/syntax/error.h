// The errors of all stages before execution. spec: conventions of the official test suite, which tells malformed,
// invalid and unlinkable modules apart.
#pragma once

#include <exception>
#include <new>
#include <string>
#include <utility>

#include "wast/syntax/source.h"

namespace modlink {

enum class Stage { malformed, invalid, unlinkable, limit };

// Any error with a position. The message begins with the words that the official tests expect; what follows them
// says which rule failed and what was found.
class Error : public std::exception {
 public:
  Error(Stage stage, Pos pos, std::string message, SourcePtr source = nullptr)
      : stage_(stage), pos_(pos), message_(std::move(message)), source_(std::move(source)) {}
  Stage stage() const { return stage_; }
  Pos pos() const { return pos_; }
  const std::string& message() const { return message_; }
  // "type-mismatch": what is wrong, by a short name that stays. wast/syntax/error_code.h; docs/errors.md
  std::string code() const;
  const char* what() const noexcept override { return message_.c_str(); }
  // Where `pos` is. Everything that reads or validates a source sets it; null for modules made by hand, and for types
  // that are compared.
  const SourcePtr& source() const { return source_; }

  // Ready to print: the place, the stage, the message and the code; for text also the line and a caret. `origin` is
  // what has no source: a file's name.
  std::string diagnose(std::string_view origin = {}) const;
  // The same without line and caret.
  std::string summary(std::string_view origin = {}) const;

  // Sets the source unless it is known.
  void in_source(const SourcePtr& source) {
    if (!source_) source_ = source;
  }
  // Sets the position unless it is known.
  void at(Pos pos) {
    if (pos_ == no_pos) pos_ = pos;
  }

 private:
  std::string staged_message() const;

  Stage stage_;
  Pos pos_;
  std::string message_;
  SourcePtr source_;
};

template <Stage stage_value>
class StagedError : public Error {
 public:
  StagedError(Pos pos, std::string message, SourcePtr source = nullptr)
      : Error(stage_value, pos, std::move(message), std::move(source)) {}
};

using Malformed = StagedError<Stage::malformed>;    // text or bytes outside the grammar
using Invalid = StagedError<Stage::invalid>;        // in the grammar, but not well typed
using Unlinkable = StagedError<Stage::unlinkable>;  // valid, but not instantiable with these imports
using LimitExceeded = StagedError<Stage::limit>;    // beyond what this implementation is set to accept (D19)

// What a limit is called that the machine sets. Short: a string has room for it without allocating any.
inline constexpr char out_of_memory[] = "out of memory";

// Runs `f`. Errors that come out of it are in `source`, unless they say where they are; and so is the want of memory,
// which is an error too then, LimitExceeded.
template <class F>
auto in_source(const SourcePtr& source, F f) {
  try {
    return f();
  } catch (Error& error) {
    error.in_source(source);
    throw;
  } catch (const std::bad_alloc&) {
    throw LimitExceeded(no_pos, out_of_memory, source);
  }
}

// Runs `f`. Errors that come out of it are at `pos`, unless they say where they are: comparing types knows no places.
template <class F>
auto at_pos(Pos pos, F f) {
  try {
    return f();
  } catch (Error& error) {
    error.at(pos);
    throw;
  }
}

// "malformed", "invalid", "unlinkable" or "limit".
const char* to_string(Stage stage);

}  // namespace modlink
