// Executions that are stepped through, from one call to the next.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "interpreter/stepping.h"
#include "tools/npm/stepping_state.h"

namespace modlink::npm {

struct SteppingProgram;

// One execution, and where it is.
class SteppingSession {
 public:
  SteppingSession(SteppingProgram&& program, std::optional<inspect::Graph> graph);

  // By the words of SteppingCommand, or to the step of a number. Throws cli::Failure for other words.
  void go(const Json& to);
  Json state();
  // Bytes of a memory as it is now, and how many it has. Throws cli::Failure if there is no such memory.
  struct Read {
    std::string bytes;
    std::uint64_t size;
  };
  Read read(std::uint64_t instance, std::uint64_t memory, std::uint64_t address, std::uint64_t length);

 private:
  void command(const std::string& to);

  // Where it is, as what makes the imports of the program, again and again, says to it that the store is another one.
  StateWriter writer_;
  Stepper stepper_;
  Json accessed_ = Json::array();  // by the instruction before this step, if that is known
  std::optional<std::uint64_t> last_;
};

// Those that are open, by number. Numbers are not used again.
class Sessions {
 public:
  static constexpr std::size_t most = 8;

  std::uint64_t add(std::unique_ptr<SteppingSession> session);
  // Throw cli::Failure.
  void demand_room() const;
  SteppingSession& at(std::uint64_t number);
  // What is not there is closed already.
  void close(std::uint64_t number) { open_.erase(number); }

 private:
  std::map<std::uint64_t, std::unique_ptr<SteppingSession>> open_;
  std::uint64_t next_ = 0;
};

}  // namespace modlink::npm
