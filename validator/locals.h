// The locals of a function: their types and which of them are known to be set. spec: valid/conventions, Local Types;
// appendix/algorithm, the initialization stack
#pragma once

#include <array>
#include <vector>

#include "validator/context.h"
#include "wast/syntax/index_runs.h"

namespace modlink::validator {

// Few bytes can declare 50,000 locals, so they stay runs: only the first ones, which most code is about, are written
// out.
class Locals {
 public:
  // Of a constant expression: none.
  Locals() = default;
  // The parameters, which are set from the start, and the declared locals. Throws Invalid or LimitExceeded.
  // `names` are for messages, and have to outlive this.
  Locals(const Context& context, const FuncType& type, const Func& func, const NameMap& names);

  // The type of a local that is read; throws Invalid if it need not be set at this point.
  ValType get(Index index, Pos pos) const {
    const ValType result = type(index, pos);
    if (!is_defaultable(result) && !is_set(index)) fail_unset(index, pos);
    return result;
  }

  // The type of a local that is written, and so is set from here to the end of the block.
  ValType set(Index index, Pos pos) {
    const ValType result = type(index, pos);
    if (!is_defaultable(result) && !is_set(index)) note_set(index);
    return result;
  }

  // The type of one of the first locals that has a value from the start; null if it is none of these.
  const ValType* find_quick(Index index) const {
    const bool is_first = index < written_out && index < runs_.size();
    return is_first && is_defaultable(first_[index]) ? &first_[index] : nullptr;
  }

  std::size_t init_height() const { return inits_.size(); }
  // Takes back what was set since the initialization stack had the given height.
  void reset(std::size_t init_height);

 private:
  static constexpr std::size_t written_out = 64;

  static bool is_defaultable(ValType type) { return !type.is_ref() || type.nullable; }
  bool is_set(Index index) const { return index < params_ || (index < set_.size() && set_[index]); }

  ValType type(Index index, Pos pos) const {
    if (index >= runs_.size()) fail_unknown(index, pos);
    return index < written_out ? first_[index] : runs_.at(index).value;
  }

  void append(std::uint32_t count, ValType type);
  void note_set(Index index);
  [[noreturn]] static void fail_unknown(Index index, Pos pos);
  [[noreturn]] void fail_unset(Index index, Pos pos) const;

  const NameMap* names_ = nullptr;
  Index params_ = 0;
  std::array<ValType, written_out> first_;
  IndexRuns<ValType> runs_;
  std::vector<bool> set_;     // of locals without a default value; as long as the highest index that was set
  std::vector<Index> inits_;  // those indices in the order of being set
};

}  // namespace modlink::validator
