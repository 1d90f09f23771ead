// Modules are interesting on which an engine and modlink differ. docs/engine-protocol.md
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tools/engines/client.h"
#include "tools/files/language.h"
#include "tools/shrink/comparison.h"
#include "tools/shrink/held_signals.h"
#include "tools/shrink/shrinker.h"

namespace modlink::oracle {
class Oracle;
}

namespace modlink::shrink {

struct Difference {
  std::string what;
  std::string engine;  // its name
  nlohmann::json ours;
  nlohmann::json theirs;
};

// "they differ at sum(7)", and a line for what each says.
std::string describe(const Difference& difference);

// What several comparisons came to.
struct Counts {
  std::uint64_t compared = 0;                     // answers of both
  std::map<std::string, std::uint64_t> left_out;  // the others, by why
};

// Asks both the same (comparison.h), modlink first, with so much fuel for each request. What depends on more than the
// specification is no difference, nor is what an engine cannot do. Of a first difference it keeps how both end, and how
// an engine was lost: others are of no interest then.
class EngineTest final : public Test {
 public:
  // `names`: of the modules, for those that import them. All references outlive this.
  EngineTest(const std::string& command, std::vector<std::string> names, const cli::Language& language,
             std::uint64_t fuel, std::chrono::nanoseconds timeout, const HeldSignals& signals);

  // Throws Failure if the engine cannot be started.
  bool accepts(const Binaries& candidate) override;
  void look_out() override;
  // Whatever was found before.
  std::optional<Difference> compare(const Binaries& candidate);
  // No more a reason to leave anything out: `nan`, where modules do not let anything depend on that.
  void disregard(std::string cause) { disregarded_.insert(std::move(cause)); }
  const Counts& counts() const { return counts_; }
  // What to say where the last one was not accepted.
  std::string why_not() const;
  // Of the last one that was accepted.
  const std::optional<Difference>& difference() const { return difference_; }

 private:
  using Client = std::unique_ptr<engines::Client>;

  Client take(const engines::Deadline& deadline);
  // How long both may still take: while one of them is asked, the time of the other one stands still.
  struct Turns {
    engines::Deadline ours;
    engines::Deadline theirs;
  };
  std::optional<Difference> compare(Client& client, const std::vector<Subject>& modules, Turns& turns);
  std::optional<Difference> ask(Client& client, const std::vector<Question>& asked, Turns& turns,
                                std::optional<std::size_t>& skipped);
  nlohmann::json ask_modlink(oracle::Oracle& oracle, const nlohmann::json& request, Turns& turns);
  static nlohmann::json ask_engine(Client& client, nlohmann::json request, Turns& turns);
  void give_up();
  std::string why_incomparable(const nlohmann::json& answer) const;
  bool make_flat(std::vector<Subject>& modules) const;

  engines::ClientPool pool_;
  const std::vector<std::string> names_;
  const cli::Language& language_;
  const std::uint64_t fuel_;
  const HeldSignals& signals_;
  std::set<std::string> disregarded_;
  Counts counts_;
  std::uint64_t asked_ = 0;     // of a comparison that may begin anew
  bool took_too_long_ = false;  // the last one that was compared
  std::optional<Difference> difference_;
};

}  // namespace modlink::shrink
