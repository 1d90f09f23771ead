// Lowering of exceptions: tables of handlers beside the code. spec: exec/instructions, try_table, throw
#include "interpreter/code/lowering.h"

namespace modlink {

// The clauses' labels are those outside of the block. Locals are in their slots whenever something can be thrown, and
// operands below a label do not change inside it, so a handler finds all that it needs without any code.
void Lowering::begin_try_table(const Instr& instr) {
  const std::uint32_t index = add_handler();
  for (const Catch& clause : func_.body.catches(instr)) add_clause(index, clause);
  begin_body(instr, index);
}

// Its clauses come with its handlers, or none do.
void Lowering::begin_try(const Instr& instr) { begin_body(instr, add_handler()); }

std::uint32_t Lowering::add_handler() {
  const auto index = static_cast<std::uint32_t>(handlers_.size());
  handlers_.emplace_back().number = index;
  return index;
}

void Lowering::begin_body(const Instr& instr, std::uint32_t handler) {
  begin_block(instr);
  bind(none);  // no operation before this may become part of one behind it
  label(0).handler = handler;
  handlers_[handler].begin = here();
}

void Lowering::add_clause(std::uint32_t handler, const Catch& clause) {
  std::vector<CatchClause>& clauses = handlers_[handler].clauses;
  Label& target = label(clause.label);
  const std::uint32_t ref_slot = target.slot + (has_tag(clause.kind) ? payload_slots(clause.tag) : 0);
  clauses.push_back({clause.kind, clause.tag, target.slot, ref_slot, target.start});
  if (target.op == Opcode::loop) return;
  clauses.back().target = target.catches;
  target.catches = static_cast<std::uint32_t>(clauses_.size());
  clauses_.push_back({handler, static_cast<std::uint32_t>(clauses.size() - 1)});
}

std::uint32_t Lowering::payload_slots(Index tag) const {
  std::uint32_t slots = 0;
  for (const ValType type : module_.tags[tag]->func()->params) slots += slot_count(type);
  return slots;
}

void Lowering::end_body(const Label& label) {
  handlers_[label.handler].end = here();
  ended_.push_back(label.handler);
}

// The handler finds the exception, for `rethrow`, below the payload: where the block will have its first result.
void Lowering::begin_handler(const Instr& instr) {
  Label& label = this->label(0);
  end_part(label);
  if (label.op == Opcode::try_) end_body(label);
  label.op = instr.op;
  bind(none);
  init_.leave(label.writes);
  stack_.shrink(label.height);
  stack_.push_temp();
  const bool all = instr.op == Opcode::catch_all;
  handlers_[label.handler].clauses.push_back({all ? Catch::Kind::catch_all_ref : Catch::Kind::catch_ref,
                                              all ? 0 : instr.index, label.slot + 1, label.slot, here()});
  if (!all) push_temps(module_.tags[instr.index]->func()->params);
  reachable_ = true;
}

void Lowering::lower_delegate(Index depth) {
  const std::uint32_t handler = label(0).handler;
  handlers_[handler].delegated_below = label(depth + 1).handlers;
  lower_end();
}

void Lowering::lower_rethrow(Index depth) {
  emit(Word::of(Op::throw_ref, 0, label(depth).slot));
  reachable_ = false;
}

// Makes a list of clauses lead here.
void Lowering::bind_catches(std::uint32_t clauses) {
  while (clauses != none) {
    const ClauseRef at = clauses_[clauses];
    CatchClause& clause = handlers_[at.handler].clauses[at.clause];
    clauses = clause.target;
    clause.target = here();
  }
}

// Positions count from the first word that is kept, see `begin`.
std::vector<Handler> Lowering::take_handlers() {
  const std::uint32_t dropped = dropped_words();
  std::vector<Handler> handlers;
  for (const std::uint32_t index : ended_) {
    Handler& handler = handlers.emplace_back(std::move(handlers_[index]));
    handler.begin -= dropped;
    handler.end -= dropped;
    for (CatchClause& clause : handler.clauses) clause.target -= dropped;
  }
  return handlers;
}

void Lowering::lower_throw(Index tag) {
  const auto count = static_cast<std::uint32_t>(module_.tags[tag]->func()->params.size());
  settle_top(count);
  const std::uint32_t end = stack_.next_home();
  stack_.pop(count);
  emit(Word::of(Op::throw_, stack_.next_home(), 0, end - stack_.next_home()));
  emit_pair(tag);
  reachable_ = false;
}

void Lowering::lower_throw_ref() {
  emit(Word::of(Op::throw_ref, 0, pop_slot()));
  reachable_ = false;
}

}  // namespace modlink
