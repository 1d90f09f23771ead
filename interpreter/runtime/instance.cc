// Instance values. spec: Explainer, "Module Imports and Nested Instances"; D17
#include "interpreter/runtime/instance.h"

#include <cassert>

namespace modlink {

InstanceValue::InstanceValue(std::shared_ptr<const ExportNames> names, std::vector<ExternVal> vals)
    : names_(std::move(names)), vals_(std::move(vals)) {
  assert(vals_.size() == names_->names().size());
}

const ExternVal* InstanceValue::find(std::string_view name) const {
  const auto index = names_->find(name);
  return index ? &vals_[*index] : nullptr;
}

}  // namespace modlink
