// Unwinding to the handler of an exception. spec: exec/instructions, Control Instructions, throw_ref
#include "interpreter/exec/throw.h"

#include <cstring>

namespace modlink {
namespace {

bool catches(const CatchClause& clause, const Object& exception, const ModuleInst& module) {
  const bool all = clause.kind == Catch::Kind::catch_all || clause.kind == Catch::Kind::catch_all_ref;
  return all || module.tags[clause.tag] == exception.tag;
}

const CatchClause* find_clause(const Code& code, std::uint32_t word, const Object& exception,
                               const ModuleInst& module) {
  std::uint32_t numbers = UINT32_MAX;
  for (const Handler& handler : code.handlers) {
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
    const Code& code = at.module->lowered->funcs[*at.module->lowered->find(at.pc)];
    const auto word = static_cast<std::uint32_t>(at.pc - code.words.get());
    if (const CatchClause* clause = find_clause(code, word, *exception.as_object(), *at.module)) {
      write_label_values(*clause, exception, at.fp);
      at.pc = code.words.get() + clause->target;
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
