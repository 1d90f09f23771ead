// Lowering of exceptions: tables of handlers beside the code. spec: exec/instructions, try_table, throw
#include "interpreter/code/lowering.h"

namespace modlink {

// The clauses' labels are those outside of the block. Locals are in their slots whenever something can be thrown, and
// operands below a label do not change inside it, so a handler finds all that it needs without any code.
void Lowering::begin_try_table(const Instr& instr) {
  const auto index = static_cast<std::uint32_t>(handlers_.size());
  handlers_.emplace_back();
  for (const Catch& clause : func_.body.catches(instr)) add_clause(index, clause);
  begin_block(instr);
  bind(none);  // no operation before this may become part of one behind it
  label(0).handler = index;
  handlers_[index].begin = here();
}

void Lowering::add_clause(std::uint32_t handler, const Catch& clause) {
  std::vector<CatchClause>& clauses = handlers_[handler].clauses;
  Label& target = label(clause.label);
  clauses.push_back({clause.kind, clause.tag, target.slot, target.start});
  if (target.op == Opcode::loop) return;
  clauses.back().target = target.catches;
  target.catches = static_cast<std::uint32_t>(clauses_.size());
  clauses_.push_back({handler, static_cast<std::uint32_t>(clauses.size() - 1)});
}

void Lowering::end_try_table(const Label& label) {
  handlers_[label.handler].end = here();
  ended_.push_back(label.handler);
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
  const std::uint32_t dropped = needs_zero() ? 0 : 1;
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
