// The loop. spec: exec/instructions
//
// One `switch` over the operations. Clang replicates its dispatch behind every case by itself; GCC does so only for
// computed goto, which the macros give it.
#include "interpreter/exec/execute.h"

#include <algorithm>

#include "interpreter/code/lower.h"
#include "interpreter/exec/registers.h"
#include "interpreter/exec/table_ops.h"
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

const Word* entry_of(const FuncInst& func) { return func.module->lowered->funcs[func.index].entry; }

// The arguments of a tail call take the place of the caller's frame.
void move_arguments(std::uint64_t* frame, Word call) {
  std::memmove(frame, frame + call.a, call.c * sizeof(std::uint64_t));
}

Exit frame_limit(std::uint64_t index) {
  return {Outcome::Kind::limit, TrapCode::none,
          "own function " + std::to_string(index) + " needs a frame of more than " + std::to_string(max_frame_slots) +
              " slots"};
}

// The element that a call went through is part of the words that the official test suite expects.
Exit element_trap(TrapCode trap, std::uint64_t index) {
  if (trap == TrapCode::indirect_call_type_mismatch) return {Outcome::Kind::trap, trap};
  return {Outcome::Kind::trap, trap, std::string(to_string(trap)) + " " + std::to_string(index)};
}

}  // namespace

#if defined(__GNUC__) && !defined(__clang__)
#define CASE(name) case_##name:
#define NEXT goto* labels[m.pc->op]
#else
#define CASE(name) case Op::name:
#define NEXT continue
#endif
#define TRAP(code) \
  do {             \
    trap = code;   \
    goto trapped;  \
  } while (false)

