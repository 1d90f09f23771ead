// Vector instructions. spec: exec/instructions, Vector Instructions, Memory Instructions
#include "interpreter/exec/vector_ops.h"

#include <cstring>

#include "interpreter/exec/memory_ops.h"
#include "interpreter/numeric/vector.h"

namespace modlink::vector_ops {
namespace {

template <class T>
T get(const std::uint64_t* fp, std::uint32_t slot) {
  T value;
  std::memcpy(static_cast<void*>(&value), fp + slot, sizeof(T));
  return value;
}

void set(std::uint64_t* fp, std::uint32_t slot, const V128& value) { std::memcpy(fp + slot, &value, sizeof(V128)); }

template <class F>
void unary(std::uint64_t* fp, const Word* pc, F function) {
  set(fp, pc->a, function(get<V128>(fp, pc->b)));
}

template <class F>
void binary(std::uint64_t* fp, const Word* pc, F function) {
  set(fp, pc->a, function(get<V128>(fp, pc->b), get<V128>(fp, pc->c)));
}

template <class F>
void ternary(std::uint64_t* fp, const Word* pc, F function) {
  set(fp, pc->a, function(get<V128>(fp, pc->b), get<V128>(fp, pc->c), get<V128>(fp, pc[1].x)));
}

// Where an access goes; null if out of bounds.
std::uint8_t* locate(const ModuleInst& module, const std::uint64_t* fp, const Word* pc, std::uint64_t size) {
  LinearMemory& memory = module.memories[pc[2].x]->memory;
  const std::uint64_t address = fp[pc->b], offset = pc[1].bits;
  return in_bounds(memory, address, offset, size) ? memory.base() + address + offset : nullptr;
}

template <class T, class F>
bool load(const ModuleInst& module, std::uint64_t* fp, const Word* pc, F function) {
  const std::uint8_t* from = locate(module, fp, pc, sizeof(T));
  if (!from) return false;
  T value;
  std::memcpy(static_cast<void*>(&value), from, sizeof(T));
  set(fp, pc->a, function(value));
  return true;
}

template <class T>
bool store(const ModuleInst& module, const std::uint64_t* fp, const Word* pc, const T& value) {
  std::uint8_t* to = locate(module, fp, pc, sizeof(T));
  if (!to) return false;
  std::memcpy(to, &value, sizeof(T));
  return true;
}

}  // namespace

#define VPURE(name) void name(std::uint64_t* fp, const Word* pc)
#define VMEMORY(name) bool name(const ModuleInst& module, std::uint64_t* fp, const Word* pc)
#define LANE_OPERATOR(function) [](auto... x) { return numeric::function(x...); }

#define VUNARY(name, T, shape, function)                                                 \
  VPURE(name) {                                                                          \
    unary(fp, pc, [](V128 a) { return numeric::shape<T>(a, LANE_OPERATOR(function)); }); \
  }
#define VBINARY(name, T, shape, function)                                                            \
  VPURE(name) {                                                                                      \
    binary(fp, pc, [](V128 a, V128 b) { return numeric::shape<T>(a, b, LANE_OPERATOR(function)); }); \
  }
#define VBINARY_WHOLE(name, function) \
  VPURE(name) { binary(fp, pc, numeric::function); }
#define VTERNARY(name, T, shape, function)                                                                       \
  VPURE(name) {                                                                                                  \
    ternary(fp, pc, [](V128 a, V128 b, V128 c) { return numeric::shape<T>(a, b, c, LANE_OPERATOR(function)); }); \
  }
#define VTERNARY_WHOLE(name, function) \
  VPURE(name) { ternary(fp, pc, numeric::function); }
#define VSHIFT(name, T, function)                                                            \
  VPURE(name) {                                                                              \
    const auto count = get<std::uint32_t>(fp, pc->c);                                        \
    set(fp, pc->a, numeric::vshiftop<T>(get<V128>(fp, pc->b), count, numeric::function<T>)); \
  }
#define VTEST(name, function) \
  VPURE(name) { fp[pc->a] = numeric::function(get<V128>(fp, pc->b)); }
#define VSPLAT(name, T) \
  VPURE(name) { set(fp, pc->a, numeric::splat(get<T>(fp, pc->b))); }
#define VEXTRACT(name, Lane, T) \
  VPURE(name) { fp[pc->a] = static_cast<T>(numeric::lanes<Lane>(get<V128>(fp, pc->b))[pc->c]); }
#define VREPLACE(name, T) \
  VPURE(name) { set(fp, pc->a, numeric::replace_lane(get<V128>(fp, pc->b), pc[1].x, get<T>(fp, pc->c))); }
#define VLOAD(name, Stored, function) \
  VMEMORY(name) { return load<Stored>(module, fp, pc, numeric::function); }
#define VSTORE(name) \
  VMEMORY(name) { return store(module, fp, pc, get<V128>(fp, pc->c)); }
#define VLOAD_LANE(name, T)                                                                                 \
  VMEMORY(name) {                                                                                           \
    const auto vector = get<V128>(fp, pc->c);                                                               \
    return load<T>(module, fp, pc, [=](T value) { return numeric::replace_lane(vector, pc[2].y, value); }); \
  }
#define VSTORE_LANE(name, T) \
  VMEMORY(name) { return store(module, fp, pc, numeric::lanes<T>(get<V128>(fp, pc->c))[pc[2].y]); }
#include "interpreter/code/vector_operators.def"

VPURE(i8x16_shuffle) {
  V128 indices;
  std::memcpy(static_cast<void*>(&indices), pc + 1, sizeof(V128));
  set(fp, pc->a, numeric::shuffle(get<V128>(fp, pc->b), get<V128>(fp, pc->c), indices));
}

}  // namespace modlink::vector_ops
