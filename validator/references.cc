// Validation of reference instructions: null tests, functions, casts and conversions.
// spec: valid/instructions, Reference Instructions, Control Instructions
#include <algorithm>

#include "validator/expr_checker.h"
#include "wast/syntax/concat.h"

namespace modlink::validator {

// Any reference; one of bottom type where unreachable code has none.
RefType ExprChecker::pop_ref() {
  const ValType type = stack_.pop_val();
  if (type == ValKind::bot) return {false, {HeapKind::bot, 0}};
  if (!type.is_ref()) {
    stack_.fail("instruction requires a reference but stack has " + context_.describe(ResultType{type}));
  }
  return type.ref();
}

void ExprChecker::check_ref_is_null() {
  pop_ref();
  stack_.push_val(ValKind::i32);
}

ValType ExprChecker::check_ref_func(const Instr& instr) {
  const DefType* type = context_.func_def_type(instr.index, instr.pos);
  if (!std::binary_search(context_.refs.begin(), context_.refs.end(), instr.index)) {
    const std::string func = context_.called(IndexSpace::func, instr.index);
    throw Invalid(instr.pos, concat("undeclared function reference ", func, "; write (elem declare func ", func, ')'));
  }
  return RefType{false, {HeapKind::def_type, type->id}};
}

const FuncType& ExprChecker::check_call_ref(const Instr& instr) {
  const FuncType& callee = context_.func_type(instr.index, instr.pos);
  stack_.pop_val(ref_to(instr.index, true, instr));
  return callee;
}

void ExprChecker::check_br_on_null(ValTypes label_types) {
  const RefType type = pop_ref();
  apply(label_types, label_types);
  stack_.push_val(RefType{false, type.heap});
}

void ExprChecker::check_br_on_non_null(ValTypes label_types) {
  if (label_types.empty() || !label_types.back().is_ref()) {
    stack_.fail("instruction requires a label that takes a reference but its label takes " +
                context_.describe(ResultType(label_types.begin(), label_types.end())));
  }
  stack_.pop_val(RefType{true, label_types.back().ref().heap});
  const ValTypes others = label_types.first(label_types.size() - 1);
  apply(others, others);
}

// A cast takes any reference of the hierarchy of its target.
RefType ExprChecker::cast_operand(RefType type) const { return {true, top_heap_type(context_.store, type.heap)}; }

void ExprChecker::check_ref_test(const Instr& instr, bool nullable) {
  const RefType type = context_.close(RefType{nullable, instr.heap()}, instr.pos);
  apply({cast_operand(type)}, {ValKind::i32});
}

void ExprChecker::check_ref_cast(const Instr& instr, bool nullable) {
  const RefType type = context_.close(RefType{nullable, instr.heap()}, instr.pos);
  apply({cast_operand(type)}, {type});
}

// What both branches on casts require, `branched` being the type of the reference that goes to the label. Returns the
// types of what goes there with it.
ValTypes ExprChecker::check_cast(const Instr& instr, RefType branched) {
  const Cast cast = expr_.cast(instr);
  const RefType from = context_.close(cast.from, instr.pos);
  const RefType to = context_.close(cast.to, instr.pos);
  if (!match_ref_type(context_.store, to, from)) {
    stack_.fail("cast from " + context_.describe(ValType(from)) + " to " + context_.describe(ValType(to)) +
                ", which does not match it");
  }
  const ValTypes types = label_types(cast.label);
  if (types.empty() || !match_val_type(context_.store, branched, types.back())) {
    stack_.fail("instruction branches with " + context_.describe(ValType(branched)) + " but its label takes " +
                context_.describe(ResultType(types.begin(), types.end())));
  }
  stack_.pop_val(from);
  return types.first(types.size() - 1);
}

void ExprChecker::check_br_on_cast(const Instr& instr) {
  const Cast cast = expr_.cast(instr);
  const RefType to = context_.close(cast.to, instr.pos);
  const RefType rest = diff_ref_type(context_.close(cast.from, instr.pos), to);
  const ValTypes others = check_cast(instr, to);
  apply(others, others);
  stack_.push_val(rest);
}

void ExprChecker::check_br_on_cast_fail(const Instr& instr) {
  const Cast cast = expr_.cast(instr);
  const RefType to = context_.close(cast.to, instr.pos);
  const RefType rest = diff_ref_type(context_.close(cast.from, instr.pos), to);
  const ValTypes others = check_cast(instr, rest);
  apply(others, others);
  stack_.push_val(to);
}

// Between the hierarchies of `any` and `extern`: what is not null stays so.
void ExprChecker::check_convert(HeapKind from, HeapKind to) {
  const RefType type = pop_ref();
  const RefType expected{true, {from, 0}};
  if (!match_ref_type(context_.store, type, expected)) {
    stack_.fail("instruction requires " + context_.describe(ResultType{expected}) + " but stack has " +
                context_.describe(ResultType{type}));
  }
  stack_.push_val(RefType{type.nullable, {to, 0}});
}

}  // namespace modlink::validator