namespace {

void run(Store& store, Stack& stack, const FuncInst& func, Exit& exit) {
  Registers m{&halt, stack.top, nullptr, 0, stack.activation, nullptr};
  std::uint64_t* const stack_limit = stack.limit;
  Activation* const activation_limit = stack.activation_limit;
  TrapCode trap = TrapCode::none;
  const FuncInst* callee = nullptr;  // these three of `enter_callee`
  std::uint64_t* frame = nullptr;
  const Word* resume = nullptr;
  m.enter(func.module);
  *m.activation++ = {&halt, m.fp, m.module};
  m.pc = entry_of(func);

#if defined(__GNUC__) && !defined(__clang__)
  static const void* const labels[] = {
#define OP(name, layout) &&case_##name,
#include "interpreter/code/ops.def"
  };
  NEXT;
#else
  for (;;) switch (static_cast<Op>(m.pc->op)) {
#endif

  CASE(halt) { return; }
  CASE(lower) {
    const std::uint64_t index = m.pc[1].bits;
    lower_function(*m.module->lowered, static_cast<Index>(index));
    m.pc = m.module->lowered->funcs[index].entry;
    NEXT;
  }
  CASE(frame_too_large) {
    exit = frame_limit(m.pc[1].bits);
    return;
  }
  CASE(zero_locals) {
    std::memset(m.fp + m.pc->a, 0, m.pc->c * sizeof(std::uint64_t));
    m.pc += 1;
    NEXT;
  }
  CASE(constant) {
    m.fp[m.pc->a] = m.pc[1].bits;
    m.pc += 2;
    NEXT;
  }
  CASE(copy) {
    m.fp[m.pc->a] = m.fp[m.pc->b];
    m.pc += 1;
    NEXT;
  }
  CASE(copy_many) {
    std::memmove(m.fp + m.pc->a, m.fp + m.pc->b, m.pc->c * sizeof(std::uint64_t));
    m.pc += 1;
    NEXT;
  }
  CASE(select) {
    m.fp[m.pc->a] = m.fp[m.get<std::uint32_t>(m.pc[1].x) != 0 ? m.pc->b : m.pc->c];
    m.pc += 2;
    NEXT;
  }
  CASE(select_wide) {
    const std::uint64_t* from = m.fp + (m.get<std::uint32_t>(m.pc[1].x) != 0 ? m.pc->b : m.pc->c);
    std::memmove(m.fp + m.pc->a, from, 2 * sizeof(std::uint64_t));
    m.pc += 2;
    NEXT;
  }

  // Control. spec: exec/instructions, Control Instructions
  CASE(unreachable) { TRAP(TrapCode::unreachable); }
  CASE(br) {
    m.jump(1);
    NEXT;
  }
  CASE(br_table) {
    m.jump(2 + std::min(m.get<std::uint32_t>(m.pc->b), m.pc[1].x));
    NEXT;
  }
  CASE(br_table_values) {
    const std::uint32_t entry = 2 + std::min(m.get<std::uint32_t>(m.pc->b), m.pc[1].x);
    std::memmove(m.fp + m.pc[entry].imm, m.fp + m.pc->a, m.pc->c * sizeof(std::uint64_t));
    m.jump(entry);
    NEXT;
  }
  CASE(return_) {
    m.return_to_caller();
    NEXT;
  }
  CASE(call) {
    std::uint64_t* const callee_frame = m.fp + m.pc->a;
    if (callee_frame > stack_limit || m.activation == activation_limit) TRAP(TrapCode::call_stack_exhausted);
    *m.activation++ = {m.pc + 2, m.fp, m.module};
    m.fp = callee_frame;
    m.pc = reinterpret_cast<const Code*>(m.pc[1].bits)->entry;
    NEXT;
  }
  CASE(call_func) {
    callee = m.module->funcs[m.pc[1].x];
    frame = m.fp + m.pc->a;
    resume = m.pc + 2;
    goto enter_callee;
  }
  CASE(call_indirect) {
    const auto* type = reinterpret_cast<const DefType*>(m.pc[1].bits);
    trap = find_callee(*m.module->tables[m.pc[2].x], m.fp[m.pc->b], type, callee);
    if (trap != TrapCode::none) {
      exit = element_trap(trap, m.fp[m.pc->b]);
      return;
    }
    frame = m.fp + m.pc->a;
    resume = m.pc + 3;
    goto enter_callee;
  }
  CASE(return_call) {
    move_arguments(m.fp, *m.pc);
    m.pc = reinterpret_cast<const Code*>(m.pc[1].bits)->entry;
    NEXT;
  }
  CASE(return_call_func) {
    callee = m.module->funcs[m.pc[1].x];
    move_arguments(m.fp, *m.pc);
    goto replace_frame;
  }
  CASE(return_call_indirect) {
    const auto* type = reinterpret_cast<const DefType*>(m.pc[1].bits);
    trap = find_callee(*m.module->tables[m.pc[2].x], m.fp[m.pc->b], type, callee);
    if (trap != TrapCode::none) {
      exit = element_trap(trap, m.fp[m.pc->b]);
      return;
    }
    move_arguments(m.fp, *m.pc);
    goto replace_frame;
  }

  // Variables and references. spec: exec/instructions, Variable Instructions, Reference Instructions
  CASE(global_get) {
    m.fp[m.pc->a] = m.module->globals[m.pc[1].x]->slots[0];
    m.pc += 2;
    NEXT;
  }
  CASE(global_set) {
    m.module->globals[m.pc[1].x]->slots[0] = m.fp[m.pc->b];
    m.pc += 2;
    NEXT;
  }
  CASE(global_get_wide) {
    std::memcpy(m.fp + m.pc->a, m.module->globals[m.pc[1].x]->slots, 2 * sizeof(std::uint64_t));
    m.pc += 2;
    NEXT;
  }
  CASE(global_set_wide) {
    std::memcpy(m.module->globals[m.pc[1].x]->slots, m.fp + m.pc->b, 2 * sizeof(std::uint64_t));
    m.pc += 2;
    NEXT;
  }
  CASE(ref_func) {
    m.fp[m.pc->a] = Ref::func(m.module->funcs[m.pc[1].x]).bits;
    m.pc += 2;
    NEXT;
  }

  // Tables. spec: exec/instructions, Table Instructions
  CASE(table_get) {
    trap = table_get(*m.module->tables[m.pc[1].x], m.fp[m.pc->b], m.fp[m.pc->a]);
    if (trap != TrapCode::none) TRAP(trap);
    m.pc += 2;
    NEXT;
  }
  CASE(table_set) {
    trap = table_set(*m.module->tables[m.pc[1].x], m.fp[m.pc->b], m.fp[m.pc->c]);
    if (trap != TrapCode::none) TRAP(trap);
    m.pc += 2;
    NEXT;
  }
  CASE(table_size) {
    m.fp[m.pc->a] = m.module->tables[m.pc[1].x]->elems.size();
    m.pc += 2;
    NEXT;
  }
  CASE(table_grow) {
    TableInst& table = *m.module->tables[m.pc[1].x];
    m.fp[m.pc->a] = table_grow(table, m.fp + m.pc->a, store.limits().table_elements);
    m.pc += 2;
    NEXT;
  }
  CASE(table_fill) {
    trap = table_fill(*m.module->tables[m.pc[1].x], m.fp + m.pc->a);
    if (trap != TrapCode::none) TRAP(trap);
    m.pc += 2;
    NEXT;
  }
  CASE(table_copy) {
    trap = table_copy(*m.module->tables[m.pc[1].x], *m.module->tables[m.pc[1].y], m.fp + m.pc->a);
    if (trap != TrapCode::none) TRAP(trap);
    m.pc += 2;
    NEXT;
  }
  CASE(table_init) {
    trap = table_init(*m.module->tables[m.pc[1].y], m.module->elems[m.pc[1].x], m.fp + m.pc->a);
    if (trap != TrapCode::none) TRAP(trap);
    m.pc += 2;
    NEXT;
  }
  CASE(elem_drop) {
    m.module->elems[m.pc[1].x] = ElemInst{};
    m.pc += 2;
    NEXT;
  }

  // Memories. spec: exec/instructions, Memory Instructions
  CASE(memory_size) {
    m.fp[m.pc->a] = m.module->memories[m.pc[1].x]->memory.pages();
    m.pc += 2;
    NEXT;
  }
  CASE(memory_grow) {
    m.fp[m.pc->a] = memory_grow(*m.module->memories[m.pc[1].x], m.fp[m.pc->a]);
    m.load_memory();
    m.pc += 2;
    NEXT;
  }
  CASE(memory_fill) {
    trap = memory_fill(*m.module->memories[m.pc[1].x], m.fp + m.pc->a);
    if (trap != TrapCode::none) TRAP(trap);
    m.pc += 2;
    NEXT;
  }
  CASE(memory_copy) {
    trap = memory_copy(*m.module->memories[m.pc[1].x], *m.module->memories[m.pc[1].y], m.fp + m.pc->a);
    if (trap != TrapCode::none) TRAP(trap);
    m.pc += 2;
    NEXT;
  }
  CASE(memory_init) {
    trap = memory_init(*m.module->memories[m.pc[1].y], m.module->datas[m.pc[1].x], m.fp + m.pc->a);
    if (trap != TrapCode::none) TRAP(trap);
    m.pc += 2;
    NEXT;
  }
  CASE(data_drop) {
    m.module->datas[m.pc[1].x] = DataInst{};
    m.pc += 2;
    NEXT;
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
#define COMPARE(name, T, commutes, function)                                 \
  BINARY(name, T, commutes, function)                                        \
  CASE(br_if_##name##_ss) {                                                  \
    m.branch_ss<T>(true, [](T x, T y) { return numeric::function(x, y); });  \
    NEXT;                                                                    \
  }                                                                          \
  CASE(br_if_##name##_sc) {                                                  \
    m.branch_sc<T>(true, [](T x, T y) { return numeric::function(x, y); });  \
    NEXT;                                                                    \
  }                                                                          \
  CASE(br_unless_##name##_ss) {                                              \
    m.branch_ss<T>(false, [](T x, T y) { return numeric::function(x, y); }); \
    NEXT;                                                                    \
  }                                                                          \
  CASE(br_unless_##name##_sc) {                                              \
    m.branch_sc<T>(false, [](T x, T y) { return numeric::function(x, y); }); \
    NEXT;                                                                    \
  }
#define LOAD(name, Stored, T)                                                                                          \
  CASE(name) {                                                                                                         \
    if (!m.load<Stored, T>(std::uint64_t{m.get<std::uint32_t>(m.pc->b)} + m.pc->c))                                    \
      TRAP(TrapCode::out_of_bounds_memory_access);                                                                     \
    m.pc += 1;                                                                                                         \
    NEXT;                                                                                                              \
  }                                                                                                                    \
  CASE(name##_far) {                                                                                                   \
    if (!m.load<Stored, T>(m.get<std::uint32_t>(m.pc->b) + m.pc[1].bits)) TRAP(TrapCode::out_of_bounds_memory_access); \
    m.pc += 2;                                                                                                         \
    NEXT;                                                                                                              \
  }                                                                                                                    \
  CASE(name##_at) {                                                                                                    \
    if (!m.load<Stored, T>(m.pc[1].bits)) TRAP(TrapCode::out_of_bounds_memory_access);                                 \
    m.pc += 2;                                                                                                         \
    NEXT;                                                                                                              \
  }                                                                                                                    \
  CASE(name##_of) {                                                                                                    \
    if (!m.load_of<Stored, T>()) TRAP(TrapCode::out_of_bounds_memory_access);                                          \
    m.pc += 3;                                                                                                         \
    NEXT;                                                                                                              \
  }
#define STORE(name, Stored)                                                                         \
  CASE(name##_ss) {                                                                                 \
    const std::uint64_t address = std::uint64_t{m.get<std::uint32_t>(m.pc->b)} + m.pc->a;           \
    if (!m.store<Stored>(address, m.fp[m.pc->c])) TRAP(TrapCode::out_of_bounds_memory_access);      \
    m.pc += 1;                                                                                      \
    NEXT;                                                                                           \
  }                                                                                                 \
  CASE(name##_sc) {                                                                                 \
    const std::uint64_t address = std::uint64_t{m.get<std::uint32_t>(m.pc->b)} + m.pc->a;           \
    if (!m.store<Stored>(address, m.pc[1].bits)) TRAP(TrapCode::out_of_bounds_memory_access);       \
    m.pc += 2;                                                                                      \
    NEXT;                                                                                           \
  }                                                                                                 \
  CASE(name##_far) {                                                                                \
    const std::uint64_t address = m.get<std::uint32_t>(m.pc->b) + m.pc[1].bits;                     \
    if (!m.store<Stored>(address, m.fp[m.pc->c])) TRAP(TrapCode::out_of_bounds_memory_access);      \
    m.pc += 2;                                                                                      \
    NEXT;                                                                                           \
  }                                                                                                 \
  CASE(name##_at) {                                                                                 \
    if (!m.store<Stored>(m.pc[1].bits, m.fp[m.pc->c])) TRAP(TrapCode::out_of_bounds_memory_access); \
    m.pc += 2;                                                                                      \
    NEXT;                                                                                           \
  }                                                                                                 \
  CASE(name##_of) {                                                                                 \
    if (!m.store_of<Stored>()) TRAP(TrapCode::out_of_bounds_memory_access);                         \
    m.pc += 3;                                                                                      \
    NEXT;                                                                                           \
  }
#include "interpreter/code/operators.def"

// Calls that may leave the instance. `callee`, `frame` and `resume` are set.
enter_callee : {
  if (frame > stack_limit || m.activation == activation_limit) TRAP(TrapCode::call_stack_exhausted);
  if (!callee->module) {
    stack.activation = m.activation;
    exit = call_host(store, stack, *callee, frame);
    if (exit.kind != Outcome::Kind::done) return;
    m.load_memory();
    m.pc = resume;
    NEXT;
  }
  *m.activation++ = {resume, m.fp, m.module};
  m.fp = frame;
  m.enter(callee->module);
  m.pc = entry_of(*callee);
  NEXT;
}
// Tail calls. `callee` is set and its arguments are at the start of the frame.
replace_frame : {
  if (!callee->module) {
    stack.activation = m.activation;
    exit = call_host(store, stack, *callee, m.fp);
    if (exit.kind != Outcome::Kind::done) return;
    m.load_memory();
    m.return_to_caller();
    NEXT;
  }
  m.enter(callee->module);
  m.pc = entry_of(*callee);
  NEXT;
}
trapped:
  exit.kind = Outcome::Kind::trap;
  exit.trap = trap;
  return;
#if !defined(__GNUC__) || defined(__clang__)
  default: __builtin_unreachable();  // with a range check, Clang would not replicate the dispatch
}
#endif
}

}  // namespace

Exit execute(Store& store, Stack& stack, const FuncInst& func) {
  Exit exit;
  run(store, stack, func, exit);
  return exit;
}

}  // namespace modlink
