// What a merged module exports, and under which names.
#include "tools/transform/merge_exports.h"

#include <fmt/format.h>

#include <set>

#include "tools/files/failure.h"
#include "tools/transform/merge_fields.h"
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

class ExportChooser {
 public:
  ExportChooser(const std::vector<MergeInput>& inputs, const ExportChoice& choice, bool takes_instances)
      : inputs_(inputs), choice_(choice), takes_instances_(takes_instances) {
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
    if (!conflicts_.empty()) fail_conflicts();
    return std::move(result_);
  }

 private:
  using Positions = HashMapByName<std::size_t>;

  static const std::vector<ExternTypeMap::Entry>& exports_of(const MergeInput& input) {
    return input.valid->module_type().exports().entries();
  }

  // Where an export is in a list of names.
  const std::size_t* find(const Positions& names, const MergeInput& input, const Name& name) {
    const Name whole = qualified(input, name);
    const auto plain = names.find(name), longer = names_.count(whole) != 0 ? names.end() : names.find(whole);
    for (const auto& found : {plain, longer}) {
      if (found != names.end()) used_.insert({&names, found->first});
    }
    if (longer != names.end()) return &longer->second;
    return plain != names.end() ? &plain->second : nullptr;
  }

  // What stands for fields of an instance in a list of names.
  bool name_fields(const Positions& names, const MergeInput& input, const ExternTypeMap::Entry& entry) {
    const auto* instance = std::get_if<ExternInstance>(&entry.type);
    if (!instance || !takes_instances_) return false;
    bool result = false;
    for (const auto& [name, position] : names) {
      for (const Name& front : {entry.name + ".", qualified(input, entry.name) + "."}) {
        if (names_.count(name) != 0 || name.rfind(front, 0) != 0) continue;
        if (!has_field(*instance->type, std::string_view(name).substr(front.size()))) continue;
        used_.insert({&names, name});
        result = true;
      }
    }
    return result;
  }

  bool has_chosen_field(const MergeInput& input, const ExternTypeMap::Entry& entry) {
    const bool is_named = name_fields(only_, input, entry);
    const auto* instance = std::get_if<ExternInstance>(&entry.type);
    if (is_named || !instance || !takes_instances_ || !choice_.keep) return is_named;
    return has_field(*instance->type, entry.name, choice_.keep) ||
           has_field(*instance->type, qualified(input, entry.name), choice_.keep);
  }

  bool is_chosen(const MergeInput& input, const Name& name) {
    const bool is_all = choice_.only.empty() && !choice_.keep;
    const bool is_kept = choice_.keep && (choice_.keep(name) || choice_.keep(qualified(input, name)));
    const bool is_named = find(only_, input, name) != nullptr;
    return is_all || is_kept || is_named;
  }

  void consider(std::size_t input, const ExternTypeMap::Entry& entry) {
    const std::size_t* renamed = find(renamed_, inputs_[input], entry.name);
    const bool is_whole = is_chosen(inputs_[input], entry.name);
    const bool has_chosen_field = this->has_chosen_field(inputs_[input], entry);
    const bool is_hidden = find(hidden_, inputs_[input], entry.name) != nullptr;
    name_fields(hidden_, inputs_[input], entry);
    if (name_fields(renamed_, inputs_[input], entry)) fail_renamed_field(entry.name);
    if (is_hidden || (!is_whole && !has_chosen_field)) return;
    check_kind(inputs_[input], entry);
    MergeExport item{input, entry.name, renamed ? choice_.renamed[*renamed].second : entry.name, is_whole};
    if (taken_.emplace(item.as, input).second) return result_.exports.push_back(std::move(item));
    if (choice_.conflicts == ExportChoice::Conflicts::skip) return result_.skipped.push_back(std::move(item));
    if (choice_.conflicts == ExportChoice::Conflicts::error) return conflicts_.push_back(std::move(item));
    item.as = qualified(inputs_[input], item.as);
    while (!taken_.emplace(item.as, input).second) item.as += '\'';
    result_.renamed.push_back(item);
    result_.exports.push_back(std::move(item));
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
    std::string message = fmt::format("{} and {} both export {}", shown(inputs_[taken_.at(first.as)].name),
                                      shown(later.name), quote(first.as));
    if (conflicts_.size() > 1) message += fmt::format(" and {} more", conflicts_.size() - 1);
    fail(later, first.name,
         message + fmt::format(": --conflicts=rename or --conflicts=skip, --hide {} or --rename-export {}=NAME settles "
                               "that",
                               longer, longer));
  }

  void demand_use(const Positions& names, const char* option) const {
    for (const auto& [name, position] : names) {
      if (used_.count({&names, name}) == 0)
        throw cli::Failure(cli::Status::failed, fmt::format("{}: no module exports {}", option, quote(name)));
    }
  }

  const std::vector<MergeInput>& inputs_;
  const ExportChoice& choice_;
  bool takes_instances_;
  Positions only_, hidden_, renamed_;
  HashSetOfNames<> names_;  // of all exports
  std::set<std::pair<const Positions*, Name>> used_;
  HashMapByName<std::size_t> taken_;  // which input has a name in the result
  std::vector<MergeExport> conflicts_;
  ChosenExports result_;
};

}  // namespace

ChosenExports choose_exports(const std::vector<MergeInput>& inputs, const ExportChoice& choice, bool takes_instances) {
  return ExportChooser(inputs, choice, takes_instances).choose();
}

}  // namespace modlink::transform
