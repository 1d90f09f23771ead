// How what an engine was asked for ended. spec: appendix/embedding; exec/runtime, Results
#include "tools/engines/end.h"

#include <fmt/format.h>

#include "interpreter/exec/trace.h"
#include "tools/engines/result_text.h"

namespace modlink::engines {

namespace {

End::Kind kind_of(Stage stage) {
  switch (stage) {
    case Stage::malformed: return End::Kind::malformed;
    case Stage::invalid: return End::Kind::invalid;
    case Stage::unlinkable: return End::Kind::unlinkable;
    case Stage::limit: return End::Kind::limit;
  }
  return End::Kind::rejected;
}

End::Kind kind_of(Outcome::Kind kind) {
  switch (kind) {
    case Outcome::Kind::done: return End::Kind::done;
    case Outcome::Kind::trap: return End::Kind::trap;
    case Outcome::Kind::exception: return End::Kind::exception;
    case Outcome::Kind::limit: return End::Kind::limit;
    case Outcome::Kind::out_of_fuel: return End::Kind::out_of_fuel;
    case Outcome::Kind::interrupted: return End::Kind::interrupted;
    case Outcome::Kind::suspended: return End::Kind::unsupported;
    case Outcome::Kind::unlinkable: return End::Kind::unlinkable;
  }
  return End::Kind::unsupported;
}

std::string results_text(const Results& results) {
  std::string text;
  for (const Result& result : results) text += fmt::format("{}{}", text.empty() ? "" : " ", to_string(result));
  return text.empty() ? "nothing" : text;
}

}  // namespace

const char* to_string(End::Kind kind) {
  switch (kind) {
    case End::Kind::valid: return "valid";
    case End::Kind::instantiated: return "instantiated";
    case End::Kind::done: return "done";
    case End::Kind::malformed: return to_string(Stage::malformed);
    case End::Kind::invalid: return to_string(Stage::invalid);
    case End::Kind::rejected: return "rejected";
    case End::Kind::unlinkable: return to_string(Stage::unlinkable);
    case End::Kind::trap: return to_string(Outcome::Kind::trap);
    case End::Kind::exception: return to_string(Outcome::Kind::exception);
    case End::Kind::limit: return to_string(Stage::limit);
    case End::Kind::out_of_fuel: return to_string(Outcome::Kind::out_of_fuel);
    case End::Kind::interrupted: return to_string(Outcome::Kind::interrupted);
    case End::Kind::unsupported: return "unsupported";
    case End::Kind::lost: return "lost";
  }
  return "";
}

std::string describe(const End& end) {
  if (end.kind == End::Kind::done) return results_text(end.results);
  const char* word = to_string(end.kind);
  if (says(end.message, word)) return end.message;
  return end.message.empty() ? word : fmt::format("{} \"{}\"", word, end.message);
}

End end_of(const Error& error) {
  End end{kind_of(error.stage()), error.message()};
  end.code = error.code();
  end.source = error.source();
  end.pos = error.pos();
  return end;
}

End end_of(const Outcome& outcome, const TypeStore& store) {
  End end{kind_of(outcome.kind())};
  if (outcome.is_done()) {
    end.results = results_of(outcome.results(), store);
    return end;
  }
  end.message = outcome.message();
  end.code = outcome.code();
  end.exhausted = outcome.trap_code() == TrapCode::call_stack_exhausted;
  end.source = outcome.source();
  end.pos = outcome.pos();
  end.stack = [stack = outcome.stack()] { return describe(stack); };
  return end;
}

End end_of_instantiation(const Outcome& outcome, const TypeStore& store) {
  if (outcome.is_done()) return {End::Kind::instantiated};
  return end_of(outcome, store);
}

}  // namespace modlink::engines
