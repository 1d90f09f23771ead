// A failed directive, in words.
#pragma once

#include <string>

#include "tools/spec-runner/failure.h"
#include "wast/syntax/source.h"

namespace modlink::runner {

struct Diagnosis {
  std::string place;    // exactly, within the directive
  std::string message;  // with the keyword
  std::string excerpt;  // a newline, the line of the script and a caret
  std::string context;  // where the directive begins, if that is on another line
  std::string expected;
  std::string found;
  std::string code;
  std::string stack;  // as Failure has it
  std::string inner;  // the place inside a binary or quoted module, which has a source of its own
};

// `pos` is where the directive begins.
Diagnosis diagnose(const SourcePtr& source, Pos pos, const std::string& keyword, const Failure& failure);

// As it is printed, whole lines.
std::string print(const Diagnosis& diagnosis, bool colored);

}  // namespace modlink::runner
