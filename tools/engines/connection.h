// A program that answers lines with lines.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "tools/engines/deadline.h"

namespace modlink::engines {

// The program is gone or does not answer, and is of no use any more: "the engine was ended by signal 11".
struct Lost : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Whose standard input and output are ours, and whose standard error is passed on. It ends with its connection, and
// with us however we end; so does what it has started.
class Connection {
 public:
  // What an answer may be long, in bytes; and what may come to standard error while answers are waited for.
  static constexpr std::size_t most_answered = std::size_t{1} << 22;
  static constexpr std::size_t most_complained = std::size_t{1} << 24;

  // `command` is one for the shell. Throws Lost if it cannot be started; one that is not there shows when it is asked.
  explicit Connection(const std::string& command);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // The answer to a line, both without their line ends. Throws Lost after that time too.
  std::string ask(std::string line, const Deadline& deadline);
  // The answers to several, which the program need not wait for each other with.
  std::vector<std::string> ask_all(const std::vector<std::string>& lines, const Deadline& deadline);

 private:
  struct Process;
  std::unique_ptr<Process> process_;
};

}  // namespace modlink::engines
