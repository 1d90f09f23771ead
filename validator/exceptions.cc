// Validation of exception handlers. spec: valid/instructions, Control Instructions, valid-catch
#include <algorithm>

#include "validator/expr_checker.h"

namespace modlink::validator {

// The clauses stand outside of the block: its own label is none of theirs.
void ExprChecker::check_try_table(const Instr& instr) {
  const BlockSignature type = block_signature(instr);
  for (const Catch& clause : expr_.catches(instr)) check_catch(clause, instr.pos);
  stack_.push_ctrl(instr.op, type, locals_.init_height());
}

void ExprChecker::check_catch(const Catch& clause, Pos pos) {
  const bool with_tag = clause.kind == Catch::Kind::catch_ || clause.kind == Catch::Kind::catch_ref;
  const bool with_ref = clause.kind == Catch::Kind::catch_ref || clause.kind == Catch::Kind::catch_all_ref;
  const ValTypes params = with_tag ? ValTypes(context_.tag(clause.tag, pos)->func()->params) : ValTypes();
  const ValTypes expected = label_types(clause.label);
  const ValType exn = RefType{false, {HeapKind::exn, 0}};
  // Long lists, which belong to types that stay where they are, are compared once.
  const bool fits = expected.size() == params.size() + with_ref;
  if (fits && params.size() > 1 && !caught_.insert({params.data(), expected.data()}).second) return;
  stack_.charge_matches(params.size());
  const auto match = [this](ValType a, ValType b) { return match_val_type(context_.store, a, b); };
  if (fits && std::equal(params.begin(), params.end(), expected.begin(), match) &&
      (!with_ref || match(exn, expected.back()))) {
    return;
  }
  ResultType caught(params.begin(), params.end());
  if (with_ref) caught.push_back(exn);
  stack_.fail("label requires " + context_.describe(ResultType(expected.begin(), expected.end())) +
              " but catch clause has " + context_.describe(caught));
}

// The parts of a `try` are blocks with the same label; only in handlers there is something to be rethrown.
// spec: the legacy exception handling proposal, Validation
void ExprChecker::check_handler(Opcode op, ValTypes caught) {
  const CtrlFrame frame = stack_.pop_ctrl();
  locals_.reset(frame.init_height);
  stack_.push_handler(op, frame, caught);
}

void ExprChecker::check_rethrow(Index label, Pos pos) {
  require(is_handler(stack_.label(label).opcode), pos, "invalid rethrow label");
  stack_.unreachable();
}

// The label is one outside of the block.
void ExprChecker::check_delegate(Index label) {
  check_end();
  (void)stack_.label(label);
}

}  // namespace modlink::validator
