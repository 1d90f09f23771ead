// Modules are interesting on which an engine and modlink differ.
#include "tools/shrink/by_engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <initializer_list>
#include <mutex>
#include <thread>
#include <utility>

#include "tools/engines/deadline.h"
#include "tools/engines/script_options.h"
#include "tools/files/failure.h"
#include "tools/files/start_thread.h"
#include "tools/oracle/oracle.h"
#include "tools/transform/flat_form.h"
#include "wast/binary/encode_module.h"
#include "wast/syntax/definitions.h"

namespace modlink::shrink {

using nlohmann::json;

namespace {

// How many calls may turn out to be incomparable.
constexpr unsigned most_begun = 20;

using Clock = engines::Deadline::Clock;

// While it lives what the oracle executes ends at the deadline, and where a signal has come.
class Watch {
 public:
  Watch(oracle::Oracle& oracle, const engines::Deadline& deadline, const HeldSignals& signals)
      : oracle_(oracle), deadline_(deadline), signals_(signals), thread_(cli::start_thread([this] { run(); })) {}
  ~Watch() {
    {
      const std::lock_guard lock(mutex_);
      is_over_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

 private:
  // Again and again, since what is there to be executed may only have begun.
  void run() {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, std::chrono::milliseconds(10), [this] { return is_over_; })) {
      if (deadline_.is_over() || signals_.pending()) oracle_.interrupt();
    }
  }

  oracle::Oracle& oracle_;
  const engines::Deadline deadline_;
  const HeldSignals& signals_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_over_ = false;
  std::thread thread_;  // the last, as it uses the others
};

bool ends_as(const json& answer, std::initializer_list<const char*> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](const char* end) { return has_word(answer, "end", end); });
}

// Behind any other end nothing is left to compare.
bool goes_on(const json& answer) { return ends_as(answer, {"valid", "instantiated", "done", "trap", "exception"}); }

std::string line_of(const json& answer) { return told(answer).dump(-1, ' ', false, json::error_handler_t::replace); }

// An engine that crashes is another thing than one that does not answer in time.
bool is_same_kind(const Difference& a, const Difference& b) {
  const bool is_lost = has_word(a.theirs, "end", "lost");
  return a.ours["end"] == b.ours["end"] && a.theirs["end"] == b.theirs["end"] &&
         (!is_lost || a.theirs["message"] == b.theirs["message"]);
}

}  // namespace

std::string describe(const Difference& difference) {
  std::string result = fmt::format("they differ at {}\n  modlink: {}\n  {}: {}", difference.what,
                                   line_of(difference.ours), difference.engine, line_of(difference.theirs));
  const json message = difference.theirs.value("message", json());
  if (has_word(difference.theirs, "end", "lost") && message.is_string()) {
    result += fmt::format(": {}", message.get_ref<const std::string&>());
  }
  return result;
}

EngineTest::EngineTest(const std::string& command, std::vector<std::string> names, const cli::Language& language,
                       std::uint64_t fuel, std::chrono::nanoseconds timeout, const HeldSignals& signals)
    : pool_(command, timeout), names_(std::move(names)), language_(language), fuel_(fuel), signals_(signals) {}

// One that has ended since it was asked last, or does not get ready for what comes, is replaced.
EngineTest::Client EngineTest::take(const engines::Deadline& deadline) {
  const bool was_idle = pool_.has_idle();
  try {
    return pool_.take(deadline, [&](const engines::Hello& hello) {
      return engines::options_of(language_, {}, hello, hello.linking);
    });
  } catch (const engines::Refused& error) {
    throw cli::Failure(cli::Status::usage, error.what());
  } catch (const std::runtime_error& error) {  // Lost and BadAnswer
    if (!was_idle) throw cli::Failure(cli::Status::usage, error.what());
  }
  return take(deadline);
}

// For an engine that knows no linking; false if a module cannot be without it.
bool EngineTest::make_flat(std::vector<Subject>& modules) const {
  for (Subject& subject : modules) {
    if (!uses_linking(subject.module)) continue;
    if (!subject.valid) return false;
    try {
      const Bytes bytes = encode_module(transform::flat_form(*subject.valid, language_.limits).module);
      subject = read_subject(std::string(bytes.begin(), bytes.end()), language_);
    } catch (const cli::Failure&) {
      return false;
    } catch (const Error&) {
      return false;
    }
  }
  return true;
}

