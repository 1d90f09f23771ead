// The assertions of scripts. spec: the official suite's script grammar
#include "tools/spec-runner/assertions.h"

#include <fmt/format.h>

#include "tools/spec-runner/patterns.h"

namespace modlink::runner {

namespace {

// As in the reference interpreter: what is expected is the beginning of the message.
bool match_message(const std::string& message, const std::string& expected) {
  return message.compare(0, expected.size(), expected) == 0;
}

std::string quote(const char* word, const std::string& message) { return fmt::format("{} \"{}\"", word, message); }

void expect_end(const Attempt& attempt, Attempt::End end, const std::string& message) {
  const std::string expected = quote(to_string(end), message);
  if (attempt.end != end) throw failure_of(attempt, fmt::format("the module is not {}", to_string(end)), expected);
  if (!match_message(attempt.message, message)) throw failure_of(attempt, "wrong message", expected);
}

// A module that is in order but for its annotations and custom sections: those are wrong at the stage, and nothing else
// is. The module need be valid only where the assertion is about validity.
void check_custom(Session& session, script::ScriptModule&& module, const SourcePtr& script, Stage stage,
                  const std::string& message) {
  Attempt attempt;
  attempt.source = module.content ? module.content : script;
  const std::string expected = fmt::format("custom {} \"{}\"", to_string(stage), message);
  std::optional<Error> error;
  if (stage == Stage::malformed) {
    error = session.load(std::move(module)).custom_error;
  } else {
    attempt = session.define(std::move(module), script);
    if (!attempt.code) throw failure_of(attempt, "the module itself is wrong", expected);
    error = attempt.code->module.custom_error;
  }
  if (!error) throw failure_of(attempt, fmt::format("no custom part is {}", to_string(stage)), expected);
  attempt.message = error->message();
  attempt.pos = error->pos();
  attempt.end = error->stage() == Stage::invalid ? Attempt::End::invalid : Attempt::End::malformed;
  if (error->stage() != stage) throw failure_of(attempt, "wrong stage", expected);
  if (!match_message(attempt.message, message)) throw failure_of(attempt, "wrong message", expected);
}

Outcome expect_trap(Session& session, const script::Action& action, const std::string& message) {
  Outcome outcome = session.perform(action);
  const std::string expected = quote("trap", message);
  const std::string found = describe(outcome, session.store().types());
  if (outcome.kind != Outcome::Kind::trap) throw Failure("no trap", expected, found);
  if (!match_message(message_of(outcome), message)) throw Failure("wrong message", expected, found);
  return outcome;
}

}  // namespace

Failure failure_of(const Attempt& attempt, std::string message, std::string expected) {
  Failure failure(std::move(message), std::move(expected), describe(attempt));
  failure.source = attempt.source;
  failure.pos = attempt.pos;
  return failure;
}

void check(Session& session, script::AssertReturn&& assertion, const SourcePtr&) {
  const Outcome outcome = session.perform(assertion.action);
  const TypeStore& types = session.store().types();
  const bool done = outcome.kind == Outcome::Kind::done;
  if (done && match_patterns(outcome.results, assertion.results, types)) return;
  throw Failure(done ? "wrong result" : "no result", to_string(assertion.results), describe(outcome, types));
}

void check(Session& session, script::AssertTrap&& assertion, const SourcePtr& source) {
  if (const auto* action = std::get_if<script::Action>(&assertion.what)) {
    expect_trap(session, *action, assertion.message);
    return;
  }
  auto& module = std::get<script::ScriptModule>(assertion.what);
  const Attempt attempt = session.instantiate(session.define(std::move(module), source));
  const std::string expected = quote("trap", assertion.message);
  if (attempt.end != Attempt::End::trap) throw failure_of(attempt, "no trap", expected);
  if (!match_message(attempt.message, assertion.message)) throw failure_of(attempt, "wrong message", expected);
}

void check(Session& session, script::AssertExhaustion&& assertion, const SourcePtr&) {
  const Outcome outcome = expect_trap(session, assertion.action, assertion.message);
  if (outcome.trap == TrapCode::call_stack_exhausted) return;
  throw Failure("the call stack was not exhausted", quote("trap", assertion.message),
                describe(outcome, session.store().types()));
}

void check(Session& session, script::AssertException&& assertion, const SourcePtr& source) {
  if (auto* module = std::get_if<script::ScriptModule>(&assertion.what)) {
    const Attempt attempt = session.instantiate(session.define(std::move(*module), source));
    if (attempt.end != Attempt::End::exception) throw failure_of(attempt, "no exception", "exception");
    return;
  }
  const Outcome outcome = session.perform(std::get<script::Action>(assertion.what));
  if (outcome.kind == Outcome::Kind::exception) return;
  throw Failure("no exception", "exception", describe(outcome, session.store().types()));
}

void check(Session& session, script::AssertMalformed&& assertion, const SourcePtr& source) {
  if (assertion.custom)
    return check_custom(session, std::move(assertion.module), source, Stage::malformed, assertion.message);
  expect_end(session.define(std::move(assertion.module), source), Attempt::End::malformed, assertion.message);
}

void check(Session& session, script::AssertInvalid&& assertion, const SourcePtr& source) {
  if (assertion.custom)
    return check_custom(session, std::move(assertion.module), source, Stage::invalid, assertion.message);
  expect_end(session.define(std::move(assertion.module), source), Attempt::End::invalid, assertion.message);
}

void check(Session& session, script::AssertUnlinkable&& assertion, const SourcePtr& source) {
  Attempt attempt = session.instantiate(session.define(std::move(assertion.module), source));
  expect_end(attempt, Attempt::End::unlinkable, assertion.message);
}

void check(Session& session, script::AssertLimit&& assertion, const SourcePtr& source) {
  if (auto* module = std::get_if<script::ScriptModule>(&assertion.what)) {
    const Attempt attempt = session.instantiate(session.define(std::move(*module), source));
    return expect_end(attempt, Attempt::End::limit, assertion.message);
  }
  const Outcome outcome = session.perform(std::get<script::Action>(assertion.what));
  const std::string expected = quote("limit", assertion.message);
  const std::string found = describe(outcome, session.store().types());
  if (outcome.kind != Outcome::Kind::limit) throw Failure("no limit was exceeded", expected, found);
  if (!match_message(message_of(outcome), assertion.message)) throw Failure("wrong message", expected, found);
}

}  // namespace modlink::runner
