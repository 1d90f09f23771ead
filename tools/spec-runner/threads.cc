// The threads of a script, which take turns. spec: the threads proposal, its scripts
#include "tools/spec-runner/threads.h"

#include <fmt/format.h>

#include "tools/spec-runner/failure.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

bool Thread::is_ready() const {
  if (joined) return joined->done;
  const Wait* wait = machine->wait();
  return !wait || wait->notified || timed_out;
}

void require_few(std::uint64_t count, const ImplementationLimit& limit, const char* what) {
  if (count <= limit) return;
  throw LimitExceeded(no_pos, fmt::format("too many {}: more than {}{}", what, limit.value(), limit.hint()));
}

Threads::Threads(Session& session) : session_(session) {
  script_.machine = &engine_of(session.store()).machine();
  turn_to(script_);
}

void Threads::turn_to(Thread& thread) {
  current_ = &thread;
  session_.turn_to(*thread.machine, thread.names);
}

void Threads::start(script::ThreadDirective&& directive, const SourcePtr& source) {
  require_few(threads_.size() + 1, session_.settings().language.limits.script_threads, "threads");
  auto thread = std::make_unique<Thread>();
  for (const std::string& id : directive.shared) {
    thread->names.instances.define(id, session_.names().instances.find(id));
  }
  thread->machine = &engine_of(session_.store()).add_machine();
  thread->source = source;
  for (script::Directive& item : directive.directives) thread->directives.push_back(std::move(item));
  if (directive.id) by_id_[*directive.id] = thread.get();
  threads_.push_back(std::move(thread));
}

void Threads::wait(const std::optional<std::string>& id) {
  if (threads_.empty()) throw Failure("there is no thread yet");
  const auto it = id ? by_id_.find(*id) : by_id_.end();
  if (id && it == by_id_.end()) throw Failure(fmt::format("unknown thread {}", quote_id(*id)));
  const Thread* thread = id ? it->second : threads_.back().get();
  if (thread->done) return;
  current_->joined = thread;
  throw Suspended{};
}

void Threads::suspend() {
  const Wait* wait = current_->machine->wait();
  current_->timed_out = false;
  current_->deadline = -1;
  current_->rest = session_.rest();
  if (!wait || wait->timeout < 0) return;
  current_->deadline = wait->timeout > INT64_MAX - now_ ? INT64_MAX : now_ + wait->timeout;
}

Outcome Threads::go_on() {
  const Turn turn = session_.begin_turn(current_->rest);
  return current_->machine->resume();
}

bool Threads::resume() {
  current_->joined = nullptr;
  if (!current_->machine->wait()) return true;
  Outcome outcome = go_on();
  if (outcome.kind() == Outcome::Kind::suspended) {
    suspend();
    return false;
  }
  session_.resumed(std::move(outcome));
  return true;
}

Thread* Threads::next_ready(bool script_waits) {
  do {
    for (std::size_t i = 0; i < threads_.size(); ++i) {
      Thread& thread = *threads_[next_++ % threads_.size()];
      if (!thread.done && thread.is_ready()) return &thread;
    }
    if (script_waits && script_.is_ready()) return &script_;
  } while (let_time_pass(script_waits));
  return nullptr;
}

bool Threads::let_time_pass(bool script_waits) {
  Thread* first = nullptr;
  const auto consider = [&first](Thread& thread) {
    if (thread.done || thread.timed_out || !thread.machine->wait() || thread.deadline < 0) return;
    if (!first || thread.deadline < first->deadline) first = &thread;
  };
  if (script_waits) consider(script_);
  for (const auto& thread : threads_) consider(*thread);
  if (!first) return false;
  now_ = first->deadline;
  first->timed_out = true;
  return true;
}

Thread* Threads::find_stuck() {
  for (const auto& thread : threads_) {
    if (!thread->done) return thread.get();
  }
  return nullptr;
}

}  // namespace modlink::runner