// What is beyond an engine, or beyond what it was given, or not certain. Empty: nothing is.
std::string EngineTest::why_incomparable(const json& answer) const {
  if (ends_as(answer, {"unsupported", "limit", "out of fuel", "interrupted"})) return answer["end"].get<std::string>();
  if (has_word(answer, "code", "call_stack_exhausted")) return "call stack exhausted";
  for (const json& cause : answer.value("nondeterminism", json::array())) {
    if (std::string word = cause.get<std::string>(); disregarded_.count(word) == 0) return word;
  }
  return "";
}

json EngineTest::ask_modlink(oracle::Oracle& oracle, const json& request, Turns& turns) {
  const auto begin = Clock::now();
  const auto ask = [&] {
    const Watch watch(oracle, turns.ours, signals_);
    return oracle.answer(request);
  };
  json answer = ask();
  look_out();
  turns.theirs.end += Clock::now() - begin;
  return answer;
}

json EngineTest::ask_engine(Client& client, json request, Turns& turns) {
  const auto begin = Clock::now();
  try {
    json answer = client->ask(std::move(request), turns.theirs);
    turns.ours.end += Clock::now() - begin;
    return answer;
  } catch (const std::runtime_error& error) {  // Lost and BadAnswer
    client.reset();
    return {{"end", "lost"}, {"message", error.what()}};
  }
}

void EngineTest::give_up() {
  ++counts_.left_out["module that takes too long"];
  took_too_long_ = true;
}

// Asks one after the other until there is a difference. `skipped` becomes the number of a question that cannot be
// compared.
std::optional<Difference> EngineTest::ask(Client& client, const std::vector<Question>& asked, Turns& turns,
                                          std::optional<std::size_t>& skipped) {
  oracle::Oracle oracle(language_);
  asked_ = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    json request = asked[i].request;
    request["fuel"] = fuel_;
    Difference difference{asked[i].what, client->hello().engine, ask_modlink(oracle, request, turns), {}};
    if (turns.ours.is_over()) {
      give_up();
      return std::nullopt;
    }
    std::string why = why_incomparable(difference.ours);
    if (why.empty()) {
      difference.theirs = ask_engine(client, std::move(request), turns);
      if (!client) return difference;
      why = why_incomparable(difference.theirs);
    }
    if (!why.empty()) {
      ++counts_.left_out[why];
      skipped = i;
      return std::nullopt;
    }
    ++asked_;
    if (!tell_the_same(difference.ours, difference.theirs)) return difference;
    if (!goes_on(difference.ours)) return std::nullopt;
  }
  return std::nullopt;
}

// A call that cannot be compared may have changed something in one of them: all begins anew without it.
std::optional<Difference> EngineTest::compare(Client& client, const std::vector<Subject>& modules, Turns& turns) {
  std::vector<Compared> compared;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    compared.push_back({modules.size() > 1 ? names_[i] : std::string(), &modules[i]});
  }
  std::vector<Question> asked = questions(compared, client->hello().state);
  for (unsigned begun = 0; begun < most_begun; ++begun) {
    if (begun > 0 && turns.theirs.is_over()) {
      give_up();
      return std::nullopt;
    }
    std::optional<std::size_t> skipped;
    std::optional<Difference> difference = ask(client, asked, turns, skipped);
    if (difference || !skipped || !asked[*skipped].request.contains("path")) return difference;
    asked.erase(asked.begin() + static_cast<std::ptrdiff_t>(*skipped));
    pool_.give_back(std::move(client));
    client = take(turns.theirs);
  }
  return std::nullopt;
}

std::optional<Difference> EngineTest::compare(const Binaries& candidate) {
  Client client = take(engines::Deadline(pool_.timeout()));
  Turns turns{pool_.timeout(), pool_.timeout()};  // for one that has started
  took_too_long_ = false;
  std::vector<Subject> modules;
  for (const std::string& binary : candidate) modules.push_back(read_subject(binary, language_));
  std::optional<Difference> difference;
  asked_ = 0;
  if (client->hello().linking || make_flat(modules)) {
    difference = compare(client, modules, turns);
  } else {
    ++counts_.left_out["module that cannot be flat"];
  }
  counts_.compared += asked_;
  if (client) pool_.give_back(std::move(client));
  return difference;
}

void EngineTest::look_out() {
  if (signals_.pending()) throw Interrupted();
}

std::string EngineTest::why_not() const {
  if (!took_too_long_) return "the engine and modlink do not differ";
  return fmt::format("the engine and modlink do not differ within {} s, and there is more to compare",
                     engines::Deadline(pool_.timeout()).seconds());
}

bool EngineTest::accepts(const Binaries& candidate) {
  look_out();
  std::optional<Difference> found = compare(candidate);
  if (!found || (difference_ && !is_same_kind(*difference_, *found))) return false;
  difference_ = std::move(found);
  return true;
}

}  // namespace modlink::shrink
