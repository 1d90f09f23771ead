// Modules are interesting on which an engine and modlink differ.
#include "tools/shrink/by_engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "tools/engines/deadline.h"
#include "tools/engines/script_options.h"
#include "tools/files/failure.h"
#include "tools/oracle/oracle.h"
#include "tools/transform/flatten.h"
#include "wast/binary/encode_module.h"
#include "wast/syntax/definitions.h"

namespace modlink::shrink {

using nlohmann::json;

namespace {

bool is_one_of(const json& word, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(), [&](const char* each) { return word == each; });
}

// Behind any other end nothing is left to compare.
bool goes_on(const json& answer) {
  return is_one_of(answer.value("end", json()), {"valid", "instantiated", "done", "trap", "exception"});
}

// What is beyond an engine, or beyond what it was given.
bool is_incomparable(const json& answer) {
  const bool is_beyond = is_one_of(answer.value("end", json()), {"unsupported", "limit", "out of fuel", "interrupted"});
  return is_beyond || answer.contains("nondeterminism") || answer.value("code", json()) == "call_stack_exhausted";
}

std::string line_of(const json& answer) { return told(answer).dump(-1, ' ', false, json::error_handler_t::replace); }

bool is_same_kind(const Difference& a, const Difference& b) {
  return a.ours["end"] == b.ours["end"] && a.theirs["end"] == b.theirs["end"];
}

}  // namespace

std::string describe(const Difference& difference) {
  std::string result = fmt::format("they differ at {}\n  modlink: {}\n  {}: {}", difference.what,
                                   line_of(difference.ours), difference.engine, line_of(difference.theirs));
  const json message = difference.theirs.value("message", json());
  if (difference.theirs.value("end", json()) == "lost" && message.is_string()) {
    result += fmt::format(": {}", message.get_ref<const std::string&>());
  }
  return result;
}

EngineTest::EngineTest(const std::string& command, std::vector<std::string> names, const cli::Language& language,
                       std::uint64_t fuel, std::chrono::nanoseconds timeout, const HeldSignals& signals)
    : pool_(command, timeout), names_(std::move(names)), language_(language), fuel_(fuel), signals_(signals) {}

EngineTest::Client EngineTest::take(const engines::Deadline& deadline) {
  try {
    return pool_.take(
        deadline, [&](const engines::Hello& hello) { return engines::options_of(language_, hello, hello.linking); });
  } catch (const std::runtime_error& error) {  // Lost, BadAnswer and Refused
    throw cli::Failure(cli::Status::usage, error.what());
  }
}

// For an engine that knows no linking; false if a module cannot be without it.
bool EngineTest::make_flat(std::vector<Subject>& modules) const {
  transform::FlattenOptions options;
  options.boundary = transform::FlattenOptions::Boundary::flat;
  options.limits = language_.limits;
  for (Subject& subject : modules) {
    if (!uses_linking(subject.module)) continue;
    if (!subject.valid) return false;
    try {
      const Bytes bytes = encode_module(transform::flatten(*subject.valid, options).module);
      subject = read_subject(std::string(bytes.begin(), bytes.end()), language_);
    } catch (const cli::Failure&) {
      return false;
    } catch (const Error&) {
      return false;
    }
  }
  return true;
}

std::optional<Difference> EngineTest::compare(Client& client, const std::vector<Subject>& modules,
                                              const engines::Deadline& deadline) const {
  std::vector<Compared> compared;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    compared.push_back({modules.size() > 1 ? names_[i] : std::string(), &modules[i]});
  }
  oracle::Oracle oracle(language_);
  for (Question& question : questions(compared, client->hello().state)) {
    question.request["fuel"] = fuel_;
    const json ours = oracle.answer(question.request);
    if (is_incomparable(ours)) return std::nullopt;
    Difference difference{question.what, client->hello().engine, ours, {}};
    try {
      difference.theirs = client->ask(question.request, deadline);
    } catch (const std::runtime_error& error) {  // Lost and BadAnswer
      client.reset();
      difference.theirs = {{"end", "lost"}, {"message", error.what()}};
      return difference;
    }
    if (is_incomparable(difference.theirs)) return std::nullopt;
    if (!tell_the_same(ours, difference.theirs)) return difference;
    if (!goes_on(ours)) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Difference> EngineTest::compare(const Binaries& candidate) {
  const engines::Deadline deadline(pool_.timeout());
  Client client = take(deadline);
  std::vector<Subject> modules;
  for (const std::string& binary : candidate) modules.push_back(read_subject(binary, language_));
  std::optional<Difference> difference;
  if (client->hello().linking || make_flat(modules)) difference = compare(client, modules, deadline);
  if (client) pool_.give_back(std::move(client));
  return difference;
}

bool EngineTest::accepts(const Binaries& candidate) {
  if (signals_.pending()) throw Interrupted();
  std::optional<Difference> found = compare(candidate);
  if (!found || (difference_ && !is_same_kind(*difference_, *found))) return false;
  difference_ = std::move(found);
  return true;
}

}  // namespace modlink::shrink
