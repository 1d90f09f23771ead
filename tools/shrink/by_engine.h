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
  // Of the last one that was accepted.
  const std::optional<Difference>& difference() const { return difference_; }

 private:
  using Client = std::unique_ptr<engines::Client>;

  Client take(const engines::Deadline& deadline);
  std::optional<Difference> compare(Client& client, const std::vector<Subject>& modules,
                                    const engines::Deadline& deadline);
  std::optional<Difference> ask(Client& client, const std::vector<Question>& asked, const engines::Deadline& deadline,
                                std::optional<std::size_t>& skipped);
  std::string why_incomparable(const nlohmann::json& answer) const;
  bool make_flat(std::vector<Subject>& modules) const;

  engines::ClientPool pool_;
  const std::vector<std::string> names_;
  const cli::Language& language_;
  const std::uint64_t fuel_;
  const HeldSignals& signals_;
  std::set<std::string> disregarded_;
  Counts counts_;
  std::uint64_t asked_ = 0;  // of a comparison that may begin anew
  std::optional<Difference> difference_;
};

}  // namespace modlink::shrink
