// The loop. spec: exec/instructions
//
// One `switch` over the operations. Clang replicates its dispatch behind every case by itself; GCC does so only for
// computed goto, which the macros give it.
#include "interpreter/exec/execute.h"

#include <algorithm>

#include "interpreter/code/lower.h"
#include "interpreter/exec/atomic_ops.h"
#include "interpreter/exec/choose.h"
#include "interpreter/exec/frames.h"
#include "interpreter/exec/gc_ops.h"
#include "interpreter/exec/observe.h"
#include "interpreter/exec/registers.h"
#include "interpreter/exec/table_ops.h"
#include "interpreter/exec/throw.h"
#include "interpreter/exec/vector_ops.h"
#include "interpreter/numeric/convert.h"
#include "interpreter/numeric/float.h"
#include "interpreter/numeric/integer.h"
#include "interpreter/runtime/store.h"

namespace modlink {
namespace {

constexpr Word halt = [] {
  Word word{};
  word.bits = static_cast<std::uint64_t>(Op::halt);
  return word;
}();

const Word* entry_of(const FuncInst& func) { return func.code->entry; }

// The arguments of a tail call take the place of the caller's frame.
void move_arguments(std::uint64_t* frame, Word call) {
  std::memmove(frame, frame + call.a, call.c * sizeof(std::uint64_t));
}

// With the access, if it went out of bounds.
Outcome trap_at(TrapCode trap, const ModuleInst& module, const Word* pc, const std::uint64_t* fp) {
  Outcome outcome = Outcome::trap(trap);
  const bool is_outside = trap == TrapCode::out_of_bounds_memory_access || trap == TrapCode::out_of_bounds_table_access;
  if (is_outside) outcome.set_access(access_at(module, pc, fp));
  return outcome;
}

// The element that a call went through is part of the words that the official test suite expects.
Outcome element_trap(TrapCode trap, std::uint64_t index) {
  if (trap == TrapCode::indirect_call_type_mismatch) return Outcome::trap(trap);
  return Outcome::trap(trap, std::string(to_string(trap)) + " " + std::to_string(index));
}

Outcome no_stack() { return Outcome::limit("no memory for the stack"); }

Outcome deadlock() { return Outcome::limit("deadlock: nothing can end this wait"); }

// Leaves the machine to be resumed at the instruction behind. Its operands, three slots, are the frame's last ones.
Outcome suspend(Store& store, Stack& stack, const Activation& at, Activation* activation) {
  stack.suspended = at;
  stack.suspended_activation = activation;
  store.waits().add(stack.wait);
  return Outcome::suspended();
}

// What the collector looks through on behalf of an operation that allocates: up to the end of its operands.
void note_top(Stack& stack, std::uint64_t* fp, std::uint32_t end) { stack.top = fp + end; }

}  // namespace

// DISPATCH goes on with the operation at `m.pc`, NEXT with the one behind this.
#if defined(__GNUC__) && !defined(__clang__)
#define LABEL(name) case_##name:
#define DISPATCH goto* labels[m.pc->op]
#else
#define LABEL(name) case Op::name:
#define DISPATCH continue
#endif
#define CASE(name) LABEL(name) if ([[maybe_unused]] constexpr std::uint32_t words = word_count(Op::name); true)
// No loop around these, as `DISPATCH` may be `continue`.
#define NEXT       \
  {                \
    m.pc += words; \
    DISPATCH;      \
  }
// All of an operation that may trap.
#define CHECKED(operation)                    \
  {                                           \
    trap = operation;                         \
    if (trap != TrapCode::none) goto trapped; \
    NEXT;                                     \
  }
// All of an operation that makes an object, of the operands in `c` slots from `b`.
#define ALLOCATE(operation)                   \
  {                                           \
    note_top(stack, m.fp, m.pc->b + m.pc->c); \
    made = operation;                         \
    resume = m.pc + words;                    \
    goto allocated;                           \
  }
#define TRAP(code) \
  do {             \
    trap = code;   \
    goto trapped;  \
  } while (false)
// Frames never begin beyond the limit, unless it has been taken away to interrupt.
#define POLL                                                           \
  if (m.fp > stack.limit.load(std::memory_order_relaxed)) [[unlikely]] \
  goto no_room

namespace {

void run(Store& store, Stack& stack, const FuncInst* func, Outcome& exit) {
  Registers m{&halt, stack.top, nullptr, 0, stack.activation, nullptr};
  TrapCode trap = TrapCode::none;
  const FuncInst* callee = nullptr;  // these two of `enter_callee`
  std::uint64_t* frame = nullptr;
  const Word* resume = nullptr;  // behind the operation: where the code that several share goes on
  Activation* bottom = stack.activation;
  Allocated made;
  Ref exception;  // these two of `unwind`
  const Word* thrower = nullptr;
  WaitStart started;
  std::uint64_t& fuel = store.fuel_left();
  std::uint64_t ahead = 0;  // instructions for which there was fuel
  if (func) {
    m.enter(func->module);
    *m.activation++ = {&halt, m.fp, m.module};
    m.pc = entry_of(*func);
  } else {
    m.enter(stack.suspended.module);
    m.activation = stack.suspended_activation;
    m.fp = stack.suspended.fp;
    m.pc = stack.suspended.pc;
  }

#if defined(__GNUC__) && !defined(__clang__)
  static const void* const labels[] = {
#define OP(name, layout) &&case_##name,
#include "interpreter/code/ops.def"
  };
  DISPATCH;
#else
  for (;;) switch (static_cast<Op>(m.pc->op)) {
#endif

  CASE(halt) {
    exit = {};
    return;
  }
  CASE(lower) {
    const std::uint64_t index = m.pc[1].bits;
    lower_function(*m.module->lowered, static_cast<Index>(index));
    m.pc = m.module->lowered->funcs[index].entry;
    DISPATCH;
  }
  CASE(frame_too_large) {
    exit = frame_limit();
    goto stopped;
  }
  CASE(step) {
    if (observe_step(store, stack, {m.pc, m.fp, m.module}, m.activation)) {
      exit = Outcome::suspended();
      return;
    }
    NEXT;
  }
  CASE(zero_locals) {
    std::memset(m.fp + m.pc->a, 0, m.pc->c * sizeof(std::uint64_t));
    NEXT;
  }
  CASE(large_frame) {
    if (stack.is_small()) goto no_room;
    std::memset(m.fp + m.pc->a, 0, m.pc->c * sizeof(std::uint64_t));
    NEXT;
  }
  CASE(constant) {
    m.fp[m.pc->a] = m.pc[1].bits;
    NEXT;
  }
  CASE(copy) {
    m.fp[m.pc->a] = m.fp[m.pc->b];
    NEXT;
  }
  CASE(copy_many) {
    std::memmove(m.fp + m.pc->a, m.fp + m.pc->b, m.pc->c * sizeof(std::uint64_t));
    NEXT;
  }
  CASE(select) {
    m.fp[m.pc->a] = m.fp[m.selected()];
    NEXT;
  }
  CASE(select_wide) {
    std::memmove(m.fp + m.pc->a, m.fp + m.selected(), 2 * sizeof(std::uint64_t));
    NEXT;
  }

  // Control. spec: exec/instructions, Control Instructions
  CASE(unreachable) { TRAP(TrapCode::unreachable); }
  CASE(charge) {
    if (fuel < m.pc[1].bits) goto out_of_fuel;
    fuel -= m.pc[1].bits;
    NEXT;
  }
  CASE(br) {
    m.jump(1);
    POLL;
    DISPATCH;
  }
  CASE(br_table) {
    m.jump(2 + std::min(m.get<std::uint32_t>(m.pc->b), m.pc[1].x));
    POLL;
    DISPATCH;
  }
  CASE(br_table_values) {
    const std::uint32_t entry = 2 + std::min(m.get<std::uint32_t>(m.pc->b), m.pc[1].x);
    std::memmove(m.fp + m.pc[entry].imm, m.fp + m.pc->a, m.pc->c * sizeof(std::uint64_t));
    m.jump(entry);
    POLL;
    DISPATCH;
  }
  CASE(return_) {
    m.return_to_caller();
    DISPATCH;
  }
  CASE(call) {
    std::uint64_t* const callee_frame = m.fp + m.pc->a;
    if (callee_frame > stack.limit.load(std::memory_order_relaxed) || m.activation == stack.activation_limit)
      goto no_room;
    *m.activation++ = {m.pc + words, m.fp, m.module};
    m.fp = callee_frame;
    m.pc = m.pc[1].pointer<const Code>()->entry;
    DISPATCH;
  }
  CASE(call_func) {
    callee = m.module->funcs[m.pc[1].x];
    frame = m.fp + m.pc->a;
    resume = m.pc + words;
    goto enter_callee;
  }
  CASE(call_indirect) {
    const auto* type = m.pc[1].pointer<const DefType>();
    trap = find_callee(*m.module->tables[m.pc[2].x], m.fp[m.pc->b], type, callee);
    if (trap != TrapCode::none) {
      exit = element_trap(trap, m.fp[m.pc->b]);
      goto stopped;
    }
    frame = m.fp + m.pc->a;
    resume = m.pc + words;
    goto enter_callee;
  }
  CASE(return_call) {
    POLL;
    move_arguments(m.fp, *m.pc);
    m.pc = m.pc[1].pointer<const Code>()->entry;
    DISPATCH;
  }
  CASE(return_call_func) {
    POLL;
    callee = m.module->funcs[m.pc[1].x];
    move_arguments(m.fp, *m.pc);
    goto replace_frame;
  }
  CASE(return_call_indirect) {
    POLL;
    const auto* type = m.pc[1].pointer<const DefType>();
    trap = find_callee(*m.module->tables[m.pc[2].x], m.fp[m.pc->b], type, callee);
    if (trap != TrapCode::none) {
      exit = element_trap(trap, m.fp[m.pc->b]);
      goto stopped;
    }
    move_arguments(m.fp, *m.pc);
    goto replace_frame;
  }

  CASE(call_ref) {
    callee = Ref{m.fp[m.pc->b]}.as_func();
    if (!callee) TRAP(TrapCode::null_function_reference);
    frame = m.fp + m.pc->a;
    resume = m.pc + words;
    goto enter_callee;
  }
  CASE(return_call_ref) {
    POLL;
    callee = Ref{m.fp[m.pc->b]}.as_func();
    if (!callee) TRAP(TrapCode::null_function_reference);
    move_arguments(m.fp, *m.pc);
    goto replace_frame;
  }

  // Exceptions. spec: exec/instructions, throw, throw_ref
  CASE(throw_) {
    note_top(stack, m.fp, m.pc->a + m.pc->c);
    const Object* object = store.heap().make_exception(*m.module->tags[m.pc[1].x], m.fp + m.pc->a);
    if (!object) {
      exit = heap_limit(store);
      goto stopped;
    }
    exception = Ref::object(object);
    thrower = m.pc;
    goto unwind;
  }
  CASE(throw_ref) {
    exception = Ref{m.fp[m.pc->b]};
    if (exception.is_null()) TRAP(TrapCode::null_exception_reference);
    thrower = m.pc;
    goto unwind;
  }

  // Variables and references. spec: exec/instructions, Variable Instructions, Reference Instructions
  CASE(global_get) {
    m.fp[m.pc->a] = m.module->globals[m.pc[1].x]->slots[0];
    NEXT;
  }
  CASE(global_set) {
    m.module->globals[m.pc[1].x]->slots[0] = m.fp[m.pc->b];
    NEXT;
  }
  CASE(global_get_wide) {
    std::memcpy(m.fp + m.pc->a, m.module->globals[m.pc[1].x]->slots, 2 * sizeof(std::uint64_t));
    NEXT;
  }
  CASE(global_set_wide) {
    std::memcpy(m.module->globals[m.pc[1].x]->slots, m.fp + m.pc->b, 2 * sizeof(std::uint64_t));
    NEXT;
  }
  CASE(ref_func) {
    m.fp[m.pc->a] = Ref::func(m.module->funcs[m.pc[1].x]).bits;
    NEXT;
  }
  CASE(ref_as_non_null) {
    if (m.fp[m.pc->b] == 0) TRAP(TrapCode::null_reference);
    NEXT;
  }
  CASE(ref_test) {
    m.fp[m.pc->a] = is_of_type(Ref{m.fp[m.pc->b]}, m.pc[1].pointer<const DefType>(), static_cast<HeapKind>(m.pc[2].x),
                               m.pc[2].y != 0);
    NEXT;
  }
  CASE(ref_cast) {
    if (!is_of_type(Ref{m.fp[m.pc->b]}, m.pc[1].pointer<const DefType>(), static_cast<HeapKind>(m.pc[2].x),
                    m.pc[2].y != 0)) {
      TRAP(TrapCode::cast_failure);
    }
    NEXT;
  }
  CASE(ref_i31) {
    m.fp[m.pc->a] = Ref::i31(m.get<std::uint32_t>(m.pc->b)).bits;
    NEXT;
  }
  CASE(i31_get_s) {
    if (m.fp[m.pc->b] == 0) TRAP(TrapCode::null_i31_reference);
    m.fp[m.pc->a] = Ref{m.fp[m.pc->b]}.i31_s();
    NEXT;
  }
  CASE(i31_get_u) {
    if (m.fp[m.pc->b] == 0) TRAP(TrapCode::null_i31_reference);
    m.fp[m.pc->a] = Ref{m.fp[m.pc->b]}.i31_u();
    NEXT;
  }

  // Structures and arrays. spec: exec/instructions, Reference Instructions
  CASE(struct_new) { ALLOCATE(struct_new(store.heap(), m.fp, m.pc)); }
  CASE(array_new) { ALLOCATE(array_new(store.heap(), m.fp, m.pc)); }
  CASE(array_new_fixed) { ALLOCATE(array_new_fixed(store.heap(), m.fp, m.pc)); }
  CASE(array_new_data) { ALLOCATE(array_new_data(store.heap(), *m.module, m.fp, m.pc)); }
  CASE(array_new_elem) { ALLOCATE(array_new_elem(store.heap(), *m.module, m.fp, m.pc)); }
  CASE(struct_get) { CHECKED(struct_get<std::uint64_t>(Ref{m.fp[m.pc->b]}, m.pc[1].x, m.fp + m.pc->a)); }
  CASE(struct_get_i8_s) { CHECKED(struct_get<std::int8_t>(Ref{m.fp[m.pc->b]}, m.pc[1].x, m.fp + m.pc->a)); }
  CASE(struct_get_i16_s) { CHECKED(struct_get<std::int16_t>(Ref{m.fp[m.pc->b]}, m.pc[1].x, m.fp + m.pc->a)); }
  CASE(struct_get_wide) { CHECKED(struct_get_wide(Ref{m.fp[m.pc->b]}, m.pc[1].x, m.fp + m.pc->a)); }
  CASE(struct_set) { CHECKED(struct_set<std::uint64_t>(Ref{m.fp[m.pc->b]}, m.pc[1].x, m.fp + m.pc->c)); }
  CASE(struct_set_i8) { CHECKED(struct_set<std::uint8_t>(Ref{m.fp[m.pc->b]}, m.pc[1].x, m.fp + m.pc->c)); }
  CASE(struct_set_i16) { CHECKED(struct_set<std::uint16_t>(Ref{m.fp[m.pc->b]}, m.pc[1].x, m.fp + m.pc->c)); }
  CASE(struct_set_wide) { CHECKED(struct_set_wide(Ref{m.fp[m.pc->b]}, m.pc[1].x, m.fp + m.pc->c)); }
  CASE(array_get_i8_s) { CHECKED(array_get<std::int8_t>(Ref{m.fp[m.pc->b]}, m.fp[m.pc->c], m.fp + m.pc->a)); }
  CASE(array_get_i8_u) { CHECKED(array_get<std::uint8_t>(Ref{m.fp[m.pc->b]}, m.fp[m.pc->c], m.fp + m.pc->a)); }
  CASE(array_get_i16_s) { CHECKED(array_get<std::int16_t>(Ref{m.fp[m.pc->b]}, m.fp[m.pc->c], m.fp + m.pc->a)); }
  CASE(array_get_i16_u) { CHECKED(array_get<std::uint16_t>(Ref{m.fp[m.pc->b]}, m.fp[m.pc->c], m.fp + m.pc->a)); }
  CASE(array_get_i32) { CHECKED(array_get<std::uint32_t>(Ref{m.fp[m.pc->b]}, m.fp[m.pc->c], m.fp + m.pc->a)); }
  CASE(array_get_i64) { CHECKED(array_get<std::uint64_t>(Ref{m.fp[m.pc->b]}, m.fp[m.pc->c], m.fp + m.pc->a)); }
  CASE(array_get_wide) { CHECKED(array_get_wide(Ref{m.fp[m.pc->b]}, m.fp[m.pc->c], m.fp + m.pc->a)); }
  CASE(array_set_i8) { CHECKED(array_set<std::uint8_t>(Ref{m.fp[m.pc->a]}, m.fp[m.pc->b], m.fp + m.pc->c)); }
  CASE(array_set_i16) { CHECKED(array_set<std::uint16_t>(Ref{m.fp[m.pc->a]}, m.fp[m.pc->b], m.fp + m.pc->c)); }
  CASE(array_set_i32) { CHECKED(array_set<std::uint32_t>(Ref{m.fp[m.pc->a]}, m.fp[m.pc->b], m.fp + m.pc->c)); }
  CASE(array_set_i64) { CHECKED(array_set<std::uint64_t>(Ref{m.fp[m.pc->a]}, m.fp[m.pc->b], m.fp + m.pc->c)); }
  CASE(array_set_wide) { CHECKED(array_set_wide(Ref{m.fp[m.pc->a]}, m.fp[m.pc->b], m.fp + m.pc->c)); }
  CASE(array_len) {
    const Ref ref{m.fp[m.pc->b]};
    if (ref.is_null()) TRAP(TrapCode::null_array_reference);
    m.fp[m.pc->a] = ref.as_object()->length;
    NEXT;
  }
  CASE(array_fill) { CHECKED(array_fill(m.fp + m.pc->a)); }
  CASE(array_copy) { CHECKED(array_copy(m.fp + m.pc->a)); }
  CASE(array_init_data) { CHECKED(array_init_data(m.module->datas[m.pc[1].x], m.fp + m.pc->a)); }
  CASE(array_init_elem) { CHECKED(array_init_elem(m.module->elems[m.pc[1].x], m.fp + m.pc->a)); }

  // Tables. spec: exec/instructions, Table Instructions
  CASE(table_get) {
    trap = table_get(*m.module->tables[m.pc[1].x], m.fp[m.pc->b], m.fp[m.pc->a]);
    if (trap != TrapCode::none) TRAP(trap);
    NEXT;
  }
  CASE(table_set) {
    trap = table_set(*m.module->tables[m.pc[1].x], m.fp[m.pc->b], m.fp[m.pc->c]);
    if (trap != TrapCode::none) TRAP(trap);
    NEXT;
  }
  CASE(table_size) {
    m.fp[m.pc->a] = m.module->tables[m.pc[1].x]->elems.size();
    NEXT;
  }
  CASE(table_grow) {
    m.fp[m.pc->a] = table_grow(store, *m.module->tables[m.pc[1].x], m.fp + m.pc->a);
    NEXT;
  }
  CASE(table_fill) {
    trap = table_fill(*m.module->tables[m.pc[1].x], m.fp + m.pc->a);
    if (trap != TrapCode::none) TRAP(trap);
    NEXT;
  }
  CASE(table_copy) {
    trap = table_copy(*m.module->tables[m.pc[1].x], *m.module->tables[m.pc[1].y], m.fp + m.pc->a);
    if (trap != TrapCode::none) TRAP(trap);
    NEXT;
  }
  CASE(table_init) {
    trap = table_init(*m.module->tables[m.pc[1].y], m.module->elems[m.pc[1].x], m.fp + m.pc->a);
    if (trap != TrapCode::none) TRAP(trap);
    NEXT;
  }
  CASE(elem_drop) {
    elem_drop(m.module->elems[m.pc[1].x], store.budget());
    NEXT;
  }

  // Memories. spec: exec/instructions, Memory Instructions
  CASE(memory_size) {
    m.fp[m.pc->a] = m.module->memories[m.pc[1].x]->memory.pages();
    NEXT;
  }
  CASE(memory_grow) {
    m.fp[m.pc->a] = memory_grow(store, *m.module->memories[m.pc[1].x], m.fp[m.pc->a]);
    m.load_memory();
    NEXT;
  }
  CASE(memory_fill) {
    trap = memory_fill(*m.module->memories[m.pc[1].x], m.fp + m.pc->a);
    if (trap != TrapCode::none) TRAP(trap);
    NEXT;
  }
  CASE(memory_copy) {
    trap = memory_copy(*m.module->memories[m.pc[1].x], *m.module->memories[m.pc[1].y], m.fp + m.pc->a);
    if (trap != TrapCode::none) TRAP(trap);
    NEXT;
  }
  CASE(memory_init) {
    trap = memory_init(*m.module->memories[m.pc[1].y], m.module->datas[m.pc[1].x], m.fp + m.pc->a);
    if (trap != TrapCode::none) TRAP(trap);
    NEXT;
  }
  CASE(data_drop) {
    m.module->datas[m.pc[1].x] = DataInst{};
    NEXT;
  }

  // Wide arithmetic. spec: the wide-arithmetic proposal
  CASE(i64_add128) {
    m.set_wide(numeric::add128(m.get_wide(m.pc->b, m.pc->c), m.get_wide(m.pc[1].x, m.pc[1].y)));
    NEXT;
  }
  CASE(i64_sub128) {
    m.set_wide(numeric::sub128(m.get_wide(m.pc->b, m.pc->c), m.get_wide(m.pc[1].x, m.pc[1].y)));
    NEXT;
  }
  CASE(i64_mul_wide_s) {
    m.set_wide(numeric::mul_wide_s(m.fp[m.pc->b], m.fp[m.pc->c]));
    NEXT;
  }
  CASE(i64_mul_wide_u) {
    m.set_wide(numeric::mul_wide_u(m.fp[m.pc->b], m.fp[m.pc->c]));
    NEXT;
  }

  // Atomic accesses. spec: the threads proposal, Atomic Memory Instructions
#define PLACE *m.module->memories[m.pc[2].x], m.fp[m.pc->b], m.pc[1].bits
#define ATOMIC_LOAD(name, Stored) \
  CASE(name) { CHECKED(atomic_load<Stored>(PLACE, m.fp[m.pc->a])); }
#define ATOMIC_STORE(name, Stored) \
  CASE(name) { CHECKED(atomic_store<Stored>(PLACE, m.fp[m.pc->c])); }
#define ATOMIC_RMW(name, Stored, function) \
  CASE(name) { CHECKED(atomic_rmw<Stored>(PLACE, m.fp[m.pc->c], m.fp[m.pc->a], numeric::function<Stored>)); }
#define ATOMIC_CMPXCHG(name, Stored) \
  CASE(name) { CHECKED(atomic_cmpxchg<Stored>(PLACE, m.fp[m.pc->c], m.fp[m.pc[2].y], m.fp[m.pc->a])); }
#include "interpreter/code/atomics.def"
  CASE(memory_atomic_notify) { CHECKED(atomic_notify(PLACE, m.fp[m.pc->c], store.waits(), m.fp[m.pc->a])); }
#undef PLACE
  CASE(memory_atomic_wait32) {
    started = atomic_wait<std::uint32_t>(*m.module->memories[m.pc[2].x], m.pc[1].bits, m.fp + m.pc->a, stack.wait);
    resume = m.pc + words;
    goto wait_started;
  }
  CASE(memory_atomic_wait64) {
    started = atomic_wait<std::uint64_t>(*m.module->memories[m.pc[2].x], m.pc[1].bits, m.fp + m.pc->a, stack.wait);
    resume = m.pc + words;
    goto wait_started;
  }

  // Operators
#define UNARY(name, T, function)                          \
  CASE(name) {                                            \
    m.unary<T>([](T x) { return numeric::function(x); }); \
    NEXT;                                                 \
  }
#define PARTIAL_UNARY(name, T, function)                                 \
  CASE(name) {                                                           \
    trap = m.partial_unary<T>([](T x) { return numeric::function(x); }); \
    if (trap != TrapCode::none) TRAP(trap);                              \
    NEXT;                                                                \
  }
#define BINARY(name, T, commutes, function)                           \
  CASE(name##_ss) {                                                   \
    m.binary_ss<T>([](T x, T y) { return numeric::function(x, y); }); \
    NEXT;                                                             \
  }                                                                   \
  CASE(name##_sc) {                                                   \
    m.binary_sc<T>([](T x, T y) { return numeric::function(x, y); }); \
    NEXT;                                                             \
  }
#define PARTIAL_BINARY(name, T, function)                                            \
  CASE(name##_ss) {                                                                  \
    trap = m.partial_binary_ss<T>([](T x, T y) { return numeric::function(x, y); }); \
    if (trap != TrapCode::none) TRAP(trap);                                          \
    NEXT;                                                                            \
  }                                                                                  \
  CASE(name##_sc) {                                                                  \
    trap = m.partial_binary_sc<T>([](T x, T y) { return numeric::function(x, y); }); \
    if (trap != TrapCode::none) TRAP(trap);                                          \
    NEXT;                                                                            \
  }
#define COMPARE(name, T, commutes, function)                                        \
  BINARY(name, T, commutes, function)                                               \
  CASE(br_if_##name##_ss) {                                                         \
    m.branch_ss<T>(true, words, [](T x, T y) { return numeric::function(x, y); });  \
    POLL;                                                                           \
    DISPATCH;                                                                       \
  }                                                                                 \
  CASE(br_if_##name##_sc) {                                                         \
    m.branch_sc<T>(true, words, [](T x, T y) { return numeric::function(x, y); });  \
    POLL;                                                                           \
    DISPATCH;                                                                       \
  }                                                                                 \
  CASE(br_unless_##name##_ss) {                                                     \
    m.branch_ss<T>(false, words, [](T x, T y) { return numeric::function(x, y); }); \
    POLL;                                                                           \
    DISPATCH;                                                                       \
  }                                                                                 \
  CASE(br_unless_##name##_sc) {                                                     \
    m.branch_sc<T>(false, words, [](T x, T y) { return numeric::function(x, y); }); \
    POLL;                                                                           \
    DISPATCH;                                                                       \
  }
#define LOAD(name, Stored, T)                                                                                          \
  CASE(name) {                                                                                                         \
    if (!m.load<Stored, T>(std::uint64_t{m.get<std::uint32_t>(m.pc->b)} + m.pc->c))                                    \
      TRAP(TrapCode::out_of_bounds_memory_access);                                                                     \
    NEXT;                                                                                                              \
  }                                                                                                                    \
  CASE(name##_far) {                                                                                                   \
    if (!m.load<Stored, T>(m.get<std::uint32_t>(m.pc->b) + m.pc[1].bits)) TRAP(TrapCode::out_of_bounds_memory_access); \
    NEXT;                                                                                                              \
  }                                                                                                                    \
  CASE(name##_at) {                                                                                                    \
    if (!m.load<Stored, T>(m.pc[1].bits)) TRAP(TrapCode::out_of_bounds_memory_access);                                 \
    NEXT;                                                                                                              \
  }                                                                                                                    \
  CASE(name##_of) {                                                                                                    \
    if (!m.load_of<Stored, T>()) TRAP(TrapCode::out_of_bounds_memory_access);                                          \
    NEXT;                                                                                                              \
  }                                                                                                                    \
  CASE(name##_plus) {                                                                                                  \
    const std::uint32_t base = m.get<std::uint32_t>(m.pc->b) + m.pc[1].x;                                              \
    if (!m.load<Stored, T>(std::uint64_t{base} + m.pc->c)) TRAP(TrapCode::out_of_bounds_memory_access);                \
    NEXT;                                                                                                              \
  }
#define STORE(name, Stored)                                                                         \
  CASE(name##_ss) {                                                                                 \
    const std::uint64_t address = std::uint64_t{m.get<std::uint32_t>(m.pc->b)} + m.pc->a;           \
    if (!m.store<Stored>(address, m.fp[m.pc->c])) TRAP(TrapCode::out_of_bounds_memory_access);      \
    NEXT;                                                                                           \
  }                                                                                                 \
  CASE(name##_sc) {                                                                                 \
    const std::uint64_t address = std::uint64_t{m.get<std::uint32_t>(m.pc->b)} + m.pc->a;           \
    if (!m.store<Stored>(address, m.pc[1].bits)) TRAP(TrapCode::out_of_bounds_memory_access);       \
    NEXT;                                                                                           \
  }                                                                                                 \
  CASE(name##_far) {                                                                                \
    const std::uint64_t address = m.get<std::uint32_t>(m.pc->b) + m.pc[1].bits;                     \
    if (!m.store<Stored>(address, m.fp[m.pc->c])) TRAP(TrapCode::out_of_bounds_memory_access);      \
    NEXT;                                                                                           \
  }                                                                                                 \
  CASE(name##_at) {                                                                                 \
    if (!m.store<Stored>(m.pc[1].bits, m.fp[m.pc->c])) TRAP(TrapCode::out_of_bounds_memory_access); \
    NEXT;                                                                                           \
  }                                                                                                 \
  CASE(name##_of) {                                                                                 \
    if (!m.store_of<Stored>()) TRAP(TrapCode::out_of_bounds_memory_access);                         \
    NEXT;                                                                                           \
  }                                                                                                 \
  CASE(name##_plus_ss) {                                                                            \
    const std::uint32_t base = m.get<std::uint32_t>(m.pc->b) + m.pc[1].x;                           \
    const std::uint64_t address = std::uint64_t{base} + m.pc->a;                                    \
    if (!m.store<Stored>(address, m.fp[m.pc->c])) TRAP(TrapCode::out_of_bounds_memory_access);      \
    NEXT;                                                                                           \
  }                                                                                                 \
  CASE(name##_plus_sc) {                                                                            \
    const std::uint32_t base = m.get<std::uint32_t>(m.pc->b) + m.pc[2].x;                           \
    const std::uint64_t address = std::uint64_t{base} + m.pc->a;                                    \
    if (!m.store<Stored>(address, m.pc[1].bits)) TRAP(TrapCode::out_of_bounds_memory_access);       \
    NEXT;                                                                                           \
  }
#include "interpreter/code/operators.def"

#define PAIR(name, T, first, second, side, result) \
  CASE(name) {                                     \
    m.ternary<T>([](T x, T y, T z) {               \
      using namespace numeric;                     \
      return result;                               \
    });                                            \
    NEXT;                                          \
  }
#define CONSTANT_PAIR(name, first, second, side, result)                  \
  CASE(name) {                                                            \
    const std::uint32_t x = m.get<std::uint32_t>(m.pc->b), y = m.pc[1].y; \
    const auto z = m.get<std::uint32_t>(m.pc[1].x);                       \
    using namespace numeric;                                              \
    m.set(m.pc->a, result);                                               \
    NEXT;                                                                 \
  }
#include "interpreter/code/pairs.def"
  CASE(i32_add_br_if_ne_ss) {
    const std::uint32_t sum = m.increment();
    m.branch(sum != m.get<std::uint32_t>(m.pc->b), words);
    POLL;
    DISPATCH;
  }
  CASE(i32_add_br_if_ne_sc) {
    m.branch(m.increment() != m.pc[1].imm, words);
    POLL;
    DISPATCH;
  }

  // Vectors. spec: exec/instructions, Vector Instructions
  CASE(v128_const) {
    std::memcpy(m.fp + m.pc->a, m.pc + 1, sizeof(V128));
    NEXT;
  }
#define VECTOR(name)              \
  CASE(name) {                    \
    vector_ops::name(m.fp, m.pc); \
    NEXT;                         \
  }
#define VECTOR_ACCESS(name)                                           \
  CASE(name) {                                                        \
    if (!vector_ops::name(*m.module, m.fp, m.pc)) goto out_of_bounds; \
    NEXT;                                                             \
  }
#define VUNARY(name, T, shape, function) VECTOR(name)
#define VBINARY(name, T, shape, function) VECTOR(name)
#define VBINARY_WHOLE(name, function) VECTOR(name)
#define VTERNARY(name, T, shape, function) VECTOR(name)
#define VTERNARY_WHOLE(name, function) VECTOR(name)
#define VSHIFT(name, T, function) VECTOR(name)
#define VTEST(name, function) VECTOR(name)
#define VSPLAT(name, T) VECTOR(name)
#define VEXTRACT(name, Lane, T) VECTOR(name)
#define VREPLACE(name, T) VECTOR(name)
#define VLOAD(name, Stored, function) VECTOR_ACCESS(name)
#define VSTORE(name) VECTOR_ACCESS(name)
#define VLOAD_LANE(name, T) VECTOR_ACCESS(name)
#define VSTORE_LANE(name, T) VECTOR_ACCESS(name)
#include "interpreter/code/vector_operators.def"
  VECTOR(i8x16_shuffle)

  // Where choices are noted
  CASE(choose_nans) {
    choose_nans(store, static_cast<NanLanes>(m.pc[1].x), m.fp + m.pc->a);
    NEXT;
  }
  CASE(choose_relaxed) {
    choose_relaxed(store, static_cast<Opcode>(m.pc[1].x), m.fp + m.pc->a);
    NEXT;
  }

// Calls that may leave the instance. `callee`, `frame` and `resume` are set.
enter_callee : {
  if (frame > stack.limit.load(std::memory_order_relaxed) || m.activation == stack.activation_limit) goto no_room;
  if (!callee->module) {
    stack.activation = m.activation;
    exit = call_host(store, stack, *callee, frame, m.module);
    m.follow(stack);
    bottom = stack.now(bottom);
    if (exit.kind() == Outcome::Kind::exception) {
      exception = exit.thrown();
      thrower = m.pc;
      goto unwind;
    }
    if (!exit.is_done()) goto stopped;
    m.load_memory();
    m.pc = resume;
    DISPATCH;
  }
  *m.activation++ = {resume, m.fp, m.module};
  m.fp = frame;
  m.enter(callee->module);
  m.pc = entry_of(*callee);
  DISPATCH;
}
// Tail calls. `callee` is set and its arguments are at the start of the frame.
replace_frame : {
  if (!callee->module) {
    stack.activation = m.activation;
    exit = call_host(store, stack, *callee, m.fp, m.module);
    m.follow(stack);
    bottom = stack.now(bottom);
    if (exit.kind() == Outcome::Kind::exception) {
      exception = exit.thrown();
      goto unwind_caller;
    }
    if (!exit.is_done()) goto stopped;
    m.load_memory();
    m.return_to_caller();
    DISPATCH;
  }
  m.enter(callee->module);
  m.pc = entry_of(*callee);
  DISPATCH;
}
// A wait that is over, or for which the machine is suspended. `resume` is set.
wait_started : {
  if (started.trap != TrapCode::none) TRAP(started.trap);
  if (started.waits) store.note(Nondeterminism::threads);
  if (started.waits && stack.may_suspend) {
    exit = suspend(store, stack, {m.pc, m.fp, m.module}, m.activation);
    return;
  }
  if (started.waits && stack.wait.timeout < 0) {
    exit = deadlock();
    goto stopped;
  }
  m.fp[m.pc->a] = static_cast<std::uint32_t>(started.waits ? WaitResult::timed_out : started.result);
  m.pc = resume;
  DISPATCH;
}
// `made` is a new object, a trap, or nothing. `resume` is set.
allocated : {
  if (made.trap != TrapCode::none) TRAP(made.trap);
  if (made.ref.is_null()) {
    exit = heap_limit(store);
    goto stopped;
  }
  m.fp[m.pc->a] = made.ref.bits;
  m.pc = resume;
  DISPATCH;
}
// The frame has been given up to a host function, which threw.
unwind_caller : {
  if (m.activation - 1 == bottom) {
    exit = Outcome::exception(exception);
    goto stopped;
  }
  m.return_to_caller();
  thrower = m.pc - 1;
}
// `exception` is thrown at `thrower`.
unwind : {
  const Landing landing = find_handler(exception, {thrower, m.fp, m.module, m.activation}, bottom);
  if (!landing.pc) {
    exit = Outcome::exception(exception);
    goto stopped;
  }
  m.pc = landing.pc;
  m.fp = landing.fp;
  m.module = landing.module;
  m.activation = landing.activation;
  m.load_memory();
  DISPATCH;
}
// A frame that would begin beyond the limit. The operation has done nothing yet, or is a branch and has been taken.
no_room : {
  if (store.interruption().take()) {
    exit = Outcome::interrupted();
    goto stopped;
  }
  // Of an interruption that ended something else.
  if (stack.restore_limit()) DISPATCH;
  if (!stack.is_small()) TRAP(TrapCode::call_stack_exhausted);
  if (!stack.grow()) {
    exit = no_stack();
    goto stopped;
  }
  m.follow(stack);
  bottom = stack.now(bottom);
  DISPATCH;
}
out_of_fuel : {
  exit = Outcome::out_of_fuel();
  ahead = std::exchange(fuel, 0);
  goto stopped;
}
out_of_bounds:
  trap = TrapCode::out_of_bounds_memory_access;
trapped:
  exit = trap_at(trap, *m.module, m.pc, m.fp);
stopped:
  add_frames(exit.stack(), {func_at(*m.module, m.pc), m.pc, ahead}, m.activation, bottom);
  return;
#if !defined(__GNUC__) || defined(__clang__)
  default: __builtin_unreachable();  // with a range check, Clang would not replicate the dispatch
}
#endif
}

}  // namespace

// Apart from `run`, as a computed goto runs no destructors.
Outcome execute(Store& store, Stack& stack, const FuncInst* func) {
  if (func && store.interruption().take()) return Outcome::interrupted();
  const Interruptible interruptible(store.interruption(), stack.limit);
  Outcome exit;
  run(store, stack, func, exit);
  return exit;
}

}  // namespace modlink
