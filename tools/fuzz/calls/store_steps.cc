// Engines, stores and what these spend.
#include "tools/fuzz/calls/steps.h"
#include "tools/fuzz/calls/values.h"

namespace modlink::fuzz {
namespace {

// So low that whatever is within them ends soon.
constexpr struct {
  const char* name;
  std::uint64_t value;
} lowered[] = {
    {"operands", 10'000},
    {"list_operands", 100'000},
    {"type_comparisons", 50'000},
    {"copied_bytes", 1'000'000},
    {"instantiations", 200},
    {"instantiated_definitions", 10'000},
    {"instantiated_memories", 20},
    {"instantiated_elements", 10'000},
    {"instantiated_bytes", 1'000'000},
    {"instantiated_constants", 10'000},
    {"table_elements", 10'000},
    {"memory_bytes", 1 << 20},
    {"heap_bytes", 200'000},
    {"store_bytes", 8 << 20},
    {"stack_slots", 16'384},
    {"activations", 300},
};

void set_log(Session& session, wasm_config_t* config) {
  const auto tell = [](void* env, const modlink_event_t* event) {
    Session& session = *static_cast<Session*>(env);
    const EnoughMemory enough;
    add_copies(session, event->values, event->value_count);
    if (session.below(8) == 0) session.run_nested();
  };
  modlink_config_set_log(config, tell, &session, session.below(2) == 0 ? finalize : nullptr);
}

api::Config make_config(Session& session) {
  api::Config config(wasm_config_new());
  if (!config) return config;
  for (const auto& limit : lowered) modlink_config_set_limit(config.get(), limit.name, limit.value);
  modlink_config_set_metered(config.get(), session.below(2) == 0);
  modlink_config_set_choices(config.get(), static_cast<modlink_choices_t>(session.below(3)));
  if (session.below(8) == 0) set_log(session, config.get());
  if (session.below(8) == 0) modlink_config_set_feature(config.get(), modlink_feature_name(session.below(20)), false);
  return config;
}

void give_fuel(Session& session) {
  wasm_store_t* const store = session.lend(session.stores);
  if (!store) return;
  modlink_store_set_fuel(store, session.below(4) == 0 ? session.below(100) : 10'000);
  std::uint64_t fuel = 0;
  modlink_store_fuel(store, &fuel);
}

void add_interrupter(Session& session) {
  if (wasm_store_t* const store = session.lend(session.stores))
    session.interrupters.add(modlink_interrupter_new(store));
}

void interrupt(Session& session) {
  if (auto* const interrupter = session.lend(session.interrupters)) modlink_interrupt(interrupter);
}

void reset(Session& session) {
  wasm_store_t* const store = session.lend(session.stores);
  if (store && session.below(2) == 0) modlink_store_reset(store);
}

void delete_something(Session& session) { session.delete_one(); }

void read_all(Session& session) {
  wasm_store_t* const store = session.lend(session.stores);
  if (!store) return;
  wasm_extern_vec_t externs;
  modlink_store_all(store, static_cast<wasm_externkind_t>(session.below(5)), &externs);
  add_externs(session, &externs);
  session.instances.add(modlink_store_instance(store, session.below(8)));
  session.instances.add(modlink_store_caller(store));
}

void hash(Session& session) {
  wasm_store_t* const store = session.lend(session.stores);
  if (!store) return;
  const std::uint64_t first = modlink_store_hash(store);
  const EnoughMemory enough;
  if (session.below(2) == 0 && first != 0 && modlink_store_hash(store) != first) {
    throw std::logic_error("a store has two hashes");
  }
}

void ask_for_choices(Session& session) {
  wasm_store_t* const store = session.lend(session.stores);
  modlink_nondeterminism_t causes = 0;
  if (!store || !modlink_store_nondeterminism(store, &causes)) return;
  if (causes >= 64) throw std::logic_error("choices of no kind");
  if (session.below(2) == 0) modlink_store_forget_nondeterminism(store);
}

}  // namespace

void add_engine(Session& session) {
  api::Config config = make_config(session);
  session.engines.add(wasm_engine_new_with_config(config.release()));
}

void add_store(Session& session) {
  wasm_engine_t* const engine = session.lend(session.engines);
  if (session.below(2) == 0) {
    session.stores.add(wasm_store_new(engine));
  } else {
    session.stores.add(modlink_store_new(engine, make_config(session).get()));
  }
}

std::span<const Step> store_steps() {
  static constexpr Step here[] = {add_engine, add_store, give_fuel,        give_fuel, add_interrupter, interrupt,
                                  reset,      read_all,  delete_something, hash,      ask_for_choices};
  return here;
}

}  // namespace modlink::fuzz
