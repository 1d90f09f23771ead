// Where other engines may have it otherwise. capi/modlink.h, Configuration
#include <algorithm>

#include "capi/state.h"

namespace modlink::capi {
namespace {

constexpr bool is_bit(Nondeterminism cause, int bit) { return bit == 1 << static_cast<int>(cause); }

static_assert(is_bit(Nondeterminism::nan, MODLINK_NONDETERMINISM_NAN));
static_assert(is_bit(Nondeterminism::relaxed_simd, MODLINK_NONDETERMINISM_RELAXED_SIMD));
static_assert(is_bit(Nondeterminism::memory_grow, MODLINK_NONDETERMINISM_MEMORY_GROW));
static_assert(is_bit(Nondeterminism::table_grow, MODLINK_NONDETERMINISM_TABLE_GROW));
static_assert(is_bit(Nondeterminism::limit, MODLINK_NONDETERMINISM_LIMIT));
static_assert(is_bit(Nondeterminism::threads, MODLINK_NONDETERMINISM_THREADS));

}  // namespace
}  // namespace modlink::capi

bool modlink_store_nondeterminism(const wasm_store_t* store, modlink_nondeterminism_t* out) {
  const modlink::Store* const inner = store ? store->state->store() : nullptr;
  *out = inner ? inner->nondeterminism().bits() : modlink_nondeterminism_t{0};
  return inner && inner->execution().choices != modlink::Choices::deterministic;
}

void modlink_store_forget_nondeterminism(wasm_store_t* store) {
  if (const modlink::capi::StatePtr state = modlink::capi::live_state(store)) state->store()->forget_nondeterminism();
}

size_t modlink_relaxed_results(const char* instruction, const uint8_t operands[], size_t count, uint8_t results[]) {
  const auto op = modlink::find_opcode(std::string_view(instruction));
  modlink::RelaxedOperands vectors;
  if (!op || count != modlink::info(*op).signature.find(':') || count > vectors.size()) return 0;
  for (size_t i = 0; i < count; ++i) std::copy_n(operands + 16 * i, 16, vectors[i].bytes.begin());
  const modlink::RelaxedResults found = modlink::relaxed_results(*op, vectors);
  for (size_t i = 0; i < found.count; ++i) std::copy_n(found.vectors[i].bytes.begin(), 16, results + 16 * i);
  return found.count;
}
