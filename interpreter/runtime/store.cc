// The store. spec: exec/runtime, Store
#include "interpreter/runtime/store.h"

#include <cassert>
#include <string>

namespace modlink {
Store::Store(TypeStorePtr types, ImplementationLimits limits, ExecutionOptions execution)
    : types_(std::move(types)),
      limits_(limits),
      execution_(execution),
      fuel_(execution.fuel.value_or(0)),
      budget_(limits.store_bytes),
      heap_(*this) {}

void Store::set_fuel(std::uint64_t fuel) {
  assert(execution_.fuel);
  fuel_ = fuel;
}

void Store::attach(std::unique_ptr<Attachment> attachment) {
  assert(!attachment_);
  attachment_ = std::move(attachment);
}

ModuleInst* Store::add(ModuleInst module) { return modules_.add(std::move(module)); }

Store::Sizes Store::sizes() const {
  return std::apply([](const auto&... lists) { return Sizes{lists.size()...}; }, insts_);
}

void Store::truncate(const Sizes& sizes) {
  auto size = sizes.begin();
  std::apply([&](auto&... lists) { (lists.truncate(*size++), ...); }, insts_);
}

bool Store::reset() {
  if (uses_ > 0 || (attachment_ && attachment_->is_busy())) return false;
  attachment_.reset();
  std::apply([](auto&... lists) { (lists.clear(), ...); }, insts_);
  modules_.clear();
  heap_.clear();
  forget_nondeterminism();
  interruption_.take();
  budget_.give_back(limits_.store_bytes - budget_.left());  // what tables and segments took
  return true;
}

bool Store::owns(const ExternVal& val) const {
  return std::visit(
      [this](const auto* inst) {
        return all<std::remove_const_t<std::remove_pointer_t<decltype(inst)>>>().contains(inst);
      },
      val);
}

bool Store::owns(Ref ref) const {
  if (ref.is_func()) return all<FuncInst>().contains(ref.as_func());
  return !ref.is_object() || heap_.owns(ref);
}

void Store::mark_roots(Heap& heap) const {
  if (attachment_) attachment_->mark_roots(heap);
  for (const TableInst& table : all<TableInst>()) {
    for (const Ref ref : table.elems) heap.mark(ref);
  }
  for (const GlobalInst& global : all<GlobalInst>()) {
    if (global.type.val.is_ref()) heap.mark(Ref{global.slots[0]});
  }
  for (const ModuleInst& module : modules_) {
    for (const ElemInst& elem : module.elems) {
      for (const Ref ref : elem.refs) heap.mark(ref);
    }
  }
}

Outcome heap_limit(const Store& store) {
  return Outcome::limit("out of memory for structures, arrays and exceptions: at most " +
                        std::to_string(store.limits().heap_bytes) + " bytes" + store.limits().heap_bytes.hint() +
                        ", and with memories and tables " + std::to_string(store.limits().store_bytes) +
                        store.limits().store_bytes.hint());
}

void note_end(Store& store, const Outcome& outcome) {
  switch (outcome.kind()) {
    case Outcome::Kind::trap:
      if (outcome.trap_code() == TrapCode::call_stack_exhausted) store.note(Nondeterminism::limit);
      return;
    case Outcome::Kind::limit:
    case Outcome::Kind::out_of_fuel:
    case Outcome::Kind::interrupted: return store.note(Nondeterminism::limit);
    case Outcome::Kind::done:
    case Outcome::Kind::exception:
    case Outcome::Kind::suspended:
    case Outcome::Kind::unlinkable: return;
  }
}

}  // namespace modlink
