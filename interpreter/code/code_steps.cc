// The types of what observed instructions take and give. spec: valid/instructions
#include "interpreter/code/code_steps.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "interpreter/code/code.h"
#include "validator/observe.h"

namespace modlink {

const CodeStep& CodeSteps::at_word(std::uint32_t word) const {
  const auto is_behind = [](std::uint32_t at, const CodeStep& step) { return at < step.word; };
  return std::upper_bound(all_.begin(), all_.end(), word, is_behind)[-1];
}

// Of each instruction.
class StepTypes final : public ValidationObserver {
 public:
  explicit StepTypes(CodeSteps& steps) : steps_(steps) {}

  bool before(const Instr& instr, Arity arity, const ValidationState& state) override {
    // The condition of an `if` is no parameter of the block.
    const std::uint32_t operands = arity.params + (instr.op == Opcode::if_);
    steps_.instrs_.push_back({list(operands, state.operands()), {}});
    return true;
  }
  void after(const Instr& instr, Arity arity, const ValidationState& state) override {
    if (is_opening(instr.op)) return;
    steps_.instrs_.back().results = list(arity.results, state.operands());
  }

 private:
  // In unreachable code there may be fewer.
  CodeSteps::List list(std::uint32_t count, std::span<const ValType> operands) {
    const std::size_t listed = std::min({std::size_t{count}, operands.size(), CodeSteps::most_listed});
    if (listed == 0) return {0, 0, count};
    const std::span<const ValType> last = operands.last(listed);
    const std::string key(reinterpret_cast<const char*>(last.data()), last.size_bytes());
    const auto [it, is_new] = lists_.try_emplace(key, static_cast<std::uint32_t>(steps_.pool_.size()));
    if (is_new) steps_.pool_.insert(steps_.pool_.end(), last.begin(), last.end());
    return {it->second, static_cast<std::uint32_t>(listed), count};
  }

  CodeSteps& steps_;
  std::unordered_map<std::string, std::uint32_t> lists_;
};

CodeSteps make_steps(ModuleCode& code, Index func, std::vector<CodeStep> steps) {
  CodeSteps result;
  result.all_ = std::move(steps);
  if (!code.execution.observation.instructions) return result;
  StepTypes types(result);
  code.observable().observe_func(func, types);
  return result;
}

}  // namespace modlink
