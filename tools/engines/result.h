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

// "ref.func", "ref.extern": the word of a pattern that such a reference matches.
const char* keyword(RefClass ref);

// `i32:1713`, `f32:nan:0x400000`, `ref.null`, `ref.extern 1`; a vector in lanes `v128:i32x4 …`.
std::string to_string(const Result& result);
// A vector in these lanes: 8, 16, 32 or 64 bits each, floating or not.
std::string vector_text(const Result& vector, unsigned lane_bits, bool floating);
// Of a number without its type, by its bits: `-1`, `1.5`, `-nan:0x200000`.
std::string number_text(ValKind type, std::uint64_t bits);

// The lane at `index` of a vector, in the low bits.
std::uint64_t lane_of(const Result& vector, unsigned lane_bits, std::size_t index);

}  // namespace modlink::engines
