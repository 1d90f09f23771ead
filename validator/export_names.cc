// The names of what an instance exports. D17
#include "validator/export_names.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace modlink {

ExportNames::ExportNames(std::vector<Name> names) : own_(std::move(names)), names_(own_.begin(), own_.end()) {}

ExportNames::ExportNames(TypeStorePtr types, const InstanceType& type) : types_(std::move(types)) {
  names_.reserve(type.exports.size());
  for (const auto& entry : type.exports.entries()) names_.push_back(entry.name);
}

void ExportNames::sort() const {
  sorted_.resize(names_.size());
  std::iota(sorted_.begin(), sorted_.end(), 0);
  std::sort(sorted_.begin(), sorted_.end(), [this](Index a, Index b) { return names_[a] < names_[b]; });
}

std::optional<Index> ExportNames::find(std::string_view name) const {
  if (names_.size() <= few_names) {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found == names_.end()) return std::nullopt;
    return static_cast<Index>(found - names_.begin());
  }
  std::call_once(when_sorted_, [this] { sort(); });
  const auto less = [this](Index a, std::string_view b) { return names_[a] < b; };
  const auto it = std::lower_bound(sorted_.begin(), sorted_.end(), name, less);
  if (it == sorted_.end() || names_[*it] != name) return std::nullopt;
  return *it;
}

}  // namespace modlink
