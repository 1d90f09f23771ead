// What a module does, as text.
#include "tools/fuzz/execution.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "tools/fuzz/default_imports.h"

namespace modlink::fuzz {
namespace {

constexpr unsigned most_calls = 10;

std::string text_of(const Value& value) {
  if (value.type.is_ref()) return value.low == Ref::null().bits ? "null" : "ref";
  return fmt::format("{}:{}", value.low, value.high);
}

std::string text_of(const Outcome& outcome) {
  std::string text = std::to_string(static_cast<int>(outcome.kind()));
  if (!outcome.is_done()) return text + ' ' + outcome.words();
  return text;
}

class Execution {
 public:
  Execution(const ValidModulePtr& code, const ImplementationLimits& limits, const ExecutionOptions& execution)
      : code_(code), store_(code->type_store, limits, execution) {}

  std::string run() {
    const Outcome outcome = module_instantiate(store_, {code_}, default_imports(store_, *code_));
    note(text_of(outcome));
    if (outcome.is_done()) call_exports(*outcome.instance().exports);
    describe_state();
    return std::move(text_);
  }
  Causes nondeterminism() const { return store_.nondeterminism(); }

 private:
  void note(std::string_view what) {
    text_ += what;
    if (const auto fuel = store_.fuel()) text_ += fmt::format(", fuel {}", *fuel);
    text_ += '\n';
  }

  void call_exports(const InstanceValue& exports) {
    unsigned calls = 0;
    for (const ExternVal& val : exports.vals()) {
      const auto* func = std::get_if<FuncInst*>(&val);
      if (func && ++calls <= most_calls) call(**func);
    }
  }

  void call(const FuncInst& func) {
    Values args;
    for (const ValType param : func_type(func).params) {
      const std::optional<Value> arg = val_default(param);
      if (!arg) return;
      args.push_back(*arg);
    }
    const Outcome outcome = func_invoke(store_, func, args);
    std::string text = text_of(outcome);
    for (const Value& value : outcome.is_done() ? outcome.results() : Values()) text += ' ' + text_of(value);
    note(text);
  }

  // Of what the module made, in its order.
  void describe_state() {
    for (const MemoryInst& inst : store_.all<MemoryInst>()) {
      std::vector<char> bytes(inst.memory.size());
      mem_read(inst, 0, bytes.data(), bytes.size());
      text_ +=
          fmt::format("{} bytes {:x}\n", bytes.size(), std::hash<std::string_view>()({bytes.data(), bytes.size()}));
    }
    for (const TableInst& table : store_.all<TableInst>()) {
      const auto nulls = std::count_if(table.elems.begin(), table.elems.end(), [](Ref ref) { return ref.is_null(); });
      text_ += fmt::format("{} elements, {} null\n", table_size(table), nulls);
    }
    for (const GlobalInst& global : store_.all<GlobalInst>()) text_ += text_of(global_read(global)) + '\n';
  }

  const ValidModulePtr& code_;
  Store store_;
  std::string text_;
};

}  // namespace

std::string executed(const ValidModulePtr& code, const ImplementationLimits& limits, const ExecutionOptions& execution,
                     Causes* causes) {
  Execution under_way(code, limits, execution);
  std::string text = under_way.run();
  if (causes) *causes = under_way.nondeterminism();
  return text;
}

}  // namespace modlink::fuzz
