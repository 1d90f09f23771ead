// What a merged module exports, and under which names.
#include "tools/transform/merge_exports.h"

#include <fmt/format.h>

#include <set>

#include "tools/files/failure.h"
#include "wast/syntax/hash.h"
#include "wast/syntax/identifiers.h"

namespace modlink::transform {

namespace {

Name qualified(const MergeInput& input, const Name& name) { return fmt::format("{}.{}", input.name, name); }

class ExportChooser {
 public:
  ExportChooser(const std::vector<MergeInput>& inputs, const ExportChoice& choice) : inputs_(inputs), choice_(choice) {
    for (std::size_t i = 0; i < choice.only.size(); ++i) only_.emplace(choice.only[i], i);
    for (std::size_t i = 0; i < choice.hidden.size(); ++i) hidden_.emplace(choice.hidden[i], i);
    for (std::size_t i = 0; i < choice.renamed.size(); ++i) renamed_.emplace(choice.renamed[i].first, i);
  }

  ChosenExports choose() {
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      for (const auto& entry : inputs_[i].valid->module_type().exports().entries()) consider(i, entry.name);
    }
    demand_use(only_, "--export");
    demand_use(hidden_, "--hide");
    demand_use(renamed_, "--rename-export");
    return std::move(result_);
  }

 private:
  using Positions = HashMapByName<std::size_t>;

  // Where an export is in a list of names.
  const std::size_t* find(const Positions& names, const MergeInput& input, const Name& name) {
    auto found = names.find(name);
    if (found == names.end()) found = names.find(qualified(input, name));
    if (found == names.end()) return nullptr;
    used_.insert({&names, found->first});
    return &found->second;
  }

  bool is_chosen(const MergeInput& input, const Name& name) {
    const bool is_all = choice_.only.empty() && !choice_.keep;
    const bool is_kept = choice_.keep && (choice_.keep(name) || choice_.keep(qualified(input, name)));
    const bool is_named = find(only_, input, name) != nullptr;
    const bool is_hidden = find(hidden_, input, name) != nullptr;
    return (is_all || is_kept || is_named) && !is_hidden;
  }

  void consider(std::size_t input, const Name& name) {
    const std::size_t* renamed = find(renamed_, inputs_[input], name);
    if (!is_chosen(inputs_[input], name)) return;
    MergeExport item{input, name, renamed ? choice_.renamed[*renamed].second : name};
    if (taken_.emplace(item.as, input).second) return result_.exports.push_back(std::move(item));
    if (choice_.conflicts == ExportChoice::Conflicts::skip) return result_.skipped.push_back(std::move(item));
    if (choice_.conflicts == ExportChoice::Conflicts::error) fail_conflict(item);
    item.as = qualified(inputs_[input], item.as);
    while (!taken_.emplace(item.as, input).second) item.as += '\'';
    result_.renamed.push_back(item);
    result_.exports.push_back(std::move(item));
  }

  [[noreturn]] void fail_conflict(const MergeExport& item) const {
    const MergeInput& first = inputs_[taken_.at(item.as)];
    const MergeInput& second = inputs_[item.input];
    throw cli::Failure(cli::Status::failed,
                       fmt::format("{} and {} both export {}: --conflicts=rename or --conflicts=skip, --hide {} or "
                                   "--rename-export {}=NAME settles that",
                                   first.name, second.name, quote(item.as), qualified(second, item.name),
                                   qualified(second, item.name)),
                       second.module->source, second.module->at.pos);
  }

  void demand_use(const Positions& names, const char* option) const {
    for (const auto& [name, position] : names) {
      if (used_.count({&names, name}) == 0)
        throw cli::Failure(cli::Status::failed, fmt::format("{}: no module exports {}", option, quote(name)));
    }
  }

  const std::vector<MergeInput>& inputs_;
  const ExportChoice& choice_;
  Positions only_, hidden_, renamed_;
  std::set<std::pair<const Positions*, Name>> used_;
  HashMapByName<std::size_t> taken_;  // which input has a name in the result
  ChosenExports result_;
};

}  // namespace

ChosenExports choose_exports(const std::vector<MergeInput>& inputs, const ExportChoice& choice) {
  return ExportChooser(inputs, choice).choose();
}

}  // namespace modlink::transform
