// Standard output of a run, which ends with a live line on a terminal.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "tools/spec-runner/report.h"

namespace modlink::runner {

// The live line says how far the run is, how fast, and which script runs; it goes before something else is written, and
// comes again behind it. There is none unless `live`, and none of a run that is over at once.
class Console {
 public:
  // Of a run of so many scripts. `prints`: otherwise nothing is written to standard output.
  Console(std::size_t scripts, bool prints, bool live);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  // Whole lines.
  void print(std::string_view text) noexcept;
  // To standard error: lines, the last one without its end.
  void complain(std::string_view text) noexcept;

  // The job with that number runs a script; it is done.
  void begin(std::size_t job, const std::string& path) noexcept;
  void end(std::size_t job) noexcept;

  // Null if nobody watches.
  Tally* tally() { return live_ ? &tally_ : nullptr; }

 private:
  using Clock = std::chrono::steady_clock;

  void watch();
  std::string line() const;
  void draw();
  void erase() noexcept;

  const std::size_t scripts_;
  const bool prints_;
  const bool live_;
  const Clock::time_point start_ = Clock::now();
  Tally tally_;
  std::mutex mutex_;  // of these
  std::condition_variable changed_;
  bool stops_ = false;
  bool drawn_ = false;
  std::size_t done_ = 0;
  std::map<std::size_t, std::string> running_;
  std::thread thread_;
};

// Whether standard output is a terminal on which a line can be taken back.
bool is_live_terminal();

}  // namespace modlink::runner
