// What a store of the C API is, whose handles may outlive it. capi/wasm.h, Stores
#include "capi/state.h"

#include <utility>

#include "capi/handles.h"

namespace modlink::capi {

namespace {

ExecutionOptions execution_of(const Setup& setup, Log* log) {
  ExecutionOptions execution;
  if (setup.metered) execution.fuel = 0;
  execution.choices = setup.choices;
  if (log) execution.observation = log->observation();
  return execution;
}

void finalize(const HostInfo& info) {
  if (info.finalizer) guarded([&] { info.finalizer(info.info); });
}

}  // namespace

State::State(const Setup& setup, TypeStorePtr types)
    : setup_(setup),
      types_(std::move(types)),
      log_(setup.log.callback ? std::make_unique<Log>(*this, setup.log) : nullptr),
      store_(std::make_unique<Store>(types_, setup.limits, execution_of(setup, log_.get()))) {}

State::~State() { close(); }

std::unique_ptr<Store> State::exchange_store(std::unique_ptr<Store> store) {
  const std::lock_guard lock(mutex_);
  std::swap(store_, store);
  return store;
}

// Whoever interrupts finds no store from here on, nor do finalizers: what they made in it would not last.
std::unique_ptr<Store> State::take_store() {
  std::unique_ptr<Store> store = exchange_store(nullptr);
  ++generation_;
  const auto infos = std::exchange(infos_, {});
  for (const auto& [identity, info] : infos) finalize(info);
  foreigns_.clear();
  numbers_.clear();
  kept_.clear();
  return store;
}

bool State::reset() {
  if (calls_ > 0 || !store_) return false;
  const Call in_use(shared_from_this());  // finalizers may delete the store
  std::unique_ptr<Store> store = take_store();
  if (log_) log_->forget();
  store->reset();
  if (setup_.metered) store->set_fuel(0);
  exchange_store(std::move(store));
  return true;
}

void State::close() {
  is_closing_ = true;
  if (calls_ > 0 || !store_) return;
  ++calls_;
  take_store().reset();
  --calls_;
}

void State::interrupt() {
  const std::lock_guard lock(mutex_);
  if (store_) store_->interruption().request();
}

const ModuleInst* State::logged_instance(std::uint64_t number) const {
  return log_ && store_ ? log_->instance(number) : nullptr;
}

void* State::host_info(const void* identity) const {
  const auto found = infos_.find(identity);
  return found == infos_.end() ? nullptr : found->second.info;
}

void State::set_host_info(const void* identity, HostInfo info) {
  finalize(std::exchange(infos_[identity], std::move(info)));
}

std::uint32_t State::add_foreign() {
  const auto number = static_cast<std::uint32_t>(foreigns_.size());
  foreigns_.push_back(std::make_unique<wasm_foreign_t>(shared_from_this(), number));
  return number;
}

std::uint32_t State::foreign_of(const wasm_ref_t& thing) {
  const auto number = static_cast<std::uint32_t>(foreigns_.size());
  const auto [known, is_new] = numbers_.try_emplace(thing.identity(), number);
  if (!is_new) return known->second;
  try {
    foreigns_.push_back(std::unique_ptr<wasm_ref_t>(thing.copy()));
  } catch (...) {
    numbers_.erase(known);
    throw;
  }
  return number;
}

wasm_ref_t* State::copy_foreign(std::uint32_t number) {
  return number < foreigns_.size() ? foreigns_[number]->copy() : nullptr;
}

Kept::Kept(StatePtr state, Ref ref) : state_(std::move(state)), generation_(state_->generation()) {
  state_->kept().emplace_front(state_->store()->heap(), ref);
  at_ = state_->kept().begin();
}

Kept::~Kept() {
  if (generation_ == state_->generation()) state_->kept().erase(at_);
}

}  // namespace modlink::capi

using namespace modlink::capi;

wasm_config_t* wasm_config_new() {
  return guarded<wasm_config_t*>(nullptr, [] { return new wasm_config_t; });
}
void wasm_config_delete(wasm_config_t* config) { delete config; }

wasm_engine_t* wasm_engine_new() { return wasm_engine_new_with_config(wasm_config_new()); }

wasm_engine_t* wasm_engine_new_with_config(wasm_config_t* config) {
  const std::unique_ptr<wasm_config_t> owned(config);
  return guarded<wasm_engine_t*>(nullptr, [&]() -> wasm_engine_t* {
    if (!owned) return nullptr;
    return new wasm_engine_t{owned->setup, std::make_shared<modlink::TypeStore>()};
  });
}
void wasm_engine_delete(wasm_engine_t* engine) { delete engine; }

wasm_store_t* wasm_store_new(wasm_engine_t* engine) { return modlink_store_new(engine, nullptr); }

wasm_store_t* modlink_store_new(wasm_engine_t* engine, const wasm_config_t* config) {
  return guarded<wasm_store_t*>(nullptr, [&]() -> wasm_store_t* {
    if (!engine) return nullptr;
    Setup setup = config ? config->setup : engine->setup;
    setup.features = engine->setup.features;
    return new wasm_store_t{std::make_shared<State>(setup, engine->types)};
  });
}

void wasm_store_delete(wasm_store_t* store) {
  if (!store) return;
  guarded([&] { store->state->close(); });
  delete store;
}

bool modlink_store_reset(wasm_store_t* store) {
  return guarded(false, [&] { return store && store->state->reset(); });
}

bool modlink_store_set_fuel(wasm_store_t* store, uint64_t fuel) {
  modlink::Store* const inner = store ? store->state->store() : nullptr;
  if (!inner || !inner->fuel()) return false;
  inner->set_fuel(fuel);
  return true;
}

bool modlink_store_fuel(const wasm_store_t* store, uint64_t* out) {
  const modlink::Store* const inner = store ? store->state->store() : nullptr;
  const auto fuel = inner ? inner->fuel() : std::nullopt;
  *out = fuel.value_or(0);
  return fuel.has_value();
}

struct modlink_interrupter_t {
  StatePtr state;
};

modlink_interrupter_t* modlink_interrupter_new(wasm_store_t* store) {
  return guarded<modlink_interrupter_t*>(nullptr,
                                         [&] { return store ? new modlink_interrupter_t{store->state} : nullptr; });
}
void modlink_interrupter_delete(modlink_interrupter_t* interrupter) { delete interrupter; }
void modlink_interrupt(const modlink_interrupter_t* interrupter) {
  guarded([&] {
    if (interrupter) interrupter->state->interrupt();
  });
}
