// How programs end, and why.
#pragma once

#include <exception>
#include <string>
#include <utility>

#include "wast/syntax/source.h"

namespace modlink::cli {

// Exit statuses, the worse the higher: nothing wrong; a module or a test is bad, or the answer is no; wrong usage or an
// unreadable file; a mistake of ours.
enum class Status { ok = 0, failed = 1, usage = 2, internal = 3 };

// Thrown where a program cannot go on, or the part of it that is about one thing; caught where the next one begins, or
// where the program ends. A module that is bad by itself is an Error and needs no other words.
struct Failure : std::exception {
  Failure(Status status, std::string message, SourcePtr source = nullptr, Pos pos = no_pos)
      : status(status), message(std::move(message)), source(std::move(source)), pos(pos) {}
  const char* what() const noexcept override { return message.c_str(); }

  // Ready to print: with the place, if there is one.
  std::string text() const { return diagnose(source, pos, message); }

  Status status;
  std::string message;
  SourcePtr source;  // where it is; null if that is nowhere, or if the message says it
  Pos pos;
};

}  // namespace modlink::cli
