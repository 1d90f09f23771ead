// The symbolic operand stack of lowering: where the operands are that the instructions so far have pushed.
//
// Every position has a home slot in the frame, above the locals. An operand is in its home (`temp`), or is not
// computed at all: it is to be read from a local or is a constant. A local may change before its pending reads happen,
// so those of each local form a list, the uppermost first. To an i32 of either sort a constant may have to be added
// yet, since most such sums are addresses, for which accesses of memory have forms.
//
// Few bytes can declare 50,000 locals, so they stay runs: only the first ones, which most code is about, are written
// out.
#pragma once

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

#include "interpreter/runtime/value.h"
#include "wast/syntax/index_runs.h"

namespace modlink {

struct Operand {
  enum class Kind : std::uint8_t { temp, local, constant };
  Kind kind = Kind::temp;
  std::uint8_t width = 1;      // in slots
  std::uint32_t home = 0;      // slot
  Index local = 0;             // these two of `local`
  std::uint32_t previous = 0;  // 1 + the position of the next lower pending read of the same local; 0: none
  std::uint64_t bits = 0;      // of `constant`
  std::uint32_t addend = 0;    // of `temp` and `local`: still to be added

  bool is_in_home() const { return kind == Kind::temp && addend == 0; }
};

class SymbolicStack {
 public:
  SymbolicStack() {
    locals_.reserve(8);
    operands_.reserve(8);
  }

  // Adds `count` locals of one type, before anything is pushed.
  void add_locals(std::uint32_t count, ValType type) {
    const std::uint32_t width = slot_count(type);
    const Index first = runs_.size();
    runs_.append(count, {next_home_, width});
    for (Index i = first; i < first + count && i < written_out; ++i) {
      locals_.push_back({next_home_ + (i - first) * width, width, 0});
    }
    next_home_ += count * width;
    note_height();
  }
  std::uint32_t local_slot(Index local) const {
    if (local < written_out) return locals_[local].slot;
    const auto& run = runs_.at(local);
    return run.value.slot + (local - run.first) * run.value.width;
  }
  std::uint32_t local_width(Index local) const {
    return local < written_out ? locals_[local].width : runs_.at(local).value.width;
  }

  void push_temp(std::uint32_t width = 1) { push(Operand{Operand::Kind::temp, static_cast<std::uint8_t>(width)}); }
  void push_constant(std::uint64_t bits) {
    Operand operand;
    operand.kind = Operand::Kind::constant;
    operand.bits = bits;
    push(operand);
  }
  void push_local(Index local) {
    Operand operand;
    operand.kind = Operand::Kind::local;
    operand.width = static_cast<std::uint8_t>(local_width(local));
    operand.local = local;
    operand.previous = std::exchange(pending(local), size() + 1);
    push(operand);
  }

  // What was popped last, or a local.
  void push_again(Operand operand) {
    if (operand.kind == Operand::Kind::local) operand.previous = std::exchange(pending(operand.local), size() + 1);
    push(operand);
  }
  // Adds to the topmost operand, which is an i32 and no constant.
  void add_to_top(std::uint32_t addend) { operands_.back().addend += addend; }

  Operand pop() {
    const Operand operand = operands_.back();
    operands_.pop_back();
    if (operand.kind == Operand::Kind::local) pending(operand.local) = operand.previous;
    next_home_ = operand.home;
    settled_ = std::min(settled_, size());
    return operand;
  }
  void pop(std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) pop();
  }
  void shrink(std::uint32_t size) { pop(this->size() - size); }

  const Operand& operator[](std::uint32_t position) const { return operands_[position]; }
  const Operand& top() const { return operands_.back(); }
  std::uint32_t size() const { return static_cast<std::uint32_t>(operands_.size()); }
  std::uint32_t next_home() const { return next_home_; }  // the home of what is pushed next
  std::uint32_t max_slots() const { return max_slots_; }

  // The home of the lowest of the topmost `count` operands.
  std::uint32_t home_of_top(std::uint32_t count) const {
    return count == 0 ? next_home_ : operands_[size() - count].home;
  }

  // Whether `local` has pending reads.
  bool is_pending(Index local) { return pending(local) != 0; }

  // Calls `bring(operand)` for each pending read of `local`, which are in their homes from then on.
  template <class Bring>
  void settle_local(Index local, Bring bring) {
    std::uint32_t next = std::exchange(pending(local), 0);
    while (next != 0) {
      Operand& operand = operands_[next - 1];
      bring(operand);
      put_home(operand);
      next = operand.previous;
    }
  }

  // The same for pending reads of any local. Each operand is looked at once, however often this is called.
  template <class Bring>
  void settle_locals(Bring bring) {
    for (; settled_ < size(); ++settled_) {
      Operand& operand = operands_[settled_];
      if (operand.kind != Operand::Kind::local) continue;
      pending(operand.local) = 0;
      bring(operand);
      put_home(operand);
    }
  }

  // The same for the topmost `count` operands, constants and what is to be added included. From the top down, so that
  // each pending read is the uppermost one of its local.
  template <class Bring>
  void settle_top(std::uint32_t count, Bring bring) {
    for (std::uint32_t i = size(); i > size() - count; --i) {
      Operand& operand = operands_[i - 1];
      if (operand.is_in_home()) continue;
      bring(operand);
      if (operand.kind == Operand::Kind::local) pending(operand.local) = operand.previous;
      put_home(operand);
    }
  }

 private:
  static void put_home(Operand& operand) {
    operand.kind = Operand::Kind::temp;
    operand.addend = 0;
  }

  static constexpr Index written_out = 1000;

  struct Slots {
    std::uint32_t slot;  // of the first one
    std::uint32_t width;
    friend bool operator==(const Slots&, const Slots&) = default;
  };
  struct Local {
    std::uint32_t slot;
    std::uint32_t width;
    std::uint32_t pending;  // 1 + the position of the uppermost pending read; 0: none
  };

  std::uint32_t& pending(Index local) { return local < written_out ? locals_[local].pending : far_pending_[local]; }

  void push(Operand operand) {
    operand.home = next_home_;
    next_home_ += operand.width;
    operands_.push_back(operand);
    note_height();
  }
  void note_height() { max_slots_ = std::max(max_slots_, next_home_); }

  IndexRuns<Slots> runs_;
  std::vector<Local> locals_;                             // the first ones
  std::unordered_map<Index, std::uint32_t> far_pending_;  // as `Local::pending`, of the others
  std::vector<Operand> operands_;
  std::uint32_t next_home_ = 0;
  std::uint32_t max_slots_ = 0;
  std::uint32_t settled_ = 0;  // no pending reads of locals below this position
};

}  // namespace modlink
