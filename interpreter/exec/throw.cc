// Unwinding to the handler of an exception. spec: exec/instructions, Control Instructions, throw_ref
#include "interpreter/exec/throw.h"

#include <cstring>

namespace modlink {
namespace {

bool catches(const CatchClause& clause, const Object& exception, const ModuleInst& module) {
  const bool all = clause.kind == Catch::Kind::catch_all || clause.kind == Catch::Kind::catch_all_ref;
  return all || module.tags[clause.tag] == exception.tag;
}

const CatchClause* find_clause(const ModuleCode::Site& site, const Object& exception, const ModuleInst& module) {
  const std::vector<Handler>& handlers = site.code->handlers;
  const auto word = static_cast<std::uint32_t>(site.word - site.code->words.get());
  std::uint32_t numbers = UINT32_MAX;
  for (std::size_t i = site.handler; i < handlers.size(); ++i) {
    const Handler& handler = handlers[i];
    if (word < handler.begin || word >= handler.end || handler.number >= numbers) continue;
    numbers = handler.delegated_below;
    for (const CatchClause& clause : handler.clauses) {
      if (catches(clause, exception, module)) return &clause;
    }
  }
  return nullptr;
}

// spec: exec/instructions, the rules of `catch`: the payload unless all are caught, and the exception if it is wanted.
void write_label_values(const CatchClause& clause, Ref exception, std::uint64_t* fp) {
  const Object& object = *exception.as_object();
  const bool payload = clause.kind == Catch::Kind::catch_ || clause.kind == Catch::Kind::catch_ref;
  if (payload && object.length != 0) std::memcpy(fp + clause.slot, object.slots(), object.size());
  const bool reference = clause.kind == Catch::Kind::catch_ref || clause.kind == Catch::Kind::catch_all_ref;
  if (reference) fp[clause.ref_slot] = exception.bits;
}

}  // namespace

Landing find_handler(Ref exception, Landing at, const Activation* bottom) {
  for (;;) {
    const ModuleCode::Site& site = at.module->lowered->site(at.pc);
    if (const CatchClause* clause = find_clause(site, *exception.as_object(), *at.module)) {
      write_label_values(*clause, exception, at.fp);
      at.pc = site.code->words.get() + clause->target;
      return at;
    }
    if (at.activation - 1 == bottom) return {};
    const Activation& caller = *--at.activation;
    // A call may be the last operation of a block, so its own last word stands for it.
    at.pc = caller.pc - 1;
    at.fp = caller.fp;
    at.module = caller.module;
  }
}

}  // namespace modlink
