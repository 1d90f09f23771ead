// The lowering of one function: one pass over its instructions with a symbolic operand stack.
//
// Sound because at every point that more than one path leads to, all operands are in their homes: pending reads of
// locals are settled where a block begins, label values where a branch leaves, and results where it ends. Constants
// below a block may stay pending, as nothing changes them.
#pragma once

#include <optional>
#include <vector>

#include "interpreter/code/code.h"
#include "interpreter/code/local_init.h"
#include "interpreter/code/operand_stack.h"
#include "interpreter/code/operators.h"
#include "interpreter/code/places.h"

namespace modlink {

class Lowering {
 public:
  // `places`, unless null, gets what each operation was made from.
  Lowering(ModuleCode& code, const Func& func, Places* places = nullptr);
  // False if the frame is too large.
  bool run();
  // The code. Without its first word if there is nothing to do first.
  std::vector<Word>::const_iterator begin() const { return words_.begin() + dropped_words(); }
  std::vector<Word>::const_iterator end() const { return words_.end(); }
  // How many words of those that were made come before it.
  std::uint32_t dropped_words() const { return needs_prologue() ? 0 : 1; }
  // Inner ones first.
  std::vector<Handler> take_handlers();
  // None unless executions are observed.
  std::vector<CodeStep> take_steps();

 private:
  static constexpr std::uint32_t none = UINT32_MAX;

  struct Label {
    Opcode op = Opcode::block;         // of the part it is in; the function body is a block
    const FuncType* type = nullptr;    // of a block type with an index
    std::optional<ValType> result;     // of a block type that is a value type
    std::uint32_t height = 0;          // operands below the parameters
    std::uint32_t slot = 0;            // the home of the first label value
    std::uint32_t start = 0;           // of a loop
    std::size_t writes = 0;            // of locals, before the block
    std::uint32_t branches = none;     // branches to its end; each one's target holds the next
    std::uint32_t catches = none;      // clauses that lead to its end; each one's target is the next
    std::uint32_t handler = none;      // of a `try_table` or `try`
    std::uint32_t handlers = 0;        // how many there are with it and those before
    std::uint32_t else_branch = none;  // of an `if`: the branch to its `else`, or to its end
  };

  // Where a clause is: its handler, and its place there.
  struct ClauseRef {
    std::uint32_t handler;
    std::uint32_t clause;
  };

  // A condition, to be fused with the branch on it.
  struct Condition {
    Op op;  // the slot-slot form
    bool is_constant;
    bool wide;
    std::uint32_t b, c;
    std::uint64_t bits;
    bool negated = false;
  };

  // An operation whose result nothing has read yet, so that it can go elsewhere.
  struct Pending {
    std::uint32_t at = none;
    const Operator* compare = nullptr;  // if it is a comparison
  };

  // Emission
  std::uint32_t here() const { return static_cast<std::uint32_t>(words_.size()); }
  void emit(Word operation);
  void note_place();
  void emit_table(std::uint32_t entries);
  void take_back_last();
  void emit_payload(Word word) { words_[payload_++] = word; }
  void emit_bits(std::uint64_t bits) { emit_payload(Word::of_bits(bits)); }
  void emit_pair(std::uint32_t x, std::uint32_t y = 0) { emit_payload(Word::of_pair(x, y)); }
  void emit_result(Op op, std::uint32_t b = 0, std::uint32_t c = 0, std::uint32_t width = 1);
  void copy(std::uint32_t to, std::uint32_t from, std::uint32_t width);
  void move(const Operand& from, std::uint32_t to);
  void settle_locals();
  void settle_top(std::uint32_t count);
  std::uint32_t base_of(const Operand& operand) const;
  std::uint32_t slot_of(const Operand& operand);
  std::uint32_t pop_slot() { return slot_of(stack_.pop()); }
  bool is_last_result(const Operand& operand) const;
  bool try_retarget(const Operand& operand, std::uint32_t to);
  void push_temps(const ResultType& types);

  // Metering, meter.cc
  void lower_metered(const Instr& instr);
  void count(const Instr& instr);
  bool is_noted(Opcode op) const;

  // Choices, lower_choices.cc
  void lower_instr(const Instr& instr);
  void lower_relaxed(Opcode op);

  // Observation, lower_observed.cc
  void lower_observed(const Instr& instr, std::uint32_t number);
  void zero_all_locals();
  void emit_step(StepKind kind, const Instr& instr = {}, std::uint32_t number = 0);
  void emit_step(StepKind kind, std::uint32_t slots, const Instr& instr, std::uint32_t number);
  void settle_new();
  void emit_return();

  // Instructions, lower.cc
  void begin_frame();
  void end_frame();
  bool needs_zero() const { return init_.first() <= init_.last(); }
  bool is_large() const { return stack_.max_slots() > small_frame_slots; }
  bool needs_prologue() const { return needs_zero() || is_large(); }
  void lower(const Instr& instr);
  void unary(Op op);
  void binary(const Operator& op);
  bool try_fuse(const Operator& op, const Operand& left, const Operand& right);
  void compare_with_zero(Opcode comparison);
  void i32_eqz();
  void select();
  void local_get(Index local);
  bool set_local(const Operand& value, Index local);
  void local_tee(Index local);
  void global_get(Index global);
  void global_set(Index global);
  void load(Op op, const MemArg& arg);
  void store(Op op, const MemArg& arg);
  bool is_plain(const MemArg& arg) const;
  void table_set(Index table);
  void in_place(Op op, std::uint32_t operands, bool result, std::uint32_t x, std::uint32_t y = 0);

