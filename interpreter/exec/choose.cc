// Where operators have a choice: NaNs, and relaxed vector instructions.
// spec: exec/numerics, NaN Propagation, Relaxed Operations
#include "interpreter/exec/choose.h"

#include <cstring>

#include "interpreter/exec/relaxed_results.h"
#include "interpreter/numeric/float.h"

namespace modlink {
namespace {

// Makes NaNs negative canonical ones, if they are to be others. Whether there are any.
template <class T>
bool choose_nans_of(std::uint64_t* slots, std::size_t size, bool others) {
  bool found = false;
  auto* const bytes = reinterpret_cast<unsigned char*>(slots);
  for (std::size_t at = 0; at < size; at += sizeof(T)) {
    T lane;
    std::memcpy(&lane, bytes + at, sizeof(T));
    if (!numeric::is_nan(lane)) continue;
    found = true;
    const auto bits = numeric::canonical_nan<T> | numeric::sign_bit<T>;
    if (others) std::memcpy(bytes + at, &bits, sizeof(T));
  }
  return found;
}

bool choose_nans_of(NanLanes lanes, std::uint64_t* slots, bool others) {
  switch (lanes) {
    case NanLanes::none: return false;
    case NanLanes::f32: return choose_nans_of<float>(slots, sizeof(float), others);
    case NanLanes::f64: return choose_nans_of<double>(slots, sizeof(double), others);
    case NanLanes::f32x4: return choose_nans_of<float>(slots, sizeof(V128), others);
    case NanLanes::f64x2: return choose_nans_of<double>(slots, sizeof(V128), others);
  }
  return false;
}

}  // namespace

void choose_nans(Store& store, NanLanes lanes, std::uint64_t* result) {
  const bool others = store.execution().choices == Choices::other;
  if (choose_nans_of(lanes, result, others)) store.note(Nondeterminism::nan);
}

void choose_relaxed(Store& store, Opcode op, std::uint64_t* operands) {
  RelaxedOperands vectors;
  const auto count = static_cast<std::size_t>(info(op).signature.find(':'));
  std::memcpy(static_cast<void*>(vectors.data()), operands, count * sizeof(V128));
  const RelaxedResults results = relaxed_results(op, vectors);
  const bool others = store.execution().choices == Choices::other;
  std::memcpy(operands, &results.vectors[0], sizeof(V128));
  if (choose_nans_of(nan_lanes(op), operands, others)) store.note(Nondeterminism::nan);
  if (results.count == 1) return;
  store.note(Nondeterminism::relaxed_simd);
  if (others) std::memcpy(operands, &results.vectors[results.count - 1], sizeof(V128));
}

}  // namespace modlink
