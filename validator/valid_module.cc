// What validation finds out about a module. spec: Explainer, "Module Imports and Nested Instances"
#include "validator/valid_module.h"

#include <atomic>
#include <utility>

namespace modlink {

// What is nested in `from`, and nobody else has, comes before `rest`.
void ValidModule::take_nested(ValidModule& from, ValidModulePtr& rest) {
  for (LinkStep& step : from.steps) {
    auto* nested = std::get_if<NestedModuleStep>(&step);
    if (!nested || nested->code.use_count() != 1) continue;
    std::atomic_thread_fence(std::memory_order_acquire);  // others may have had it
    const_cast<ValidModule&>(*nested->code).after_ = std::move(rest);
    rest = std::move(nested->code);
  }
}

ValidModule::~ValidModule() {
  ValidModulePtr rest;
  take_nested(*this, rest);
  while (rest) {
    const ValidModulePtr module = std::move(rest);
    auto& last = const_cast<ValidModule&>(*module);
    rest = std::move(last.after_);
    take_nested(last, rest);
  }
}

ValType ValidModule::close(ValType type) const {
  if (!type.is_ref() || type.heap_kind != HeapKind::type_index) return type;
  return RefType{type.nullable, {HeapKind::def_type, std::get<const DefType*>(types[type.index])->id}};
}

}  // namespace modlink
