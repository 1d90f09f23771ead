// The value stack and the control stack of the validation algorithm. spec: appendix/algorithm, Stacks
//
// Operands are checked in place and popped together, so that a mismatch can show all an instruction needs beside all
// it found, and so that lists of types that are equal anyway are compared as one piece of memory.
//
// Two bytes call a function of a thousand parameters and results, so the operands of long lists are counted.
#pragma once

#include <algorithm>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "validator/context.h"
#include "validator/match.h"
#include "wast/syntax/error.h"
#include "wast/syntax/implementation_limits.h"
#include "wast/syntax/instructions.h"

namespace modlink::validator {

// A result type that someone else owns.
using ValTypes = std::span<const ValType>;

// The instruction type [t1*] -> [t2*] that a block type stands for. A plain value type needs no function type.
struct BlockSignature {
  const FuncType* func = nullptr;  // closed; null for the two short forms
  ValType val;                     // of the short form with a result
  bool has_val = false;

  ValTypes params() const { return func ? ValTypes(func->params) : ValTypes(); }
  ValTypes results() const { return func ? ValTypes(func->results) : ValTypes(&val, has_val); }
};

// One entry of the control stack.
struct CtrlFrame {
  Opcode opcode = Opcode::block;
  BlockSignature type;
  std::size_t val_height = 0;   // of the operand stack below the block's own operands
  std::size_t init_height = 0;  // of the initialization stack
  bool unreachable = false;

  ValTypes start_types() const { return type.params(); }
  ValTypes end_types() const { return type.results(); }
  ValTypes label_types() const { return opcode == Opcode::loop ? start_types() : end_types(); }
};

class OperandStack {
 public:
  // Operands of long lists are counted in `list_operands`.
  OperandStack(const Context& context, std::uint64_t& list_operands)
      : context_(context), store_(context.store), limits_(context.limits), list_operands_(list_operands) {
    vals_.reserve(8);
  }

  // Where errors are reported: the instruction being checked.
  void set_pos(Pos pos) { pos_ = pos; }

  void push_val(ValType type) {
    check_height(1);
    vals_.push_back(type);
  }

  void push_vals(ValTypes types) {
    check_height(types.size());
    vals_.insert(vals_.end(), types.data(), types.data() + types.size());
  }

  // The same for types that are there as a table, mostly one or none.
  void push_few(const ValType* types, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) push_val(types[i]);
  }

  // What follows does nothing, and says so, where it cannot be done at once.
  bool try_push(ValType type) {
    if (vals_.size() >= limits_.operands) return false;
    vals_.push_back(type);
    return true;
  }
  bool try_drop() {
    if (available() == 0) return false;
    vals_.pop_back();
    return true;
  }
  bool try_apply(const ResultType& operands, const ResultType& results) {
    if (operands.size() > short_list || results.size() > short_list) return false;
    if (vals_.size() + results.size() > limits_.operands || !has_few(operands.data(), operands.size())) return false;
    drop(operands.size());
    vals_.insert(vals_.end(), results.begin(), results.end());
    return true;
  }
  bool can_nest() const { return ctrls_.size() <= limits_.block_nesting; }
  // The innermost block, if it is not the outermost, has none or one result and ends with just that.
  const CtrlFrame* find_closable() const {
    const CtrlFrame& closed = frame();
    const bool has_val = closed.type.has_val;
    if (ctrls_.size() == 1 || closed.type.func || is_handler(closed.opcode) || closed.opcode == Opcode::try_) {
      return nullptr;
    }
    if (available() != has_val || (has_val && (closed.opcode == Opcode::if_ || vals_.back() != closed.type.val))) {
      return nullptr;
    }
    return &closed;
  }
  void close() { ctrls_.pop_back(); }

