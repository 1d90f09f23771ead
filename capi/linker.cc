// Instantiation by name, and in the order of imports. capi/modlink.h, Instantiation by name
#include <utility>

#include "capi/handles.h"
#include "capi/module_imports.h"
#include "capi/outcome.h"
#include "interpreter/host.h"
#include "wast/syntax/hash.h"

namespace modlink::capi {

// What there is below one first name: a value, and fields that were defined later, of an instance: they take the place
// of those of the value.
struct Supply {
  std::optional<ExternVal> val;
  std::vector<std::pair<Name, ExternVal>> fields;
};

class Supplies {
 public:
  explicit Supplies(Store& store) : store_(store) {}

  void define(const Name& module, const std::optional<Name>& name, const ExternVal& val) {
    made_.erase(module);
    Supply& supply = supplies_[module];
    if (name) {
      supply.fields.emplace_back(*name, val);
    } else {
      supply = {val, {}};
    }
  }

  // Made when it is asked for.
  std::optional<ExternVal> find(const Name& module) {
    const auto known = made_.find(module);
    if (known != made_.end()) return known->second;
    const auto supply = supplies_.find(module);
    const bool is_empty = supply == supplies_.end() || (!supply->second.val && supply->second.fields.empty());
    if (is_empty) return std::nullopt;  // also of a definition that there was no memory for
    return made_.emplace(module, make(supply->second)).first->second;
  }

 private:
  ExternVal make(const Supply& supply) {
    if (supply.fields.empty()) return *supply.val;
    HostModule host(store_);
    const auto* const base = supply.val ? std::get_if<const InstanceValue*>(&*supply.val) : nullptr;
    for (std::size_t i = 0; base && i < (*base)->vals().size(); ++i) {
      host.add(Name((*base)->names()[i]), (*base)->vals()[i]);
    }
    for (const auto& [name, val] : supply.fields) host.add(name, val);
    return host.instance();
  }

  Store& store_;
  HashMapByName<Supply> supplies_;
  HashMapByName<ExternVal> made_;
};

namespace {

ResultPtr refused(const StatePtr& state, const std::string& why) {
  return result_of(state, Outcome(Unlinkable(no_pos, why)));
}

// Why the module cannot be instantiated there, apart from what it imports. Empty: it can.
std::string check_module(const State& state, const wasm_module_t* module) {
  if (!state.store()) return "the store is gone";
  if (!module) return "there is no module";
  if (module->is_in(state)) return {};
  return module->is_live() ? "the module is in another store" : "the module's store is gone";
}

ResultPtr instantiate_with(const StatePtr& state, const wasm_module_t& module, Supplies& supplies,
                           std::unique_ptr<wasm_instance_t>& instance) {
  if (state->is_telling()) return result_of(state, Outcome::trap(TrapCode::host_trap, no_execution_in_log));
  const Call call(state);
  const Outcome outcome = outcome_of_logged(*state, [&] {
    return module_instantiate(*state->store(), module.value, [&](const Name& name) { return supplies.find(name); });
  });
  if (!outcome.is_done()) return result_of(state, outcome);
  instance.reset(make_instance(state, outcome.instance()));
  return std::make_shared<Result>();
}

// Why the values cannot be what the module imports, apart from their types. Empty: they can.
std::string check_supply(const State& state, const std::vector<WrittenImport>& imports,
                         const wasm_extern_vec_t* externs) {
  const std::size_t count = externs ? externs->size : 0;
  if (count < imports.size()) {
    return "unknown import: " + std::to_string(imports.size()) + " imports, but " + std::to_string(count) + " values";
  }
  for (std::size_t i = 0; i < imports.size(); ++i) {
    if (!externs->data[i]) return "unknown import: there is no value for import " + std::to_string(i);
    if (!externs->data[i]->is_in(state)) return "supplied from another store: import " + std::to_string(i);
  }
  return {};
}

// A name that is imported twice stands for one thing.
bool is_ambiguous(const std::vector<WrittenImport>& imports, const wasm_extern_vec_t* externs) {
  HashMapByName<HashMapByName<const void*>> known;
  for (std::size_t i = 0; i < imports.size(); ++i) {
    const void* const identity = externs->data[i]->identity();
    const Name name = imports[i].name ? "2" + *imports[i].name : Name("1");
    if (known[imports[i].module].emplace(name, identity).first->second != identity) return true;
  }
  return false;
}

ResultPtr instantiate_in_order(const StatePtr& state, const wasm_module_t& module, const wasm_extern_vec_t* externs,
                               std::unique_ptr<wasm_instance_t>& instance) {
  const std::vector<WrittenImport> imports = written_imports(*module.value.code);
  const std::string why = check_supply(*state, imports, externs);
  if (!why.empty()) return refused(state, why);
  if (is_ambiguous(imports, externs)) return refused(state, "duplicate import name: it stands for two things");
  Supplies supplies(*state->store());
  for (std::size_t i = 0; i < imports.size(); ++i) {
    supplies.define(imports[i].module, imports[i].name, extern_val(*externs->data[i]));
  }
  return instantiate_with(state, module, supplies, instance);
}

}  // namespace
}  // namespace modlink::capi

