// What a merged module exports, and under which names.
#include "tools/transform/merge_exports.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "tools/files/failure.h"
#include "tools/transform/merge_fields.h"
#include "tools/transform/merge_initializers.h"
#include "wast/syntax/hash.h"
#include "wast/syntax/identifiers.h"

namespace modlink::transform {

namespace {

Name qualified(const MergeInput& input, const Name& name) { return fmt::format("{}.{}", input.name, name); }

// Where an input exports a name.
Pos place_of(const MergeInput& input, const Name& name) {
  for (const Export& item : input.module->exports) {
    if (item.name == name) return item.at.pos;
  }
  return input.module->at.pos;
}

[[noreturn]] void fail(const MergeInput& input, const Name& name, std::string message) {
  throw cli::Failure(cli::Status::failed, std::move(message), input.module->source, place_of(input, name));
}

constexpr std::size_t most_names = 20;  // in a message

class ExportChooser {
 public:
  ExportChooser(const std::vector<MergeInput>& inputs, const MergePlan& plan, const ExportChoice& choice,
                bool takes_instances)
      : inputs_(inputs),
        plan_(plan),
        choice_(choice),
        takes_instances_(takes_instances),
        is_initialized_(find_initialized(inputs, plan)),
        kept_(choice.keep.size()) {
    for (std::size_t i = 0; i < choice.only.size(); ++i) only_.emplace(choice.only[i], i);
    for (std::size_t i = 0; i < choice.hidden.size(); ++i) hidden_.emplace(choice.hidden[i], i);
    for (std::size_t i = 0; i < choice.renamed.size(); ++i) {
      const Name& name = choice.renamed[i].first;
      if (!renamed_.emplace(name, i).second)
        throw cli::Failure(cli::Status::usage, fmt::format("--rename-export: {} is given twice", quote(name)));
    }
    for (const MergeInput& input : inputs) {
      for (const auto& entry : exports_of(input)) names_.insert(entry.name);
    }
  }

  ChosenExports choose() {
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      for (const auto& entry : exports_of(inputs_[i])) consider(i, entry);
    }
    demand_use(only_, "--export");
    demand_use(hidden_, "--hide");
    demand_use(renamed_, "--rename-export");
    demand_kept();
    demand_exported();
    if (!conflicts_.empty()) fail_conflicts();
    if (!result_.initializer.calls.empty()) finish_initializer();
    return std::move(result_);
  }

 private:
  using Positions = HashMapByName<std::size_t>;
  using Uses = std::set<std::pair<const Positions*, Name>>;

  static const std::vector<ExternTypeMap::Entry>& exports_of(const MergeInput& input) {
    return input.valid->module_type().exports().entries();
  }

  // Where an export is in a list of names, all of which become `uses`.
  const std::size_t* find(const Positions& names, const MergeInput& input, const Name& name, Uses& uses) {
    const Name whole = qualified(input, name);
    const auto plain = names.find(name), longer = names_.count(whole) != 0 ? names.end() : names.find(whole);
    for (const auto& found : {plain, longer}) {
      if (found != names.end()) uses.insert({&names, found->first});
    }
    if (longer != names.end()) return &longer->second;
    return plain != names.end() ? &plain->second : nullptr;
  }

  // Whether a pattern finds it by either name.
  bool is_kept(const MergeInput& input, const Name& name) {
    bool result = false;
    for (std::size_t i = 0; i < choice_.keep.size(); ++i) {
      const auto& finds = choice_.keep[i].finds;
      if (!finds(name) && !finds(qualified(input, name))) continue;
      kept_[i] = true;
      result = true;
    }
    return result;
  }

  // What stands for fields of an instance in a list of names, which become `uses`.
  bool name_fields(const Positions& names, const MergeInput& input, const ExternTypeMap::Entry& entry, Uses& uses) {
    const auto* instance = std::get_if<ExternInstance>(&entry.type);
    if (!instance || !takes_instances_) return false;
    bool result = false;
    for (const auto& [name, position] : names) {
      for (const Name& front : {entry.name + ".", qualified(input, entry.name) + "."}) {
        if (names_.count(name) != 0 || name.rfind(front, 0) != 0) continue;
        if (!has_field(*instance->type, std::string_view(name).substr(front.size()))) continue;
        uses.insert({&names, name});
        result = true;
      }
    }
    return result;
  }

