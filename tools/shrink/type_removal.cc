// Types taken out of a module, also single ones out of a recursive group. spec: syntax/types, Recursive Types;
// syntax/modules, Indices
#include "tools/shrink/type_removal.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <variant>

#include "rewrite/move_customs.h"
#include "wast/binary/encode_types.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/free_indices.h"

namespace modlink::shrink {

namespace {

// By type index; members of a group have one.
std::vector<const Definition*> type_definitions(const Module& module) {
  std::vector<const Definition*> result;
  for_each_definition(module, [&](const Definition& definition, const TakenIndices& taken) {
    if (taken.space == IndexSpace::type) result.resize(result.size() + taken.count, &definition);
  });
  return result;
}

// Finds what is named by what is needed, until there is no more.
class NeededTypes {
 public:
  explicit NeededTypes(const Module& module)
      : definitions_(type_definitions(module)), own_(own_types(module)), needed_(own_.size()) {
    for_each_free_index_of_own(module, [&](FreeIndex free) { need(free); });
    for (const Definition& definition : module.definitions) {
      if (space_of(definition) != IndexSpace::type) walk(definition);
    }
    while (!todo_.empty()) {
      const Index type = todo_.back();
      todo_.pop_back();
      if (own_[type]) {
        walk(*own_[type]);
      } else {
        walk(*definitions_[type]);
      }
    }
  }

  std::vector<bool> take() { return std::move(needed_); }

 private:
  template <class Phrase>
  void walk(const Phrase& phrase) {
    for_each_free_index(phrase, [&](FreeIndex free) { need(free); });
  }

  void need(FreeIndex free) {
    const bool is_type = free.space == IndexSpace::type && free.depth == 0 && free.index < needed_.size();
    if (!is_type || needed_[free.index]) return;
    needed_[free.index] = true;
    todo_.push_back(free.index);
  }

  const std::vector<const Definition*> definitions_;
  const std::vector<const SubType*> own_;
  std::vector<bool> needed_;
  std::vector<Index> todo_;
};

Bytes encoded(const SubType& type) {
  binary::Writer out;
  binary::encode_type_def(out, TypeDef{{}, RecType{{type}}});
  return out.take();
}

// Of what is beyond all types too.
void move_uses(Module& module, const std::vector<Index>& moved, Index gone) {
  const auto new_index = [&](Index index) { return index < moved.size() ? moved[index] : index - gone; };
  for (Definition& definition : module.definitions) {
    auto* nested = std::get_if<NestedModule>(&definition);
    if (nested && nested->visible_types < moved.size()) nested->visible_types = moved[nested->visible_types];
  }
  module = map_free_indices(std::move(module), [&](FreeIndex free) {
    if (free.space == IndexSpace::type && free.depth == 0) free.index = new_index(free.index);
    return free;
  });
}

// Whether nothing is left of a definition of a type.
bool take_out(Definition& definition, const std::vector<bool>& gone, Index first) {
  auto* def = std::get_if<TypeDef>(&definition);
  auto* group = def ? std::get_if<RecType>(&def->def) : nullptr;
  if (!group) return gone[first];
  std::erase_if(group->sub_types, [&](const SubType&) { return gone[first++]; });
  return group->sub_types.empty();
}

}  // namespace

std::vector<bool> needless_types(const Module& module) {
  std::vector<bool> result = NeededTypes(module).take();
  result.flip();
  return result;
}

bool remove_types(Module& module, const std::vector<bool>& gone) {
  std::vector<bool> empty;
  for_each_definition(module, [&](Definition& definition, const TakenIndices& taken) {
    empty.push_back(taken.space == IndexSpace::type && take_out(definition, gone, taken.first));
  });
  const auto count = static_cast<Index>(std::count(gone.begin(), gone.end(), true));
  if (count == 0 && std::find(empty.begin(), empty.end(), true) == empty.end()) return false;
  const auto is_gone = [&](Index type) { return type < gone.size() && gone[type]; };
  module.names[IndexSpace::type].erase_if(is_gone);
  std::erase_if(module.names.fields, [&](const auto& names) { return is_gone(names.first); });
  rewrite::erase_definitions(module, empty);
  std::vector<Index> moved;
  moved.reserve(gone.size());
  Index next = 0;
  for (const bool goes : gone) moved.push_back(goes ? next : next++);
  move_uses(module, moved, count);
  return true;
}

bool merge_equal_types(Module& module) {
  const std::vector<const SubType*> types = own_types(module);
  std::map<Bytes, Index> first;  // of those that are encoded alike
  std::vector<Index> merged;
  bool any = false;
  for (Index i = 0; i < types.size(); ++i) {
    merged.push_back(types[i] ? first.try_emplace(encoded(*types[i]), i).first->second : i);
    any = any || merged.back() != i;
  }
  if (any) {
    module.names.fields.clear();
    module = map_free_indices(std::move(module), [&](FreeIndex free) {
      if (free.space == IndexSpace::type && free.depth == 0 && free.index < merged.size())
        free.index = merged[free.index];
      return free;
    });
  }
  return any;
}

bool split_group(Module& module, std::size_t position) {
  auto* def = std::get_if<TypeDef>(&module.definitions[position]);
  auto* group = def ? std::get_if<RecType>(&def->def) : nullptr;
  if (!group || group->sub_types.empty() || !group->explicit_rec) return false;
  std::vector<Definition> members;
  for (SubType& type : group->sub_types) members.push_back(TypeDef{type.at, RecType{{std::move(type)}}});
  for (CustomSection& custom : module.customs) {
    if (custom.after_definitions > position) custom.after_definitions += static_cast<Index>(members.size() - 1);
  }
  const auto at = module.definitions.begin() + static_cast<std::ptrdiff_t>(position);
  module.definitions.insert(module.definitions.erase(at), members.begin(), members.end());
  return true;
}

}  // namespace modlink::shrink
