// Executions that are stepped through, from one call to the next.
#include "tools/npm/sessions.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "tools/files/failure.h"
#include "tools/npm/stepping_program.h"
#include "wast/syntax/identifiers.h"

namespace modlink::npm {

namespace {

[[noreturn]] void refuse_session(const std::string& message) { throw cli::Failure(cli::Status::usage, message); }

// Each time that the imports are made, the store is another one.
Steppable telling(Steppable what, StateWriter& writer) {
  what.imports = [make = std::move(what.imports), &writer](Store& store) {
    Imports imports = make(store);
    writer.begin(store.modules().size());
    return imports;
  };
  return what;
}

struct Command {
  const char* word;
  void (*perform)(Stepper& stepper);
};
constexpr Command commands[] = {
    {"step", [](Stepper& stepper) { stepper.step(); }},
    {"over", [](Stepper& stepper) { stepper.step_over(); }},
    {"out", [](Stepper& stepper) { stepper.step_out(); }},
    {"instantiation", [](Stepper& stepper) { stepper.step_instantiation(); }},
    {"run", [](Stepper& stepper) { stepper.run(); }},
    {"end", [](Stepper& stepper) { stepper.run(); }},
    {"back", [](Stepper& stepper) { stepper.back(); }},
    {"back-over", [](Stepper& stepper) { stepper.back_over(); }},
    {"back-out", [](Stepper& stepper) { stepper.back_out(); }},
    {"back-instantiation", [](Stepper& stepper) { stepper.back_instantiation(); }},
    {"start", [](Stepper& stepper) { stepper.go_to(0); }},
};

const MemoryInst& memory_of(const Store& store, std::uint64_t instance, std::uint64_t memory) {
  if (instance >= store.modules().size()) refuse_session(fmt::format("there is no instance {} at this step", instance));
  std::uint64_t number = 0;
  for (const ModuleInst& found : store.modules()) {
    if (number++ != instance) continue;
    if (memory < found.memories.size()) return *found.memories[memory];
  }
  refuse_session(fmt::format("instance {} has no memory {} at this step", instance, memory));
}

}  // namespace

SteppingSession::SteppingSession(SteppingProgram&& program, std::optional<inspect::Graph> graph)
    : writer_(program.output, std::move(graph)), stepper_(telling(std::move(program.what), writer_)) {}

void SteppingSession::command(const std::string& to) {
  const auto has_word = [&](const Command& command) { return command.word == to; };
  const auto found = std::find_if(std::begin(commands), std::end(commands), has_word);
  if (found == std::end(commands)) refuse_session(fmt::format("option `to`: there is no command `{}`", shown(to)));
  found->perform(stepper_);
}

void SteppingSession::go(const Json& to) {
  const std::uint64_t before = stepper_.number();
  Json accessing = Json::array();
  const bool is_step = to == "step" || to == before + 1;
  if (is_step && stepper_.point()) accessing = writer_.accesses(stepper_);
  if (to.is_string()) {
    command(to.get<std::string>());
  } else if (to.is_number_unsigned()) {
    stepper_.go_to(to.get<std::uint64_t>());
  } else {
    refuse_session("option `to`: expected a command or the number of a step");
  }
  const bool has_moved = stepper_.number() == before + 1;
  const bool was_done = !stepper_.is_done() || stepper_.outcome()->is_done();
  accessed_ = is_step && has_moved && was_done ? std::move(accessing) : Json::array();
  if (stepper_.is_done()) last_ = stepper_.number();
}

Json SteppingSession::state() {
  Json state = writer_.state(stepper_);
  if (last_) state["last"] = *last_;
  if (!accessed_.empty()) state["accessed"] = accessed_;
  return state;
}

SteppingSession::Read SteppingSession::read(std::uint64_t instance, std::uint64_t memory, std::uint64_t address,
                                            std::uint64_t length) {
  constexpr std::uint64_t most = 65'536;
  const MemoryInst& found = memory_of(stepper_.store(), instance, memory);
  Read result{{}, found.memory.size()};
  if (address >= result.size) return result;
  result.bytes.resize(static_cast<std::size_t>(std::min({length, most, result.size - address})));
  mem_read(found, address, result.bytes.data(), result.bytes.size());
  return result;
}

std::uint64_t Sessions::add(std::unique_ptr<SteppingSession> session) {
  demand_room();
  open_.emplace(next_, std::move(session));
  return next_++;
}

void Sessions::demand_room() const {
  if (open_.size() >= most)
    throw cli::Failure(cli::Status::failed, fmt::format("{} sessions are open: one has to be closed first", most));
}

SteppingSession& Sessions::at(std::uint64_t number) {
  const auto found = open_.find(number);
  if (found == open_.end()) refuse_session("this session is closed");
  return *found->second;
}

}  // namespace modlink::npm