  // Atomic accesses and wide arithmetic, lower_atomics.cc
  void emit_place(const MemArg& arg, std::uint32_t slot = 0);
  void atomic_load(Op op, const MemArg& arg);
  void atomic_store(Op op, const MemArg& arg);
  void atomic_rmw(Op op, const MemArg& arg);
  void atomic_cmpxchg(Op op, const MemArg& arg);
  void atomic_wait(Op op, const MemArg& arg);
  void wide_binary(Op op);
  void mul_wide(Op op);

  // Functions, references, structures and arrays, lower_references.cc
  const DefType& def_type(Index index) const { return *std::get<const DefType*>(module_.types[index]); }
  std::uint32_t slot_of_top();
  void emit_type(RefType type);
  void ref_test(RefType type);
  void ref_cast(RefType type);
  void br_on_null(Index depth);
  void br_on_non_null(Index depth);
  void br_on_cast(const Instr& instr);
  void call_ref(Index type);
  void return_call_ref(Index type);
  void struct_new(Index type, bool defaults);
  void struct_get(const Instr& instr);
  void struct_set(const Instr& instr);
  void allocate(Op op, Index type, std::uint32_t operands, std::uint32_t x);
  void array_get(const Instr& instr);
  void array_set(Index type);

  // Exceptions, lower_exceptions.cc
  void begin_try_table(const Instr& instr);
  void add_clause(std::uint32_t handler, const Catch& clause);
  std::uint32_t payload_slots(Index tag) const;
  std::uint32_t add_handler();
  void begin_try(const Instr& instr);
  void begin_body(const Instr& instr, std::uint32_t handler);
  void end_body(const Label& label);
  void begin_handler(const Instr& instr);
  void lower_delegate(Index depth);
  void lower_rethrow(Index depth);
  void bind_catches(std::uint32_t clauses);
  void lower_throw(Index tag);
  void lower_throw_ref();

  // Vectors, lower_vectors.cc
  void emit_vector(const V128& vector);
  void vector_const(const V128& vector);
  void vector_unary(Op op);
  void vector_binary(Op op);
  void vector_ternary(Op op);
  void shuffle(const V128& indices);
  void extract_lane(Op op, std::uint32_t lane);
  void read_lane(std::size_t size, std::uint32_t lane);
  void replace_lane(Op op, std::uint32_t lane);
  void vector_load(Op op, const MemArg& arg);
  void vector_load_lane(Op op, const MemArg& arg);
  void vector_store(Op op, const MemArg& arg);

  // Control, lower_control.cc
  void begin_block(const Instr& instr);
  void lower_if(const Instr& instr);
  void lower_else();
  void end_part(Label& label);
  void lower_end();
  void end_function(const Label& label);
  void lower_br(Index depth);
  void branch_if(const Condition& condition, Index depth);
  void lower_br_table(const Instr& instr);
  void lower_return();
  void call(Index func);
  void call_indirect(const Instr& instr);
  void return_call(Index func);
  void return_call_indirect(const Instr& instr);
  std::uint32_t pass_arguments(const FuncType& type);
  void emit_callee(Index func);

  Label make_label(const Instr& instr) const;
  Label& label(Index depth) { return labels_[labels_.size() - 1 - depth]; }
  bool is_function(Index depth) const { return depth + 1 == labels_.size(); }
  static std::uint32_t param_count(const Label& label);
  static std::uint32_t result_count(const Label& label);
  static std::uint32_t arity(const Label& label);  // number of label values
  void push_params(const Label& label);
  void push_results(const Label& label);
  Condition take_condition();
  std::uint32_t emit_branch(const Condition& condition, bool negate);
  bool is_increment_of(const Condition& condition) const;
  std::uint32_t emit_back_edge(const Condition& condition);
  std::uint32_t emit_br();
  void link(std::uint32_t target, Label& label);
  void bind(std::uint32_t branches);
  void move_results(std::uint32_t to, std::uint32_t count);
  void copy_results(std::uint32_t to, std::uint32_t count);
  bool is_in_place(const Label& label, std::uint32_t count) const;
  bool is_skipped(Opcode op);

  ModuleCode& code_;
  const ValidModule& module_;
  const Func& func_;
  const FuncType& type_;
  Places* places_;
  Pos pos_ = no_pos;             // of the instruction
  std::uint32_t charge_ = none;  // the operation that takes the fuel for it
  std::vector<CodeStep> steps_;
  std::vector<Word> words_;
  std::uint32_t payload_ = 0;  // the next word of the last operation's payload
  SymbolicStack stack_;
  LocalInit init_;
  std::vector<Label> labels_;
  std::vector<Handler> handlers_;     // of the function, in the order of their begin
  std::vector<std::uint32_t> ended_;  // indices of them, in the order of their end
  std::vector<ClauseRef> clauses_;    // all clauses, in the order of the text
  bool reachable_ = true;
  std::uint32_t skipped_blocks_ = 0;  // open ones in unreachable code
  Pending last_;                      // the last operation
  Pending negated_;                   // the comparison that the last operation, an `eqz`, negates
  std::uint32_t increment_ = none;    // an addition of a small constant to a local
};

}  // namespace modlink