  bool has_chosen_field(const MergeInput& input, const ExternTypeMap::Entry& entry) {
    bool result = name_fields(only_, input, entry, used_);
    const auto* instance = std::get_if<ExternInstance>(&entry.type);
    if (!instance || !takes_instances_) return result;
    for (std::size_t i = 0; i < choice_.keep.size(); ++i) {
      const auto& finds = choice_.keep[i].finds;
      if (!has_field(*instance->type, entry.name, finds) &&
          !has_field(*instance->type, qualified(input, entry.name), finds))
        continue;
      kept_[i] = true;
      result = true;
    }
    return result;
  }

  bool is_chosen(const MergeInput& input, const Name& name) {
    const bool is_all = choice_.only.empty() && choice_.keep.empty();
    const bool is_named = find(only_, input, name, used_) != nullptr;
    return is_kept(input, name) || is_all || is_named;
  }

  void consider(std::size_t input, const ExternTypeMap::Entry& entry) {
    const std::size_t* renamed = find(renamed_, inputs_[input], entry.name, used_);
    const bool is_whole = is_chosen(inputs_[input], entry.name);
    const bool has_chosen_field = this->has_chosen_field(inputs_[input], entry);
    const bool is_hidden = find(hidden_, inputs_[input], entry.name, used_) != nullptr;
    const bool is_initializer = is_initialized_[input] && !renamed && entry.name == initialize_name;
    name_fields(hidden_, inputs_[input], entry, used_);
    if (name_fields(renamed_, inputs_[input], entry, used_)) fail_renamed_field(entry.name);
    if (is_hidden || (!is_whole && !has_chosen_field && !is_initializer)) return;
    find(renamed_, inputs_[input], entry.name, exported_);
    find(only_, inputs_[input], entry.name, exported_);
    name_fields(only_, inputs_[input], entry, exported_);
    check_kind(inputs_[input], entry);
    MergeExport item{input, entry.name, renamed ? choice_.renamed[*renamed].second : entry.name, is_whole};
    if (is_initializer) return add_initializer(std::move(item), is_whole);
    add(std::move(item));
  }

  void add(MergeExport item) {
    if (taken_.emplace(item.as, item.input).second) return result_.exports.push_back(std::move(item));
    if (choice_.conflicts == ExportChoice::Conflicts::skip) return result_.skipped.push_back(std::move(item));
    if (choice_.conflicts == ExportChoice::Conflicts::error) return conflicts_.push_back(std::move(item));
    item.as = qualified(inputs_[item.input], item.as);
    while (!taken_.emplace(item.as, item.input).second) item.as += '\'';
    result_.renamed.push_back(item);
    result_.exports.push_back(std::move(item));
  }

  // The first one is exported until there is another.
  void add_initializer(MergeExport item, bool is_chosen) {
    MergeInitializer& initializer = result_.initializer;
    initializer.as = initialize_name;
    initializer.was_chosen |= is_chosen;
    if (initializer.calls.empty()) add(item);
    initializer.calls.push_back(std::move(item));
  }

  // Hosts call `_start` of what has that, and nothing before.
  void finish_initializer() {
    MergeInitializer& initializer = result_.initializer;
    std::vector<std::size_t> ranks(inputs_.size());
    for (std::size_t i = 0; i < plan_.order.size(); ++i) ranks[plan_.order[i]] = i;
    const auto is_before = [&](const MergeExport& a, const MergeExport& b) { return ranks[a.input] < ranks[b.input]; };
    std::sort(initializer.calls.begin(), initializer.calls.end(), is_before);
    const auto is_start = [&](const MergeExport& item) {
      const ExternType* const type = inputs_[item.input].valid->module_type().exports().find(item.name);
      return item.as == start_name && is_procedure(*type);
    };
    const auto start = std::find_if(result_.exports.begin(), result_.exports.end(), is_start);
    if (start != result_.exports.end()) {
      initializer.as = start_name;
      initializer.calls.push_back(*start);
    }
    const auto is_called = [&](const MergeExport& item) {
      return is_initialized_[item.input] && item.name == initialize_name && item.as == initialize_name;
    };
    if (initializer.is_made())
      std::erase_if(result_.exports, [&](const MergeExport& item) { return is_called(item) || is_start(item); });
  }

