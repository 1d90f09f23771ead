// What the operation accesses that has gone out of bounds. spec: exec/instructions, Memory Instructions, Table
// Instructions
#include <array>
#include <initializer_list>

#include "interpreter/exec/frames.h"
#include "interpreter/numeric/vector.h"

namespace modlink {
namespace {

std::uint64_t capped_sum(std::uint64_t x, std::uint64_t y) { return x > UINT64_MAX - y ? UINT64_MAX : x + y; }

// The first of several ranges that is not within what there is.
std::optional<Access> first_outside(std::initializer_list<Access> accesses) {
  for (const Access& access : accesses) {
    if (is_outside(access)) return access;
  }
  return std::nullopt;
}

// Reads an operation's fields.
class Operands {
 public:
  Operands(const ModuleInst& module, const Word* pc, const std::uint64_t* fp) : module_(module), pc_(pc), fp_(fp) {}

  std::optional<Access> access() const;

 private:
  std::uint64_t memory(std::uint32_t index) const { return module_.memories[index]->memory.size(); }
  std::uint64_t table(std::uint32_t index) const { return module_.tables[index]->elems.size(); }
  std::uint64_t data(std::uint32_t index) const { return module_.datas[index].size; }
  std::uint64_t elem(std::uint32_t index) const { return module_.elems[index].refs.size(); }
  std::uint64_t slot(std::uint32_t slot) const { return fp_[slot]; }
  // Of a base and an offset in memory 0.
  Access first(std::uint64_t address, std::uint64_t size) const { return {address, size, memory(0)}; }
  std::uint64_t near(std::uint32_t offset) const {
    return static_cast<std::uint32_t>(slot(pc_->b)) + std::uint64_t{offset};
  }
  std::uint64_t plus(std::uint32_t addend, std::uint32_t offset) const {
    return static_cast<std::uint32_t>(slot(pc_->b) + addend) + std::uint64_t{offset};
  }
  std::uint64_t far() const { return static_cast<std::uint32_t>(slot(pc_->b)) + pc_[1].bits; }
  Access any(std::uint64_t size) const { return {capped_sum(slot(pc_->b), pc_[1].bits), size, memory(pc_[2].x)}; }
  Access waited(std::uint64_t size) const { return {capped_sum(slot(pc_->a), pc_[1].bits), size, memory(pc_[2].x)}; }
  // Of operands destination, source and size, in slots from `a`.
  Access target(std::uint64_t bound) const { return {slot(pc_->a), slot(pc_->a + 2u), bound}; }
  Access source(std::uint64_t bound) const { return {slot(pc_->a + 1u), slot(pc_->a + 2u), bound}; }

  const ModuleInst& module_;
  const Word* pc_;
  const std::uint64_t* fp_;
};

std::optional<Access> Operands::access() const {
  switch (static_cast<Op>(pc_->op)) {
// clang-format off
#define LOAD(name, Stored, T) \
    case Op::name: return first(near(pc_->c), sizeof(Stored)); \
    case Op::name##_far: return first(far(), sizeof(Stored)); \
    case Op::name##_at: return first(pc_[1].bits, sizeof(Stored)); \
    case Op::name##_of: return any(sizeof(Stored)); \
    case Op::name##_plus: return first(plus(pc_[1].x, pc_->c), sizeof(Stored));
#define STORE(name, Stored) \
    case Op::name##_ss: \
    case Op::name##_sc: return first(near(pc_->a), sizeof(Stored)); \
    case Op::name##_far: return first(far(), sizeof(Stored)); \
    case Op::name##_at: return first(pc_[1].bits, sizeof(Stored)); \
    case Op::name##_of: return any(sizeof(Stored)); \
    case Op::name##_plus_ss: return first(plus(pc_[1].x, pc_->a), sizeof(Stored)); \
    case Op::name##_plus_sc: return first(plus(pc_[2].x, pc_->a), sizeof(Stored));
#include "interpreter/code/operators.def"
#define VLOAD(name, Stored, function) case Op::name: return any(sizeof(Stored));
#define VSTORE(name) case Op::name: return any(sizeof(V128));
#define VLOAD_LANE(name, T) case Op::name: return any(sizeof(T));
#define VSTORE_LANE(name, T) case Op::name: return any(sizeof(T));
#include "interpreter/code/vector_operators.def"
#define ATOMIC_LOAD(name, Stored) case Op::name: return any(sizeof(Stored));
#define ATOMIC_STORE(name, Stored) case Op::name: return any(sizeof(Stored));
#define ATOMIC_RMW(name, Stored, function) case Op::name: return any(sizeof(Stored));
#define ATOMIC_CMPXCHG(name, Stored) case Op::name: return any(sizeof(Stored));
#include "interpreter/code/atomics.def"
    // clang-format on
    case Op::memory_atomic_notify: return any(sizeof(std::uint32_t));
    case Op::memory_atomic_wait32: return waited(sizeof(std::uint32_t));
    case Op::memory_atomic_wait64: return waited(sizeof(std::uint64_t));
    case Op::memory_fill: return target(memory(pc_[1].x));
    case Op::memory_copy: return first_outside({target(memory(pc_[1].x)), source(memory(pc_[1].y))});
    case Op::memory_init: return first_outside({target(memory(pc_[1].y)), source(data(pc_[1].x))});
    case Op::table_get:
    case Op::table_set: return Access{slot(pc_->b), 1, table(pc_[1].x)};
    case Op::table_fill: return target(table(pc_[1].x));
    case Op::table_copy: return first_outside({target(table(pc_[1].x)), source(table(pc_[1].y))});
    case Op::table_init: return first_outside({target(table(pc_[1].y)), source(elem(pc_[1].x))});
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<Access> access_at(const ModuleInst& module, const Word* pc, const std::uint64_t* fp) {
  return Operands(module, pc, fp).access();
}

}  // namespace modlink
