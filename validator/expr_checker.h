// Validation of one expression: the typing rules that the files of this folder share. spec: valid/instructions;
// appendix/algorithm
#pragma once

#include <initializer_list>
#include <set>
#include <utility>

#include "validator/expressions.h"
#include "validator/observe.h"
#include "validator/quick_checks.h"
#include "wast/binary/decode_instructions.h"

namespace modlink::validator {

constexpr ValType val_type(AddrType addr) { return addr == AddrType::i32 ? ValKind::i32 : ValKind::i64; }

// A case of `check_instr`, or a row of instructions.def, states the type of an instruction; `apply` pops and pushes.
class ExprChecker {
 public:
  ExprChecker(const Context& context, const Expr& expr, Locals& locals, std::uint64_t& list_operands)
      : context_(context),
        expr_(expr),
        locals_(locals),
        stack_(context, list_operands),
        has_plain_memory_(!context.memories.empty() && context.memories[0].addr == AddrType::i32) {}

  void check(const BlockSignature& type) {
    stack_.push_expr(type);
    if (const ExprBytes* bytes = expr_.bytes()) return check_bytes(*bytes);
    for (const Instr instr : expr_) check_next(instr);
  }
  // The same of code that has only been found (Extent::unchecked), which it decodes as well. Returns how many
  // instructions it is. Throws Malformed as well.
  std::uint32_t check_unchecked(const BlockSignature& type, binary::ExprDecoder& decoder) {
    stack_.push_expr(type);
    decoder_ = &decoder;
    return check_unchecked(*expr_.bytes());
  }
  // The same, each instruction closely and under observation, as far as the observer wants it.
  void observe(const BlockSignature& type, ValidationObserver& observer);

  // For `arity_of`. Of what there is not, nothing: it is the check of the instruction that says so.
  Arity type_arity(Index index) const;
  Arity func_arity(Index index) const { return arity_in(context_.funcs, index); }
  Arity tag_arity(Index index) const { return arity_in(context_.tags, index); }
  std::uint32_t label_arity(Index index) const;
  std::uint32_t result_count() const { return static_cast<std::uint32_t>(stack_.outermost().end_types().size()); }

 private:
  using Types = std::initializer_list<ValType>;

  static Arity arity_of_type(const FuncType& type) {
    return {static_cast<std::uint32_t>(type.params.size()), static_cast<std::uint32_t>(type.results.size())};
  }

  static Arity arity_in(const std::vector<const DefType*>& defined, Index index);

  void check_bytes(const ExprBytes& bytes);
  std::uint32_t check_unchecked(const ExprBytes& bytes);
  [[gnu::always_inline]] inline const std::uint8_t* quick_check(const std::uint8_t* next);
  [[gnu::always_inline]] inline const std::uint8_t* quick_access(const QuickCheck& row, const std::uint8_t* next);
  [[gnu::always_inline]] inline bool quick_local(QuickForm form, Index index);
  const std::uint8_t* quick_global(QuickForm form, const std::uint8_t* next);
  const std::uint8_t* quick_call(const std::uint8_t* next);
  bool quick_branch(QuickForm form, Index label);
  bool quick_block(QuickForm form, const std::uint8_t* next);
  bool quick_end();
  void check_next(const Instr& instr) {
    stack_.set_pos(instr.pos);
    check_instr(instr);
  }
  void check_instr(const Instr& instr);
  void check_signature(const Instr& instr);
  AddrType check_immediate(const Instr& instr);
  AddrType check_mem_arg(const Instr& instr);

  BlockSignature block_signature(const Instr& instr);
  void check_if(const Instr& instr);
  void check_else();
  void check_end();
  void check_br_if(ValTypes label_types);
  void check_br_table(const Instr& instr);
  const FuncType& check_call_indirect(const Instr& instr);
  const FuncType& check_call_ref(const Instr& instr);
  void check_tail_call(const FuncType& callee);
  void check_select();
  void check_select_t(const Instr& instr);
  ValType check_global_set(const Instr& instr);
  void check_memory_copy(const Instr& instr);
  void check_table_init(const Instr& instr);
  void check_table_copy(const Instr& instr);
  void require_elem_type(RefType found, ValType expected);

