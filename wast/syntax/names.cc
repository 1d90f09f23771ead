// Names of what has indices. spec: appendix/custom, Name Section
#include "wast/syntax/names.h"

#include <algorithm>

namespace modlink {

namespace {

constexpr auto by_index = [](const NameMap::Entry& a, const NameMap::Entry& b) { return a.first < b.first; };

}  // namespace

NameMap::NameMap(std::vector<Entry> entries) : entries_(std::move(entries)) {
  std::stable_sort(entries_.begin(), entries_.end(), by_index);
  const auto same = [](const Entry& a, const Entry& b) { return a.first == b.first; };
  entries_.erase(std::unique(entries_.begin(), entries_.end(), same), entries_.end());
}

std::vector<NameMap::Entry>::const_iterator NameMap::entry(Index index) const {
  const auto is_before = [](const Entry& entry, Index i) { return entry.first < i; };
  const auto found = std::lower_bound(entries_.begin(), entries_.end(), index, is_before);
  return found != entries_.end() && found->first == index ? found : entries_.end();
}

std::string_view NameMap::find(Index index) const {
  const auto found = entry(index);
  return found != entries_.end() ? std::string_view(found->second) : std::string_view();
}

bool NameMap::has(Index index) const { return entry(index) != entries_.end(); }

void NameMap::override_with(const NameMap& other) {
  if (other.empty()) return;
  std::vector<Entry> all = other.entries_;
  std::move(entries_.begin(), entries_.end(), std::back_inserter(all));
  *this = NameMap(std::move(all));
}

}  // namespace modlink
