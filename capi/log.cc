// Tells a host what its store executes. capi/modlink.h, Logs
#include "capi/log.h"

#include <algorithm>
#include <utility>

#include "capi/values.h"

namespace modlink::capi {
namespace {

using Kind = ExecutionEvent::Kind;

static_assert(static_cast<int>(Kind::instantiate) == MODLINK_EVENT_INSTANTIATE);
static_assert(static_cast<int>(Kind::call) == MODLINK_EVENT_CALL);
static_assert(static_cast<int>(Kind::call_host) == MODLINK_EVENT_CALL_HOST);
static_assert(static_cast<int>(Kind::return_) == MODLINK_EVENT_RETURN);
static_assert(static_cast<int>(Kind::memory_write) == MODLINK_EVENT_MEMORY);
static_assert(static_cast<int>(Kind::table_write) == MODLINK_EVENT_TABLE);
static_assert(static_cast<int>(Kind::global_set) == MODLINK_EVENT_GLOBAL);

// Of what is written to a table at once, so many elements are told.
constexpr std::size_t most_elems = 64;

ListedValues values_of(const ExecutionEvent& event) {
  if (event.kind != Kind::table_write) return event.values();
  const RefType type = event.instance->tables[event.index]->type.elem;
  const auto told = event.elems.first(std::min(event.elems.size(), most_elems));
  ListedValues listed{{}, event.elems.size() - told.size()};
  for (const Ref ref : told) listed.values.push_back(Value::ref(type, ref));
  return listed;
}

class Telling {
 public:
  explicit Telling(bool& is_telling) : is_telling_(is_telling) { is_telling_ = true; }
  ~Telling() { is_telling_ = false; }
  Telling(const Telling&) = delete;
  Telling& operator=(const Telling&) = delete;

 private:
  bool& is_telling_;
};

}  // namespace

Log::Log(State& state, LogSetup setup)
    : state_(state), setup_(std::move(setup)), observer_([this](const ExecutionEvent& event) { tell(event); }) {}

void Log::call_back(const ExecutionEvent& event) {
  const ListedValues listed = values_of(event);
  const OwnVals vals(state_.shared_from_this(), listed.values);
  modlink_event_t told{};
  told.kind = static_cast<modlink_event_kind_t>(event.kind);
  told.instance = event.number;
  told.index = event.index;
  told.values = vals.data();
  told.value_count = vals.size();
  told.left_out = listed.left_out;
  told.address = event.address;
  told.count = event.count;
  told.bytes = event.bytes.data();
  const Telling telling(is_telling_);
  setup_.callback(setup_.env->get(), &told);
}

void Log::tell(const ExecutionEvent& event) {
  const Outcome outcome = outcome_of_callback([&] {
    call_back(event);
    return Outcome();
  });
  if (!outcome.is_done()) throw EndedByLog{outcome};
}

}  // namespace modlink::capi

using namespace modlink::capi;

bool modlink_config_set_log(wasm_config_t* config, modlink_log_t callback, void* env, void (*finalizer)(void*)) {
  return guarded(false, [&] {
    config->setup.log = {callback, std::make_shared<const HostEnv>(env, finalizer)};
    return true;
  });
}

wasm_instance_t* modlink_store_instance(const wasm_store_t* store, uint64_t number) {
  return guarded<wasm_instance_t*>(nullptr, [&]() -> wasm_instance_t* {
    const StatePtr state = live_state(store);
    const modlink::ModuleInst* const inst = state ? state->logged_instance(number) : nullptr;
    return inst && inst->exports ? make_instance(state, *inst) : nullptr;
  });
}