  void check_kind(const MergeInput& input, const ExternTypeMap::Entry& entry) const {
    const ExternKind kind = kind_of(entry.type);
    if (kind == ExternKind::module)
      fail(input, entry.name,
           fmt::format("the module {} is exported, which a core module cannot do", quote(entry.name)));
    if (kind == ExternKind::instance && !takes_instances_) {
      fail(input, entry.name,
           fmt::format("the instance {} is exported, which a core module cannot do; --exports=flat exports its fields",
                       quote(entry.name)));
    }
  }

  [[noreturn]] static void fail_renamed_field(const Name& instance) {
    throw cli::Failure(cli::Status::failed,
                       fmt::format("--rename-export: fields of the instance {} can only be renamed with it, by {}=NAME",
                                   quote(instance), shown(instance)));
  }

  [[noreturn]] void fail_conflicts() const {
    const MergeExport& first = conflicts_.front();
    const MergeInput& later = inputs_[first.input];
    const std::string longer = shown(qualified(later, first.name));
    std::string message = fmt::format("{} and {} both export {}", shown_name(inputs_[taken_.at(first.as)]),
                                      shown_name(later), quote(first.as));
    if (const std::string others = other_conflicts(); !others.empty())
      message += fmt::format(" ({} also more than once)", others);
    fail(later, first.name,
         message + fmt::format(": --conflicts=rename or --conflicts=skip, --hide {} or --rename-export {}=NAME settles "
                               "that",
                               longer, longer));
  }

  std::string other_conflicts() const {
    std::set<Name> seen{conflicts_.front().as};
    std::vector<std::string> names;
    for (const MergeExport& item : conflicts_) {
      if (seen.insert(item.as).second && names.size() < most_names) names.push_back(quote(item.as));
    }
    if (seen.size() > names.size() + 1) names.push_back(fmt::format("{} more", seen.size() - names.size() - 1));
    return fmt::format("{}", fmt::join(names, ", "));
  }

  [[noreturn]] static void refuse(const std::string& message) { throw cli::Failure(cli::Status::failed, message); }

  void demand_use(const Positions& names, const char* option) const {
    for (const auto& [name, position] : names) {
      if (used_.count({&names, name}) == 0) refuse(fmt::format("{}: no module exports {}", option, quote(name)));
    }
  }

  void demand_kept() const {
    for (std::size_t i = 0; i < kept_.size(); ++i) {
      if (!kept_[i]) refuse(fmt::format("--keep: no module exports what {} finds", quote(choice_.keep[i].text)));
    }
  }

  // What is named, and is an export of a module, is to make a difference.
  void demand_exported() const {
    for (const Name& name : choice_.only) {
      if (exported_.count({&only_, name}) == 0) refuse(fmt::format("--export: {} is hidden by --hide", quote(name)));
    }
    for (const auto& [name, as] : choice_.renamed) {
      if (exported_.count({&renamed_, name}) == 0)
        refuse(
            fmt::format("--rename-export: {} is not exported; --export {} would export it", quote(name), shown(name)));
    }
  }

  const std::vector<MergeInput>& inputs_;
  const MergePlan& plan_;
  const ExportChoice& choice_;
  bool takes_instances_;
  std::vector<bool> is_initialized_;
  std::vector<bool> kept_;  // by pattern, whether it finds anything
  Positions only_, hidden_, renamed_;
  HashSetOfNames<> names_;            // of all exports
  Uses used_, exported_;              // names of options that mean anything, and that mean what is exported
  HashMapByName<std::size_t> taken_;  // which input has a name in the result
  std::vector<MergeExport> conflicts_;
  ChosenExports result_;
};

}  // namespace

ChosenExports choose_exports(const std::vector<MergeInput>& inputs, const MergePlan& plan, const ExportChoice& choice,
                             bool takes_instances) {
  return ExportChooser(inputs, plan, choice, takes_instances).choose();
}

}  // namespace modlink::transform
