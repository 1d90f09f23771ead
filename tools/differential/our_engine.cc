// Our interpreter as an engine, for modules as they are and for flat ones.
#include "tools/differential/our_engine.h"

#include "wast/syntax/type_tables.h"

namespace modlink::differential {

namespace {

std::string trap_text(const Outcome& outcome) {
  const bool by_host = outcome.trap_code() == TrapCode::host_trap;
  const std::string words = by_host ? outcome.words() : std::string(to_string(outcome.trap_code()));
  return "trap " + trap_class(words) + " / " + words;
}

std::string end_text(const Outcome& outcome) {
  switch (outcome.kind()) {
    case Outcome::Kind::done: return "done";
    case Outcome::Kind::unlinkable: return "unlinkable / " + outcome.words();
    case Outcome::Kind::trap: return trap_text(outcome);
    case Outcome::Kind::exception: return "exception";
    case Outcome::Kind::limit:
    case Outcome::Kind::out_of_fuel:
    case Outcome::Kind::interrupted:
    case Outcome::Kind::suspended: return "limit / " + outcome.words();
  }
  return "";
}

Value value_of(const Arg& arg, ValType type) {
  switch (arg.kind) {
    case Arg::Kind::number: return {type, arg.low, arg.high};
    case Arg::Kind::null: return Value::ref(type.ref(), Ref::null());
    case Arg::Kind::host: return Value::ref(type.ref(), Ref::host(static_cast<std::uint32_t>(arg.low)));
  }
  return {};
}

}  // namespace

TypeLetter letter_of(ValType type) { return type.is_ref() ? 'r' : info(type.kind).letter; }

OurEngine::OurEngine(TypeStorePtr types, const ImplementationLimits& limits, std::optional<std::uint64_t> fuel)
    : types_(std::move(types)), store_(types_, limits, ExecutionOptions{fuel}), spectest_(make_spectest(store_)) {}

std::string OurEngine::value_text(const Value& value) const { return text_of(engines::result_of(value, *types_)); }

std::string OurEngine::instantiate(std::size_t index, const ValidModulePtr& code, const Imports& imports) {
  if (slots_.size() <= index) slots_.resize(index + 1);
  Slot& slot = slots_[index];
  slot.memories.first = store_.all<MemoryInst>().size();
  slot.tables.first = store_.all<TableInst>().size();
  slot.globals.first = store_.all<GlobalInst>().size();
  const Outcome outcome = module_instantiate(store_, ModuleValue{code, nullptr}, imports);
  slot.memories.last = store_.all<MemoryInst>().size();
  slot.tables.last = store_.all<TableInst>().size();
  slot.globals.last = store_.all<GlobalInst>().size();
  if (outcome.is_done()) slot.exports = outcome.instance().exports;
  return end_text(outcome);
}

std::optional<ExternVal> OurEngine::find(std::size_t slot, const std::vector<Name>& path) const {
  if (slot >= slots_.size() || !slots_[slot].exports) return std::nullopt;
  ExternVal val = slots_[slot].exports;
  for (const Name& name : path) {
    const auto* inside = std::get_if<const InstanceValue*>(&val);
    const ExternVal* found = inside ? (*inside)->find(name) : nullptr;
    if (!found) return std::nullopt;
    val = *found;
  }
  return val;
}

const InstanceValue* OurEngine::make_instance(std::vector<Name> names, std::vector<ExternVal> vals) {
  return store_.add(InstanceValue(std::make_shared<const ExportNames>(std::move(names)), std::move(vals)));
}

std::string OurEngine::invoke(std::size_t slot, const std::vector<Name>& path, const std::vector<Arg>& args) {
  const auto val = find(slot, path);
  if (!val || kind_of(*val) != ExternKind::func) return "";
  const FuncInst& func = *std::get<FuncInst*>(*val);
  const FuncType& type = func_type(func);
  if (type.params.size() != args.size()) return "";
  Values values;
  for (std::size_t i = 0; i < args.size(); ++i) values.push_back(value_of(args[i], type.params[i]));
  const Outcome outcome = func_invoke(store_, func, values);
  std::string text = end_text(outcome);
  if (!outcome.is_done()) return text;
  for (const Value& value : outcome.results()) text += " " + value_text(value);
  return text;
}

std::string OurEngine::get(std::size_t slot, const std::vector<Name>& path) {
  const auto val = find(slot, path);
  if (!val || kind_of(*val) != ExternKind::global) return "";
  return "done " + value_text(global_read(*std::get<GlobalInst*>(*val)));
}

namespace {

// Calls `f` for some of those that the store has, in the order of their allocation.
template <class Inst, class Range, class F>
void for_each_of(const Store& store, const Range& range, F f) {
  std::size_t i = 0;
  for (const Inst& inst : store.all<Inst>()) {
    if (i >= range.first && i < range.last) f(inst);
    ++i;
  }
}

}  // namespace

OurEngine::State OurEngine::state(std::size_t index) const {
  State state;
  if (index >= slots_.size()) return state;
  const Slot& slot = slots_[index];
  for_each_of<MemoryInst>(store_, slot.memories, [&](const MemoryInst& inst) {
    state.memories.push_back(bytes_text(inst.memory.base(), inst.memory.size()));
  });
  for_each_of<TableInst>(store_, slot.tables, [&](const TableInst& table) {
    std::string nulls;
    for (Ref ref : table.elems) nulls += ref.is_null() ? '0' : '1';
    state.tables.push_back(bytes_text(reinterpret_cast<const unsigned char*>(nulls.data()), nulls.size()));
  });
  for_each_of<GlobalInst>(store_, slot.globals,
                          [&](const GlobalInst& global) { state.globals.push_back(value_text(global_read(global))); });
  return state;
}

}  // namespace modlink::differential