  // Whether the topmost `count` operands are of that very type.
  bool has(ValType type, std::size_t count) const {
    if (available() < count) return false;
    bool result = true;
    for (std::size_t i = 1; i <= count; ++i) result &= vals_[vals_.size() - i] == type;
    return result;
  }
  // Whether the topmost two are these.
  bool has_pair(ValType below, ValType top) const {
    return available() >= 2 && vals_.back() == top && vals_[vals_.size() - 2] == below;
  }
  // Takes `count` operands, more than none, that are there, and leaves one.
  void replace(std::size_t count, ValType type) {
    drop(count - 1);
    vals_.back() = type;
  }
  // Takes operands that are there.
  void drop(std::size_t count) { vals_.erase(vals_.end() - static_cast<std::ptrdiff_t>(count), vals_.end()); }

  // Any operand; bottom if there is none in unreachable code.
  ValType pop_val() {
    if (available() == 0) {
      if (!frame().unreachable) fail("instruction requires a value but stack has []");
      return ValKind::bot;
    }
    const ValType type = vals_.back();
    vals_.pop_back();
    return type;
  }

  void pop_val(ValType expected) {
    if (available() != 0 && vals_.back() == expected) [[likely]] {
      vals_.pop_back();
    } else {
      pop_vals({&expected, 1});
    }
  }

  // At most a handful, which are compared here and now.
  void pop_few(const ValType* expected, std::size_t count) {
    if (has_few(expected, count)) [[likely]] {
      drop(count);
    } else {
      pop_vals({expected, count});
    }
  }

  void pop_vals(ValTypes expected) {
    check_vals(expected);
    vals_.resize(vals_.size() - std::min(expected.size(), available()));
  }

  // Checks the topmost operands and leaves them.
  void check_vals(ValTypes expected, std::string_view subject = "instruction") const {
    if (!has_vals(expected)) fail_vals(expected, subject, expected.size());
  }

  // Counts operands that are looked at, without those that any instruction may have. To be called where a list comes
  // from a type of the module; others are short. Throws LimitExceeded.
  void charge(std::size_t operands) const {
    if (operands > short_list) [[unlikely]]
      charge_long(operands - short_list);
  }
  // Counts those that have to be compared one by one.
  void charge_matches(std::size_t operands) const {
    if (operands > short_list) charge_long(operands * cost_of_match);
  }

  // How many of `count` operands there are to be popped: in unreachable code those that are missing are assumed.
  std::size_t needed(std::size_t count) const { return frame().unreachable ? std::min(count, available()) : count; }

  // Opens a block whose parameters are on the stack.
  void push_ctrl(Opcode opcode, const BlockSignature& type, std::size_t init_height) {
    if (ctrls_.size() > limits_.block_nesting)
      throw LimitExceeded(pos_, "blocks nested too deeply" + limits_.block_nesting.hint());
    const ValTypes params = type.params();
    charge(params.size());
    if (!params.empty()) pop_vals(params);
    ctrls_.push_back({opcode, type, vals_.size(), init_height, false});
    if (!params.empty()) push_vals(params);
  }

  // Opens a handler of the `try` that has just been closed: a block of its type, but for what is on the stack first.
  void push_handler(Opcode opcode, const CtrlFrame& closed, ValTypes caught) {
    ctrls_.push_back({opcode, closed.type, vals_.size(), closed.init_height, false});
    charge(caught.size());
    push_vals(caught);
  }

  // Opens the outermost block of an expression, whose parameters, if any, are locals.
  void push_expr(const BlockSignature& type) { ctrls_.push_back({Opcode::block, type, 0, 0, false}); }

  // Closes the innermost block. The caller pushes its results, or its parameters for an `else`.
  CtrlFrame pop_ctrl() {
    const CtrlFrame closed = frame();
    const ValTypes results = closed.end_types();
    charge(results.size());
    if (available() > results.size() || !has_vals(results)) {
      const bool is_legacy = closed.opcode == Opcode::try_ || is_handler(closed.opcode);
      const bool is_pop = is_legacy && available() <= results.size();  // the official suite has these words
      fail_vals(results, is_pop ? "instruction" : "block", available());
    }
    vals_.resize(closed.val_height);
    ctrls_.pop_back();
    return closed;
  }

