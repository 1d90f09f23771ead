// Which fields of exported instances a merged module exports.
#include "tools/transform/merge_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "wast/syntax/hash.h"

namespace modlink::transform {

namespace {

const InstanceType* instance_type(const ExternType& type) {
  const auto* instance = std::get_if<ExternInstance>(&type);
  return instance ? instance->type : nullptr;
}

class FieldChoice {
 public:
  FieldChoice(const std::vector<MergeInput>& inputs, const ExportChoice& choice,
              const std::vector<MergeExport>& exports)
      : inputs_(inputs),
        choice_(choice),
        only_(choice.only.begin(), choice.only.end()),
        hidden_(choice.hidden.begin(), choice.hidden.end()) {
    for (const MergeExport& item : exports) items_.emplace(item.as, item);
  }

  bool takes(const std::vector<Name>& path) const {
    const MergeExport& item = items_.find(path[0])->second;
    Name name = item.name;
    bool is_chosen = item.is_whole;
    for (std::size_t i = 1; i < path.size(); ++i) {
      name += "." + path[i];
      const Name whole = fmt::format("{}.{}", inputs_[item.input].name, name);
      if (has_one(hidden_, name, whole)) return false;
      is_chosen |= has_one(only_, name, whole);
      const bool is_field = i + 1 == path.size();
      is_chosen |= is_field && is_kept(name, whole);
    }
    return is_chosen;
  }

 private:
  static bool has_one(const HashSetOfNames<>& names, const Name& name, const Name& whole) {
    return names.count(name) != 0 || names.count(whole) != 0;
  }

  bool is_kept(const Name& name, const Name& whole) const {
    return std::any_of(choice_.keep.begin(), choice_.keep.end(),
                       [&](const auto& pattern) { return pattern.finds(name) || pattern.finds(whole); });
  }

  const std::vector<MergeInput>& inputs_;
  const ExportChoice& choice_;
  HashSetOfNames<> only_, hidden_;
  HashMapByName<MergeExport> items_;  // by their names in the result
};

}  // namespace

// Recursive: the depth of types is limited.
bool has_field(const InstanceType& type, std::string_view path) {
  if (type.exports.find(Name(path))) return true;
  for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.', dot + 1)) {
    const ExternType* const field = type.exports.find(Name(path.substr(0, dot)));
    const InstanceType* const inner = field ? instance_type(*field) : nullptr;
    if (inner && has_field(*inner, path.substr(dot + 1))) return true;
  }
  return false;
}

bool has_field(const InstanceType& type, const Name& name, const std::function<bool(std::string_view)>& is_wanted) {
  struct Level {
    const InstanceType* type;
    std::size_t length;  // of the path to it
    std::size_t next = 0;
  };
  std::size_t left = 100'000;
  std::string path = name;
  std::vector<Level> levels{{&type, path.size()}};
  while (!levels.empty() && left > 0) {
    Level& level = levels.back();
    path.resize(level.length);
    const auto& fields = level.type->exports.entries();
    if (level.next == fields.size()) {
      levels.pop_back();
      continue;
    }
    const auto& field = fields[level.next++];
    --left;
    path += "." + field.name;
    const InstanceType* const inner = instance_type(field.type);
    if (!inner && is_wanted(path)) return true;
    if (inner) levels.push_back({inner, path.size()});
  }
  return false;
}

std::function<bool(const std::vector<Name>&)> chosen_fields(const std::vector<MergeInput>& inputs,
                                                            const ExportChoice& choice,
                                                            const std::vector<MergeExport>& exports) {
  if (choice.only.empty() && choice.keep.empty() && choice.hidden.empty()) return {};
  return [fields = FieldChoice(inputs, choice, exports)](const std::vector<Name>& path) { return fields.takes(path); };
}

}  // namespace modlink::transform
