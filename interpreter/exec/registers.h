// The registers of the loop, and what operators do with them. spec: exec/instructions
//
// A local variable of the loop whose address never escapes: every function here is inlined, so that each register
// stays in one of the host's.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "interpreter/code/code.h"
#include "interpreter/exec/memory_ops.h"
#include "interpreter/exec/stack.h"
#include "interpreter/numeric/partial.h"
#include "interpreter/numeric/wide.h"
#include "wast/syntax/bit_cast.h"

namespace modlink {

static_assert(std::endian::native == std::endian::little, "memories and slots hold little-endian values");

struct Registers {
  const Word* pc;
  std::uint64_t* fp;
  std::uint8_t* memory;       // of memory 0 of `module`
  std::uint64_t memory_size;  // in bytes
  Activation* activation;     // where the next call saves its caller
  ModuleInst* module;

  // Slots. An i32 or f32 leaves the upper half zero.
  template <class T>
  [[gnu::always_inline]] T get(std::uint32_t slot) const {
    T value;
    std::memcpy(&value, fp + slot, sizeof(T));
    return value;
  }
  template <class T>
  [[gnu::always_inline]] void set(std::uint32_t slot, T value) {
    if constexpr (std::is_same_v<T, float>) {
      fp[slot] = bit_cast<std::uint32_t>(value);
    } else if constexpr (std::is_same_v<T, double>) {
      std::memcpy(fp + slot, &value, sizeof(value));
    } else {
      fp[slot] = value;
    }
  }
  // Two halves of 128 bits.
  [[gnu::always_inline]] numeric::Wide get_wide(std::uint32_t low, std::uint32_t high) const {
    return {fp[low], fp[high]};
  }
  [[gnu::always_inline]] void set_wide(numeric::Wide value) {
    fp[pc->a] = value.low;
    fp[pc->a + 1] = value.high;
  }
  // A constant of the payload.
  template <class T>
  [[gnu::always_inline]] T constant(std::uint32_t word) const {
    T value;
    std::memcpy(&value, pc + word, sizeof(T));
    return value;
  }

  [[gnu::always_inline]] void jump(std::uint32_t word) { pc += static_cast<std::ptrdiff_t>(word) + pc[word].target; }

  // Operators
  template <class T, class F>
  [[gnu::always_inline]] void unary(F function) {
    set(pc->a, function(get<T>(pc->b)));
  }
  template <class T, class F>
  [[gnu::always_inline]] void binary_ss(F function) {
    set(pc->a, function(get<T>(pc->b), get<T>(pc->c)));
  }
  template <class T, class F>
  [[gnu::always_inline]] void binary_sc(F function) {
    set(pc->a, function(get<T>(pc->b), constant<T>(1)));
  }
  template <class T, class F>
  [[gnu::always_inline]] void ternary(F function) {
    set(pc->a, function(get<T>(pc->b), get<T>(pc->c), get<T>(pc[1].x)));
  }
  template <class T, class F>
  [[gnu::always_inline]] TrapCode partial_unary(F function) {
    const auto result = function(get<T>(pc->b));
    set(pc->a, result.value);
    return result.trap;
  }
  template <class T, class F>
  [[gnu::always_inline]] TrapCode partial_binary_ss(F function) {
    const auto result = function(get<T>(pc->b), get<T>(pc->c));
    set(pc->a, result.value);
    return result.trap;
  }
  template <class T, class F>
  [[gnu::always_inline]] TrapCode partial_binary_sc(F function) {
    const auto result = function(get<T>(pc->b), constant<T>(1));
    set(pc->a, result.value);
    return result.trap;
  }

  // Of slots `b` and `c` that which the condition selects, without a branch, as nobody can predict it.
  [[gnu::always_inline]] std::uint32_t selected() const {
    const std::uint32_t all_if_zero = std::uint32_t{get<std::uint32_t>(pc[1].x) != 0} - 1;
    return pc->b ^ ((pc->b ^ pc->c) & all_if_zero);
  }

  // Branches on a comparison that gives `expected`, and otherwise past the operation, which has `words`.
  template <class T, class F>
  [[gnu::always_inline]] void branch_ss(bool expected, std::uint32_t words, F function) {
    if (function(get<T>(pc->b), get<T>(pc->c)) == expected) return jump(1);
    pc += words;
  }
  template <class T, class F>
  [[gnu::always_inline]] void branch_sc(bool expected, std::uint32_t words, F function) {
    if constexpr (sizeof(T) == 8) {
      if (function(get<T>(pc->b), constant<T>(2)) == expected) return jump(1);
    } else {
      if (function(get<T>(pc->b), bit_cast<T>(pc[1].imm)) == expected) return jump(1);
    }
    pc += words;
  }

  // Adds field `c`, which is signed.
  [[gnu::always_inline]] std::uint32_t increment() {
    const std::uint32_t sum = get<std::uint32_t>(pc->a) + static_cast<std::uint32_t>(static_cast<std::int16_t>(pc->c));
    set(pc->a, sum);
    return sum;
  }
  [[gnu::always_inline]] void branch(bool condition, std::uint32_t words) {
    if (condition) return jump(1);
    pc += words;
  }

  // Accesses of memory 0. False if out of bounds. The address has at most 33 bits.
  template <class Stored, class T>
  [[gnu::always_inline]] bool load(std::uint64_t address) {
    if (address + sizeof(Stored) > memory_size) [[unlikely]]
      return false;
    Stored value;
    std::memcpy(&value, memory + address, sizeof(Stored));
    set(pc->a, static_cast<T>(value));
    return true;
  }
  template <class Stored>
  [[gnu::always_inline]] bool store(std::uint64_t address, std::uint64_t slot) {
    if (address + sizeof(Stored) > memory_size) [[unlikely]]
      return false;
    const auto value = static_cast<Stored>(slot);
    std::memcpy(memory + address, &value, sizeof(Stored));
    return true;
  }

  // Accesses of any memory
  template <class Stored, class T>
  [[gnu::always_inline]] bool load_of() {
    const LinearMemory& other = module->memories[pc[2].x]->memory;
    const std::uint64_t address = fp[pc->b];
    if (!in_bounds(other, address, pc[1].bits, sizeof(Stored))) return false;
    Stored value;
    std::memcpy(&value, other.base() + address + pc[1].bits, sizeof(Stored));
    set(pc->a, static_cast<T>(value));
    return true;
  }
  template <class Stored>
  [[gnu::always_inline]] bool store_of() {
    LinearMemory& other = module->memories[pc[2].x]->memory;
    const std::uint64_t address = fp[pc->b];
    if (!in_bounds(other, address, pc[1].bits, sizeof(Stored))) return false;
    const auto value = static_cast<Stored>(fp[pc->c]);
    std::memcpy(other.base() + address + pc[1].bits, &value, sizeof(Stored));
    return true;
  }

  // The stack may have moved.
  [[gnu::always_inline]] void follow(const Stack& stack) {
    fp = stack.now(fp);
    activation = stack.now(activation);
  }

  // Instances
  [[gnu::always_inline]] void load_memory() {
    if (module->memories.empty()) return;
    memory = module->memories[0]->memory.base();
    memory_size = module->memories[0]->memory.size();
  }
  [[gnu::always_inline]] void enter(ModuleInst* other) {
    if (other == module) return;
    module = other;
    load_memory();
  }
  [[gnu::always_inline]] void return_to_caller() {
    const Activation& caller = *--activation;
    pc = caller.pc;
    fp = caller.fp;
    enter(caller.module);
  }
};

}  // namespace modlink
