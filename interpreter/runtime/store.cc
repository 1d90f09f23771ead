// The store. spec: exec/runtime, Store
#include "interpreter/runtime/store.h"

#include <cassert>

namespace modlink {
namespace {

// A deque never moves what it holds.
template <class T>
T* append(std::deque<T>& all, T&& item) {
  all.push_back(std::move(item));
  return &all.back();
}

}  // namespace

Store::Store(TypeStorePtr types, ImplementationLimits limits)
    : types_(std::move(types)), limits_(limits), heap_(*this) {}

void Store::attach(std::unique_ptr<Attachment> attachment) {
  assert(!attachment_);
  attachment_ = std::move(attachment);
}

FuncInst* Store::add(FuncInst func) { return append(funcs_, std::move(func)); }
TableInst* Store::add(TableInst table) { return append(tables_, std::move(table)); }
MemoryInst* Store::add(MemoryInst memory) { return append(memories_, std::move(memory)); }
GlobalInst* Store::add(GlobalInst global) { return append(globals_, std::move(global)); }
TagInst* Store::add(TagInst tag) { return append(tags_, std::move(tag)); }
ModuleInst* Store::add(ModuleInst module) { return append(modules_, std::move(module)); }
const ModuleValue* Store::add(ModuleValue module) { return append(module_values_, std::move(module)); }
const InstanceValue* Store::add(InstanceValue instance) { return append(instance_values_, std::move(instance)); }

void Store::mark_roots(Heap& heap) const {
  if (attachment_) attachment_->mark_roots(heap);
  for (const TableInst& table : tables_) {
    for (const Ref ref : table.elems) heap.mark(ref);
  }
  for (const GlobalInst& global : globals_) {
    if (global.type.val.is_ref()) heap.mark(Ref{global.slots[0]});
  }
  for (const ModuleInst& module : modules_) {
    for (const ElemInst& elem : module.elems) {
      for (const Ref ref : elem.refs) heap.mark(ref);
    }
  }
}

const std::shared_ptr<const ExportNames>& Store::export_names_of(const ValidModulePtr& module) {
  Exports& exports = exports_[module.get()];
  if (exports.names) return exports.names;
  std::vector<Name> names;
  names.reserve(module->exports.size());
  for (const ResolvedExport& item : module->exports) names.push_back(item.name);
  exports = {module, std::make_shared<const ExportNames>(std::move(names))};
  return exports.names;
}

}  // namespace modlink
