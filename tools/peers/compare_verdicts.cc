// Damaged modules: whether both take them for valid.
#include <fmt/format.h>

#include "tools/engines/base64.h"
#include "tools/engines/client.h"
#include "tools/files/failure.h"
#include "tools/fuzz/mutation.h"
#include "tools/generate/smith.h"
#include "tools/oracle/oracle.h"
#include "tools/peers/compare.h"
#include "tools/peers/peer.h"

namespace modlink::peers {

namespace {

using nlohmann::json;

constexpr std::uint64_t mutants_of_one = 20;

bool rejects(const json& answer) {
  const std::string end = answer.value("end", "");
  return end == "malformed" || end == "invalid" || end == "rejected";
}

// Differences that are none of the specification's: by words of the message of who rejects it.
struct Explanation {
  const char* words;
  const char* kind;
};
constexpr Explanation explanations[] = {
    {"exceeds", "a limit of the peer"},
    {"larger than", "a limit of the peer"},
    {"mix of legacy and new exception handling", "the peer takes no module with both kinds of exception instructions"},
};

std::string explained(const json& theirs) {
  const std::string message = theirs.value("message", "");
  for (const Explanation& each : explanations) {
    if (message.find(each.words) != std::string::npos) return each.kind;
  }
  return "";
}

class Verdicts {
 public:
  Verdicts(const Options& options, const cli::Language& language)
      : options_(options), language_(language), client_(options.engine, patience) {
    language_.features.set(Feature::module_linking, false);
  }

  Report run() {
    fuzz::Input before = base(options_.seed);
    for (std::uint64_t seed = options_.seed; report_.figures["modules"] < options_.count; ++seed) {
      fuzz::Input next = base(seed + 1);
      generate::Random random(seed);
      client_.ask({{"do", "reset"}}, patience);
      for (std::uint64_t i = 0; i < mutants_of_one; ++i) {
        judge(fmt::format("verdict-{}-{}", seed, i), fuzz::mutate(before, next, random));
      }
      before = std::move(next);
    }
    return std::move(report_);
  }

 private:
  fuzz::Input base(std::uint64_t seed) const {
    generate::SmithOptions smith;
    smith.features = language_.features;
    smith.swarm = true;
    return {"smith", false, binary_of(generate::generate_module(generate::Random(seed), smith), language_)};
  }

  void judge(const std::string& name, const std::string& bytes) {
    ++report_.figures["modules"];
    const json request = {{"do", "module"}, {"module", number_++}, {"bytes", engines::to_base64(bytes)}};
    const json ours = oracle::Oracle(language_).answer(request);
    const json theirs = client_.ask(request, patience);
    if (ours.value("end", "") == "limit" || theirs.value("end", "") == "limit") {
      ++report_.left_out["limit"];
      return;
    }
    ++report_.figures[rejects(ours) ? "rejected by modlink" : "valid for modlink"];
    if (rejects(ours) == rejects(theirs)) return;
    if (const std::string kind = explained(theirs); !kind.empty()) {
      ++report_.explained[kind];
      return;
    }
    keep(options_, report_, name, bytes,
         fmt::format("modlink: {} {}, the peer: {} {}", ours.value("end", ""), ours.value("message", ""),
                     theirs.value("end", ""), theirs.value("message", "")));
  }

  const Options& options_;
  cli::Language language_;
  engines::Client client_;
  Report report_;
  std::uint64_t number_ = 0;
};

}  // namespace

Report compare_verdicts(const Options& options, const cli::Language& language) {
  return Verdicts(options, language).run();
}

}  // namespace modlink::peers
