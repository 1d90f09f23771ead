// The names of what an instance exports. spec: Explainer, "Instance Imports and Aliases"; D17
#pragma once

#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "validator/type_store.h"
#include "wast/syntax/values.h"

namespace modlink {

// The names of exports, in order, and where each is: shared by all instances of a module, by threads and by stores.
class ExportNames {
 public:
  explicit ExportNames(std::vector<Name> names);
  // Those of an instance type, which are not copied; `types`, where it is, lives as long.
  ExportNames(TypeStorePtr types, const InstanceType& type);
  std::optional<Index> find(std::string_view name) const;
  const std::vector<std::string_view>& names() const { return names_; }

 private:
  static constexpr std::size_t few_names = 8;  // are searched one by one

  void sort() const;

  std::vector<Name> own_;  // these two keep them
  TypeStorePtr types_;
  std::vector<std::string_view> names_;
  mutable std::once_flag when_sorted_;
  mutable std::vector<Index> sorted_;  // positions in `names_`, by name; made when someone asks
};

}  // namespace modlink
