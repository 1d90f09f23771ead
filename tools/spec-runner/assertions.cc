// The assertions of scripts. spec: the official suite's script grammar
#include "tools/spec-runner/assertions.h"

#include <fmt/format.h>

#include "interpreter/exec/trace.h"
#include "tools/spec-runner/patterns.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

// As in the reference interpreter: what is expected is the beginning of the message. D24
bool match_message(const Session& session, const std::string& message, const std::string& expected) {
  return session.settings().language.scripts_of_2021 || message.compare(0, expected.size(), expected) == 0;
}

// Long enough for what anyone expects; the beginning is what counts.
constexpr std::size_t most_expected = 1000;

std::string expectation(const char* word, const std::string& message) {
  return fmt::format("{} \"{}\"", word, shown(message, most_expected));
}

bool is_malformed_or_invalid(std::string_view end) {
  return end == to_string(Stage::malformed) || end == to_string(Stage::invalid);
}

bool match_end(const Session& session, std::string_view end, std::string_view expected) {
  if (end == expected) return true;
  return session.settings().language.scripts_of_2021 && is_malformed_or_invalid(end) &&
         is_malformed_or_invalid(expected);
}

void expect_end(const Session& session, const Attempt& attempt, const char* end, const std::string& message) {
  const std::string expected = expectation(end, message);
  if (!match_end(session, attempt.end(), end))
    throw failure_of(attempt, fmt::format("the module is not {}", end), expected);
  if (!match_message(session, attempt.message(), message)) throw failure_of(attempt, "wrong message", expected);
}

// A module that is in order but for its annotations and custom sections: those are wrong at the stage, and nothing else
// is. The module need be valid only where the assertion is about validity.
void check_custom(Session& session, script::ScriptModule&& module, Stage stage, const std::string& message) {
  Attempt attempt;
  const std::string expected = std::string("custom ") + expectation(to_string(stage), message);
  if (stage == Stage::malformed) {
    attempt.error = session.load(std::move(module)).custom_error;
  } else {
    attempt = session.define(std::move(module));
    if (!attempt.code) throw failure_of(attempt, "the module itself is wrong", expected);
    attempt.error = attempt.code->module.custom_error;
  }
  if (!attempt.error) throw failure_of(attempt, fmt::format("no custom part is {}", to_string(stage)), expected);
  if (attempt.error->stage() != stage) throw failure_of(attempt, "wrong stage", expected);
  if (!match_message(session, attempt.message(), message)) throw failure_of(attempt, "wrong message", expected);
}

bool ended(const Attempt& attempt, Outcome::Kind kind) { return attempt.outcome && attempt.outcome->kind() == kind; }

void expect_outcome(const Session& session, const Outcome& outcome, Outcome::Kind kind, const char* otherwise,
                    const std::string& message) {
  const std::string expected = expectation(to_string(kind), message);
  if (outcome.kind() != kind) throw failure_of(session, outcome, otherwise, expected);
  if (!match_message(session, outcome.message(), message)) {
    throw failure_of(session, outcome, "wrong message", expected);
  }
}

void expect_trap(const Session& session, const Outcome& outcome, const std::string& message) {
  expect_outcome(session, outcome, Outcome::Kind::trap, "no trap", message);
}

}  // namespace

Failure failure_of(const Attempt& attempt, std::string message, std::string expected) {
  Failure failure(std::move(message), std::move(expected), describe(attempt));
  if (attempt.error) {
    failure.source = attempt.error->source();
    failure.pos = attempt.error->pos();
  } else if (attempt.outcome) {
    failure.source = attempt.outcome->source();
    failure.pos = attempt.outcome->pos();
    failure.stack = describe(attempt.outcome->stack());
  }
  return failure;
}

Failure failure_of(const Session& session, const Outcome& outcome, std::string message, std::string expected) {
  Failure failure(std::move(message), std::move(expected), describe(outcome, session.types()));
  failure.stack = describe(outcome.stack());
  return failure;
}

void check(Session& session, script::AssertReturn&& assertion) {
  const Outcome outcome = session.perform(assertion.action);
  if (outcome.is_done() && match_patterns(outcome.results(), assertion.results, session.types())) return;
  throw failure_of(session, outcome, outcome.is_done() ? "wrong result" : "no result", to_string(assertion.results));
}

void check(Session& session, script::AssertTrap&& assertion) {
  if (const auto* action = std::get_if<script::Action>(&assertion.what)) {
    return expect_trap(session, session.perform(*action), assertion.message);
  }
  auto& module = std::get<script::ScriptModule>(assertion.what);
  const Attempt attempt = session.instantiate(session.define(std::move(module)));
  const std::string expected = expectation("trap", assertion.message);
  if (!ended(attempt, Outcome::Kind::trap)) throw failure_of(attempt, "no trap", expected);
  if (!match_message(session, attempt.message(), assertion.message))
    throw failure_of(attempt, "wrong message", expected);
}

void check(Session& session, script::AssertExhaustion&& assertion) {
  const Outcome outcome = session.perform(assertion.action);
  expect_trap(session, outcome, assertion.message);
  if (outcome.trap_code() == TrapCode::call_stack_exhausted) return;
  throw failure_of(session, outcome, "the call stack was not exhausted", expectation("trap", assertion.message));
}

void check(Session& session, script::AssertException&& assertion) {
  if (auto* module = std::get_if<script::ScriptModule>(&assertion.what)) {
    const Attempt attempt = session.instantiate(session.define(std::move(*module)));
    if (!ended(attempt, Outcome::Kind::exception)) throw failure_of(attempt, "no exception", "exception");
    return;
  }
  const Outcome outcome = session.perform(std::get<script::Action>(assertion.what));
  if (outcome.kind() == Outcome::Kind::exception) return;
  throw failure_of(session, outcome, "no exception", "exception");
}

void check(Session& session, script::AssertMalformed&& assertion) {
  if (assertion.custom) return check_custom(session, std::move(assertion.module), Stage::malformed, assertion.message);
  expect_end(session, session.define(std::move(assertion.module)), to_string(Stage::malformed), assertion.message);
}

void check(Session& session, script::AssertInvalid&& assertion) {
  if (assertion.custom) return check_custom(session, std::move(assertion.module), Stage::invalid, assertion.message);
  expect_end(session, session.define(std::move(assertion.module)), to_string(Stage::invalid), assertion.message);
}

void check(Session& session, script::AssertUnlinkable&& assertion) {
  Attempt attempt = session.instantiate(session.define(std::move(assertion.module)));
  expect_end(session, attempt, to_string(Stage::unlinkable), assertion.message);
}

void check(Session& session, script::AssertLimit&& assertion) {
  if (auto* module = std::get_if<script::ScriptModule>(&assertion.what)) {
    const Attempt attempt = session.instantiate(session.define(std::move(*module)));
    return expect_end(session, attempt, to_string(Stage::limit), assertion.message);
  }
  const Outcome outcome = session.perform(std::get<script::Action>(assertion.what));
  expect_outcome(session, outcome, Outcome::Kind::limit, "no limit was exceeded", assertion.message);
}

}  // namespace modlink::runner