  // The rest of the innermost block is never executed: any operands may be assumed.
  void unreachable() {
    vals_.resize(frame().val_height);
    ctrls_.back().unreachable = true;
  }

  bool empty() const { return ctrls_.empty(); }
  ValTypes vals() const { return vals_; }
  std::size_t label_count() const { return ctrls_.size(); }
  const CtrlFrame& outermost() const { return ctrls_.front(); }

  // The block that a relative label index names.
  const CtrlFrame& label(Index index) const {
    if (index >= ctrls_.size()) throw Invalid(pos_, "unknown label " + std::to_string(index));
    return ctrls_[ctrls_.size() - 1 - index];
  }

  [[noreturn]] void fail(const std::string& detail) const { throw Invalid(pos_, "type mismatch: " + detail); }

 private:
  static constexpr std::size_t short_list = 16;
  static constexpr std::size_t cost_of_match = 8;

  const CtrlFrame& frame() const { return ctrls_.back(); }
  std::size_t available() const { return vals_.size() - frame().val_height; }

  // A function with a thousand results is called with two bytes: the size of the stack has to be bounded by itself.
  void check_height(std::size_t more) const {
    if (vals_.size() + more > limits_.operands) [[unlikely]]
      fail_height();
  }
  [[noreturn, gnu::noinline, gnu::cold]] void fail_height() const {
    throw LimitExceeded(pos_, "too many operands on the stack: more than " + std::to_string(limits_.operands.value()) +
                                  limits_.operands.hint());
  }

  [[gnu::noinline, gnu::cold]] void charge_long(std::size_t operands) const {
    list_operands_ += operands;
    if (list_operands_ <= limits_.list_operands) return;
    throw LimitExceeded(pos_, "instructions take and leave too many operands: more than " +
                                  std::to_string(limits_.list_operands.value()) + " beyond the 16th of each" +
                                  limits_.list_operands.hint());
  }

  // Whether the topmost operands are those very types.
  bool has_few(const ValType* expected, std::size_t count) const {
    if (available() < count) return false;
    const ValType* const found = vals_.data() + (vals_.size() - count);
    bool equal = true;
    for (std::size_t i = 0; i < count; ++i) equal &= found[i] == expected[i];
    return equal;
  }

  bool has_vals(ValTypes expected) const {
    const std::size_t have = std::min(expected.size(), available());
    if (have < expected.size()) {
      if (!frame().unreachable) return false;
    } else if (have == 0 ||
               std::memcmp(vals_.data() + vals_.size() - have, expected.data(), have * sizeof(ValType)) == 0) {
      return true;
    }
    return have_subtypes(expected.last(have));
  }

  // Apart from where the types are the same ones, which is most of the time and short.
  [[gnu::noinline]] bool have_subtypes(ValTypes expected) const {
    charge_matches(expected.size());
    return std::equal(expected.begin(), expected.end(), vals_.end() - static_cast<std::ptrdiff_t>(expected.size()),
                      [this](ValType wanted, ValType found) { return matches(found, wanted); });
  }

  bool matches(ValType found, ValType expected) const {
    return found == expected || found.kind == ValKind::bot || match_val_type(store_, found, expected);
  }

  [[noreturn]] void fail_vals(ValTypes expected, std::string_view subject, std::size_t shown) const {
    shown = std::min({shown, available(), expected.size() + 10});
    const ResultType found(vals_.end() - static_cast<std::ptrdiff_t>(shown), vals_.end());
    fail(std::string(subject) + " requires " + context_.describe(ResultType(expected.begin(), expected.end())) +
         " but stack has " + context_.describe(found));
  }

  const Context& context_;
  const TypeStore& store_;
  const ImplementationLimits& limits_;
  std::uint64_t& list_operands_;
  Pos pos_ = no_pos;
  std::vector<ValType> vals_;
  std::vector<CtrlFrame> ctrls_;
};

}  // namespace modlink::validator