using namespace modlink::capi;

struct modlink_linker_t {
  StatePtr state;
  std::uint64_t generation;
  std::shared_ptr<Supplies> supplies;  // also of an instantiation under way whose start function deletes the linker

  bool is_live() const { return state->store() && state->generation() == generation; }
};

modlink_linker_t* modlink_linker_new(wasm_store_t* store) {
  return guarded<modlink_linker_t*>(nullptr, [&]() -> modlink_linker_t* {
    const StatePtr state = live_state(store);
    if (!state) return nullptr;
    return new modlink_linker_t{state, state->generation(), std::make_shared<Supplies>(*state->store())};
  });
}
void modlink_linker_delete(modlink_linker_t* linker) { delete linker; }

bool modlink_linker_define(modlink_linker_t* linker, const char* module, const char* name, const wasm_extern_t* val) {
  return guarded(false, [&] {
    if (!linker || !linker->is_live() || !val || !val->is_in(*linker->state)) return false;
    linker->supplies->define(module, name ? std::optional<modlink::Name>(name) : std::nullopt, extern_val(*val));
    return true;
  });
}

modlink_outcome_t* modlink_linker_instantiate(const modlink_linker_t* linker, const wasm_module_t* module,
                                              wasm_instance_t** out) {
  *out = nullptr;
  std::unique_ptr<wasm_instance_t> instance;
  auto* const outcome = make_outcome(result_of_attempt([&]() -> ResultPtr {
    if (!linker || !linker->is_live()) throw modlink::Unlinkable(modlink::no_pos, "the linker's store is gone");
    const StatePtr state = linker->state;
    const std::shared_ptr<Supplies> supplies = linker->supplies;
    const std::string why = check_module(*state, module);
    if (!why.empty()) throw modlink::Unlinkable(modlink::no_pos, why);
    return instantiate_with(state, *module, *supplies, instance);
  }));
  if (outcome->result->kind == MODLINK_OK) *out = instance.release();
  return outcome;
}

wasm_instance_t* wasm_instance_new(wasm_store_t* store, const wasm_module_t* module, const wasm_extern_vec_t* imports,
                                   wasm_trap_t** trap) {
  const StatePtr state = store ? store->state : nullptr;
  std::unique_ptr<wasm_instance_t> instance;
  const ResultPtr result = result_of_attempt([&]() -> ResultPtr {
    const std::string why = state ? check_module(*state, module) : "there is no store";
    if (!why.empty()) throw modlink::Unlinkable(modlink::no_pos, why);
    return instantiate_in_order(state, *module, imports, instance);
  });
  if (!result || result->kind != MODLINK_OK) instance.reset();
  if (trap) *trap = instance ? nullptr : make_trap(state, result);
  return instance.release();
}

void wasm_instance_exports(const wasm_instance_t* instance, wasm_extern_vec_t* out) {
  wasm_extern_vec_new_empty(out);
  guarded([&] {
    if (instance->is_live()) fill_externs(instance->state, instance->value->vals(), out);
  });
}
