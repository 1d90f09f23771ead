// Values as any engine tells them. spec: exec/runtime, Values
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/runtime/value.h"
#include "validator/type_store.h"

namespace modlink::engines {

// What can be seen of a reference from outside. `other`: it is not null, and more the engine does not tell.
enum class RefClass { null, func, extern_, host, exn, i31, struct_, array, other };

// A number or vector by its bits; a reference by its class, and the top of its type's hierarchy.
struct Result {
  ValKind type = ValKind::i32;
  std::uint64_t low = 0;   // an i32 or f32 has zeros above
  std::uint64_t high = 0;  // of vectors
  RefClass ref = RefClass::null;
  HeapKind top = HeapKind::any;        // any, func, extern or exn
  std::optional<std::int64_t> number;  // of extern_ and host: the host's number; of i31: its value, signed
  friend bool operator==(const Result&, const Result&) = default;
};
using Results = std::vector<Result>;

// Of our own interpreter.
Result result_of(const Value& value, const TypeStore& store);
Results results_of(const Values& values, const TypeStore& store);

// The lane at `index` of a vector, in the low bits.
std::uint64_t lane_of(const Result& vector, unsigned lane_bits, std::size_t index);

}  // namespace modlink::engines
