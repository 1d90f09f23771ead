// The assertions of scripts. spec: the official suite's script grammar
#include "tools/spec-runner/assertions.h"

#include <fmt/format.h>

#include "tools/spec-runner/expectations.h"
#include "tools/spec-runner/patterns.h"
#include "wast/syntax/error_code.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

// Long enough for what anyone expects; the beginning is what counts.
constexpr std::size_t most_expected = 1000;

std::string expectation(End::Kind kind, const std::string& message) {
  return fmt::format("{} \"{}\"", to_string(kind), shown(message, most_expected));
}

// What the message is compared with may also be no pattern at all.
void expect_message(const Engine& engine, const End& end, const std::string& message, const std::string& expected) {
  try {
    if (match_message(engine, end, message)) return;
    throw failure_of(end, "wrong message", expected);
  } catch (Failure& failure) {
    failure.instead = instead_of(engine.settings().language.scripts.messages, end.message);
    throw;
  }
}

// Whether an assertion holds of the engine nobody knows if it was held against modlink.
void require_seen(const End& end) {
  if (!end.unseen.empty()) throw Failure::untried(end.unseen);
}

// `otherwise` says what is wrong where it ended in another way.
void expect_kind(const Engine& engine, const End& end, End::Kind kind, const std::string& otherwise,
                 const std::string& message) {
  if (!match_end(engine, end.kind, kind)) throw failure_of(end, otherwise, expectation(kind, message));
}

void expect_end(const Engine& engine, const End& end, End::Kind kind, const std::string& otherwise,
                const std::string& message) {
  expect_kind(engine, end, kind, otherwise, message);
  expect_message(engine, end, message, expectation(kind, message));
  require_seen(end);
}

std::string not_a(End::Kind kind) { return fmt::format("the module is not {}", to_string(kind)); }

void check_custom(Engine& engine, script::ScriptModule&& module, Stage stage, const std::string& message) {
  const Engine::CustomEnd found = engine.attempt_custom(std::move(module), stage);
  const End::Kind kind = stage == Stage::malformed ? End::Kind::malformed : End::Kind::invalid;
  const std::string expected = std::string("custom ") + expectation(kind, message);
  if (!found.module.is_made()) throw failure_of(found.module, "the module itself is wrong", expected);
  if (!found.custom) throw failure_of(found.module, fmt::format("no custom part is {}", to_string(stage)), expected);
  End end = engines::end_of(*found.custom);
  end.unseen = found.module.unseen;
  if (end.kind != kind) throw failure_of(end, "wrong stage", expected);
  expect_message(engine, end, message, expected);
  require_seen(end);
}

End execute(Engine& engine, const script::Action& action) { return engine.perform(action); }
End execute(Engine& engine, const script::InstanceDirective& instance) { return engine.attempt(instance); }
End execute(Engine& engine, script::ScriptModule&& module) {
  return engine.attempt(std::move(module), Until::instantiated);
}

template <class... Kinds>
End end_of(Engine& engine, std::variant<Kinds...>&& what) {
  return std::visit([&](auto&& it) { return execute(engine, std::forward<decltype(it)>(it)); }, std::move(what));
}

}  // namespace

Failure failure_of(const End& end, std::string message, std::string expected) {
  Failure failure(std::move(message), std::move(expected), describe(end));
  failure.skipped = end.kind == End::Kind::unsupported;
  if (failure.skipped) failure.message = end.message;
  failure.code = end.code.empty() ? error_code(end.message) : end.code;
  failure.source = end.source;
  failure.pos = end.pos;
  if (end.stack) failure.stack = end.stack();
  return failure;
}

Failure failure_of(const End& end) {
  const char* word = to_string(end.kind);
  return failure_of(end, engines::says(end.message, word) ? end.message : fmt::format("{}: {}", word, end.message), {});
}

void check(Engine& engine, script::AssertReturn&& assertion) {
  const End end = engine.perform(assertion.action);
  const bool done = end.kind == End::Kind::done;
  if (done && match_patterns(end.results, assertion.results)) return;
  Failure failure = failure_of(end, done ? "wrong result" : "no result", to_string(assertion.results));
  if (done) {
    failure.found = to_string(end.results, assertion.results);
    failure.instead = instead_of(assertion.results, end.results);
  }
  throw failure;
}

void check(Engine& engine, script::AssertTrap&& assertion) {
  const End end = end_of(engine, std::move(assertion.what));
  expect_end(engine, end, End::Kind::trap, "no trap", assertion.message);
}

void check(Engine& engine, script::AssertExhaustion&& assertion) {
  const End end = engine.perform(assertion.action);
  const std::string expected = expectation(End::Kind::trap, assertion.message);
  expect_kind(engine, end, End::Kind::trap, "no trap", assertion.message);
  if (!end.exhausted) throw failure_of(end, "the call stack was not exhausted", expected);
  expect_message(engine, end, assertion.message, expected);
}

void check(Engine& engine, script::AssertException&& assertion) {
  const End end = end_of(engine, std::move(assertion.what));
  if (end.kind != End::Kind::exception) throw failure_of(end, "no exception", "exception");
}

void check(Engine& engine, script::AssertMalformed&& assertion) {
  if (assertion.custom) return check_custom(engine, std::move(assertion.module), Stage::malformed, assertion.message);
  const End end = engine.attempt(std::move(assertion.module), Until::valid);
  expect_end(engine, end, End::Kind::malformed, not_a(End::Kind::malformed), assertion.message);
}

void check(Engine& engine, script::AssertInvalid&& assertion) {
  if (assertion.custom) return check_custom(engine, std::move(assertion.module), Stage::invalid, assertion.message);
  const End end = engine.attempt(std::move(assertion.module), Until::valid);
  expect_end(engine, end, End::Kind::invalid, not_a(End::Kind::invalid), assertion.message);
}

void check(Engine& engine, script::AssertUnlinkable&& assertion) {
  const End end = end_of(engine, std::move(assertion.what));
  expect_end(engine, end, End::Kind::unlinkable, not_a(End::Kind::unlinkable), assertion.message);
}

void check(Engine& engine, script::AssertLimit&& assertion) {
  const bool action = std::holds_alternative<script::Action>(assertion.what);
  const End end = end_of(engine, std::move(assertion.what));
  const bool has_answered = end.unseen.empty() && end.kind != End::Kind::lost;
  if (end.kind != End::Kind::limit && has_answered && !engine.has_our_limits())
    throw Failure::untried("the engine has limits of its own");
  expect_end(engine, end, End::Kind::limit, action ? "no limit was exceeded" : not_a(End::Kind::limit),
             assertion.message);
}

}  // namespace modlink::runner