  // references.cc
  void check_ref_is_null();
  ValType check_ref_func(const Instr& instr);
  void check_br_on_null(ValTypes label_types);
  void check_br_on_non_null(ValTypes label_types);
  void check_ref_test(const Instr& instr, bool nullable);
  void check_ref_cast(const Instr& instr, bool nullable);
  void check_br_on_cast(const Instr& instr);
  void check_br_on_cast_fail(const Instr& instr);
  void check_convert(HeapKind from, HeapKind to);
  RefType cast_operand(RefType type) const;
  ValTypes check_cast(const Instr& instr, RefType branched);
  RefType pop_ref();

  // exceptions.cc
  void check_try_table(const Instr& instr);
  void check_catch(const Catch& clause, Pos pos);
  void check_handler(Opcode op, ValTypes caught);
  void check_rethrow(Index label, Pos pos);
  void check_delegate(Index label);

  // aggregates.cc
  void check_struct_new(const Instr& instr);
  void check_struct_new_default(const Instr& instr);
  void check_struct_get(const Instr& instr, bool packed);
  void check_struct_set(const Instr& instr);
  void check_array_new(const Instr& instr);
  void check_array_new_default(const Instr& instr);
  void check_array_new_fixed(const Instr& instr);
  void check_array_new_data(const Instr& instr);
  void check_array_new_elem(const Instr& instr);
  void check_array_get(const Instr& instr, bool packed);
  void check_array_set(const Instr& instr);
  void check_array_fill(const Instr& instr);
  void check_array_copy(const Instr& instr);
  void check_array_init_data(const Instr& instr);
  void check_array_init_elem(const Instr& instr);
  const FieldType& field(const Instr& instr) const;
  const FieldType& elements(Index type, const Instr& instr) const;
  const FieldType& mutable_elements(Index type, const Instr& instr) const;
  void require_numeric(const FieldType& field, const Instr& instr) const;
  void require_packed(const FieldType& field, bool packed);
  void require_elements(const FieldType& field, const Instr& instr);

  // The one place where an instruction takes its operands and leaves its results.
  void apply(ValTypes operands, ValTypes results) {
    stack_.charge(operands.size());
    stack_.charge(results.size());
    stack_.pop_vals(operands);
    stack_.push_vals(results);
  }
  void apply(Types operands, Types results) {
    apply_short(ValTypes(operands.begin(), operands.size()), ValTypes(results.begin(), results.size()));
  }
  // Of an instruction whose type has few of both, whatever the module.
  void apply_short(ValTypes operands, ValTypes results) {
    stack_.pop_few(operands.data(), operands.size());
    stack_.push_few(results.data(), results.size());
  }
  void jump(ValTypes operands) {
    stack_.charge(operands.size());
    stack_.pop_vals(operands);
    stack_.unreachable();
  }
  ValTypes label_types(Index label) const { return stack_.label(label).label_types(); }
  const TableType& table(Index index, const Instr& instr) const { return context_.table(index, instr.pos); }
  ValType addr_type(Index table_index, const Instr& instr) const { return val_type(table(table_index, instr).addr); }
  ValType elem_type(Index table_index, const Instr& instr) const { return table(table_index, instr).elem; }
  // `(ref null? $type)`
  RefType ref_to(Index type, bool nullable, const Instr& instr) const {
    return {nullable, {HeapKind::def_type, context_.def_type(type, instr.pos)->id}};
  }

  const Context& context_;
  const Expr& expr_;
  Locals& locals_;
  OperandStack stack_;
  binary::ExprDecoder* decoder_ = nullptr;                      // of code that nobody has checked
  const bool has_plain_memory_;                                 // memory 0 is there, with i32 addresses
  std::set<std::pair<const ValType*, const ValType*>> caught_;  // parameters of tags and label types that match
};

}  // namespace modlink::validator
