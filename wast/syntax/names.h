// Names of what has indices: identifiers of the text, or what a name section says. spec: appendix/custom, Name Section
#pragma once

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wast/syntax/index_spaces.h"
#include "wast/syntax/values.h"

namespace modlink {

// Names by index, in the order of the indices, each of which has at most one. spec: appendix/custom, Name Maps
class NameMap {
 public:
  using Entry = std::pair<Index, std::string>;

  NameMap() = default;
  // In any order; of several names of one index the first stays.
  explicit NameMap(std::vector<Entry> entries);
  NameMap(std::initializer_list<Entry> entries) : NameMap(std::vector<Entry>(entries)) {}

  // The name of an index; empty if it has none, or one that is empty.
  std::string_view find(Index index) const;
  bool has(Index index) const;

  // Names an index that is greater than all that have names.
  void append(Index index, std::string name) { entries_.emplace_back(index, std::move(name)); }
  // Takes over all names of `other`, which count more than those that are there.
  void override_with(const NameMap& other);
  // Takes the names of those indices away for which `is_gone` is true.
  template <class F>
  void erase_if(F is_gone) {
    std::erase_if(entries_, [&](const Entry& entry) { return is_gone(entry.first); });
  }
  // Moves each name to the index `f` of the one it has. Where several become one, the name of the first stays.
  template <class F>
  void map_indices(F f) {
    for (auto& [index, name] : entries_) index = f(index);
    *this = NameMap(std::move(entries_));
  }

  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }
  friend bool operator==(const NameMap&, const NameMap&) = default;

 private:
  std::vector<Entry>::const_iterator entry(Index index) const;

  std::vector<Entry> entries_;
};

// spec: appendix/custom, Name Maps
using IndirectNameMap = std::map<Index, NameMap>;

// The names of a module and of its definitions.
struct Names {
  std::string module;
  PerSpace<NameMap> spaces;
  IndirectNameMap locals;  // by function index
  IndirectNameMap labels;  // by function index; labels count in the order of their opening
  IndirectNameMap fields;  // by type index

  bool empty() const {
    const auto is_empty = [](const NameMap& names) { return names.empty(); };
    return module.empty() && std::all_of(spaces.begin(), spaces.end(), is_empty) && locals.empty() && labels.empty() &&
           fields.empty();
  }

  friend bool operator==(const Names&, const Names&) = default;

  // Of an IndexSpace or an ExternKind.
  template <class Space>
  NameMap& operator[](Space space) {
    return spaces[space];
  }
  template <class Space>
  const NameMap& operator[](Space space) const {
    return spaces[space];
  }
};

}  // namespace modlink
