// The threads of a script, which take turns. spec: the threads proposal, its scripts
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "tools/spec-runner/session.h"

namespace modlink::runner {

// One thread: what it has still to do, and why it does not go on.
struct Thread {
  Machine* machine = nullptr;
  Names names;
  SourcePtr source;
  std::deque<script::Directive> directives;  // the first one is under way; the script itself keeps its own
  const Thread* joined = nullptr;            // it waits for that one's end
  std::int64_t deadline = -1;                // when its machine's wait times out; negative: never
  bool timed_out = false;
  cli::Allowance rest = {};  // for its action under way, which waits
  bool done = false;

  bool is_ready() const;
};

// Throws LimitExceeded for more than a script may have: "too many threads: more than 1000".
void require_few(std::uint64_t count, const ImplementationLimit& limit, const char* what);

// Time is imaginary: it passes only when no thread is ready, up to the first deadline.
class Threads {
 public:
  explicit Threads(Session& session);

  Thread& script() { return script_; }
  Thread& current() { return *current_; }
  void turn_to(Thread& thread);

  // A thread of the current one. Throws Failure if one of the shared instances is unknown, LimitExceeded.
  void start(script::ThreadDirective&& directive, const SourcePtr& source);
  // Throws Failure if there is none; Suspended until it is done.
  void wait(const std::optional<std::string>& id);

  // The current thread's directive cannot go on.
  void suspend();
  // The current thread is ready again. False if its machine waits once more.
  bool resume();
  // The next one that can go on, in turns; the script only if it waits. Lets time pass if none can. Null: a deadlock.
  Thread* next_ready(bool script_waits);
  // A thread that is not done. Null: all are.
  Thread* find_stuck();

 private:
  Outcome go_on();
  bool let_time_pass(bool script_waits);

  Session& session_;
  Thread script_;
  Thread* current_ = &script_;
  std::deque<std::unique_ptr<Thread>> threads_;
  std::map<std::string, Thread*> by_id_;
  std::size_t next_ = 0;
  std::int64_t now_ = 0;
};

}  // namespace modlink::runner
