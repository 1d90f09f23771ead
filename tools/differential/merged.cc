// Modules that import from each other, instantiated one after the other and merged. spec: exec/modules, Instantiation
#include "tools/differential/merged.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "tools/differential/our_engine.h"
#include "tools/transform/merge.h"

namespace modlink::differential {

namespace {

// What was done one after the other, for engines and for ours.
class InTurn {
 public:
  InTurn(const NamedModules& modules, const TypeStorePtr& types, const Options& options)
      : modules_(modules), types_(types), options_(options), engine_(types, options.limits) {}

  // How instantiation ends: of the last module, or of the first that does not come to its end.
  std::string instantiate() {
    std::string end;
    for (std::size_t i = 0; i < modules_.size(); ++i) {
      const ValidModulePtr code = validate(modules_[i].second, types_, options_.features, options_.limits);
      end = engine_.instantiate(i, code, [this](const Name& name) { return find(name); });
      if (end != "done") return end;
      const Name& name = modules_[i].first;
      if (!name.empty()) named_[name] = i;
      for (const auto& entry : code->type->exports().entries()) exported_.emplace(entry.name, i);
    }
    return end;
  }

  // The last module with an export of this name is the one that is not a stand-in.
  std::string invoke(const Act& act) {
    return engine_.invoke(std::prev(exported_.upper_bound(act.path.front()))->second, act.path, act.args);
  }

  OurEngine::State state() const {
    OurEngine::State result;
    for (std::size_t i = 0; i < modules_.size(); ++i) {
      const OurEngine::State state = engine_.state(i);
      result.memories.insert(result.memories.end(), state.memories.begin(), state.memories.end());
      result.globals.insert(result.globals.end(), state.globals.begin(), state.globals.end());
    }
    return result;
  }

  // Of names that are not there yet the first module knows all.
  Script script() const {
    Script result;
    std::map<Name, std::size_t> named;
    for (const auto& [name, module] : modules_) {
      const std::size_t at = result.size();
      result.emplace_back(Instantiate{module});
      if (at == 0) {
        for (const auto& [other, unused] : modules_) result.emplace_back(GiveName{other, 0, {}});
      } else if (!name.empty()) {
        result.emplace_back(GiveName{name, at, {}});
      }
    }
    return result;
  }

 private:
  std::optional<ExternVal> find(const Name& name) const {
    const auto found = named_.find(name);
    return engine_.find(found == named_.end() ? 0 : found->second, {});
  }

  const NamedModules& modules_;
  const TypeStorePtr& types_;
  const Options& options_;
  OurEngine engine_;
  std::map<Name, std::size_t> named_;
  std::multimap<Name, std::size_t> exported_;
};

Module merged(const NamedModules& modules, const TypeStorePtr& types, const Options& options) {
  std::vector<transform::MergeInput> inputs;
  for (const auto& [name, module] : modules) {
    inputs.push_back({name, name, std::make_shared<const Module>(module),
                      validate(module, types, options.features, options.limits)});
  }
  transform::MergeOptions merging;
  merging.features = options.features;
  merging.flatten = options.flatten;
  return transform::merge(inputs, types, merging).module;
}

// Neither says more about the interpreter than about the modules.
bool is_end(const std::string& text) { return text.rfind("limit", 0) == 0 || text.rfind("trap stack", 0) == 0; }

std::string meaning(const std::string& text) { return text.substr(0, text.find(" / ")); }

class MergeExperiment {
 public:
  MergeExperiment(const NamedModules& modules, const NamedModules& in_turn, unsigned rounds, const Options& options)
      : in_turn_(in_turn, types_, options),
        module_(merged(modules, types_, options)),
        rounds_(rounds),
        options_(options),
        engine_(types_, options.limits) {}

  Comparison run() {
    compare_ours();
    add(compare(in_turn_.script(), options_), "in turn: ");
    add(compare(module_, rounds_, options_), "merged: ");
    return std::move(result_);
  }

 private:
  void add(const Comparison& other, const char* what) {
    for (const std::string& difference : other.differences) result_.differences.push_back(what + difference);
    result_.counts.add(other.counts);
  }

  void compare_ours() {
    const ValidModulePtr code = validate(module_, types_, options_.features, options_.limits);
    const std::string end = in_turn_.instantiate();
    check("instantiation", end, engine_.instantiate(0, code, [](const Name&) { return std::nullopt; }));
    if (end != "done") return;
    for (const Act& act : calls_of(*code, rounds_)) {
      const std::string expected = in_turn_.invoke(act), found = engine_.invoke(0, act.path, act.args);
      if (is_end(expected) || is_end(found)) return;
      check(act.path.front(), expected, found);
    }
    if (options_.flatten.remove_unused) return;
    const OurEngine::State expected = in_turn_.state(), found = engine_.state(0);
    check("memories", fmt::format("{}", fmt::join(expected.memories, ", ")),
          fmt::format("{}", fmt::join(found.memories, ", ")));
    check("globals", fmt::format("{}", fmt::join(expected.globals, ", ")),
          fmt::format("{}", fmt::join(found.globals, ", ")));
  }

  void check(const std::string& what, const std::string& expected, const std::string& found) {
    ++result_.counts.compared["merged"];
    if (meaning(expected) == meaning(found)) return;
    result_.differences.push_back(fmt::format("merged, {}: expected {}, found {}", what, expected, found));
  }

  TypeStorePtr types_ = std::make_shared<TypeStore>();
  InTurn in_turn_;
  Module module_;
  unsigned rounds_;
  const Options& options_;
  OurEngine engine_;
  Comparison result_;
};

}  // namespace

Comparison compare_merged(const NamedModules& modules, const NamedModules& in_turn, unsigned rounds,
                          const Options& options) {
  return MergeExperiment(modules, in_turn, rounds, options).run();
}

}  // namespace modlink::differential
