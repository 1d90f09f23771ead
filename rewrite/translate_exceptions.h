// Legacy exception instructions written as those that have replaced them. spec: the legacy exception handling proposal;
// syntax/instructions, Control Instructions
#pragma once

#include "validator/valid_module.h"

namespace modlink::rewrite {

// Where a module's own functions first have an instruction that only one of the two kinds has: `try` and `rethrow`, or
// `try_table` and `throw_ref`. no_pos if nowhere.
struct ExceptionKinds {
  Pos legacy = no_pos;
  Pos current = no_pos;
  bool are_mixed() const { return legacy != no_pos && current != no_pos; }
};
ExceptionKinds exception_kinds(const Module& module);

// The same module, the nested ones included, with `try_table` for `try`, whose handlers become blocks around it, and
// with `throw_ref` for `rethrow`. Function types that the blocks need come after the module's own types, locals that
// keep exceptions after a function's own. Names of labels and branch hints stay with their instructions.
Module translate_exceptions(const ValidModule& module);

}  // namespace modlink::rewrite
