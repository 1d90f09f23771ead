// Values at the API, and how they lie in slots. spec: exec/runtime, Values
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "wast/syntax/types.h"
#include "wast/syntax/values.h"

namespace modlink {

struct FuncInst;

// A reference in one 8-byte slot. 0 is null; the low three bits tell the others apart:
//   000 a pointer to a FuncInst (or, later, another object of the Store)
//   001 a host reference: its number in the upper bits
struct Ref {
  std::uint64_t bits = 0;

  static Ref null() { return {}; }
  static Ref func(const FuncInst* func) { return {reinterpret_cast<std::uintptr_t>(func)}; }
  static Ref host(std::uint32_t number) { return {std::uint64_t{number} << 3 | 1}; }

  bool is_null() const { return bits == 0; }
  bool is_host() const { return (bits & 7) == 1; }
  const FuncInst* as_func() const { return reinterpret_cast<const FuncInst*>(bits); }
  std::uint32_t host_number() const { return static_cast<std::uint32_t>(bits >> 3); }
  friend bool operator==(Ref, Ref) = default;
};

// A typed value. Numbers are kept by their bits; an i32 or f32 in the low half of `low`, the upper half zero.
struct Value {
  ValType type;
  std::uint64_t low = 0;   // the number, the reference, or the vector's first 8 bytes
  std::uint64_t high = 0;  // of vectors

  static Value i32(std::uint32_t v) { return {ValKind::i32, v, 0}; }
  static Value i64(std::uint64_t v) { return {ValKind::i64, v, 0}; }
  static Value f32(float v) { return {ValKind::f32, std::bit_cast<std::uint32_t>(v), 0}; }
  static Value f64(double v) { return {ValKind::f64, std::bit_cast<std::uint64_t>(v), 0}; }
  static Value ref(RefType type, Ref r) { return {type, r.bits, 0}; }
  Ref as_ref() const { return {low}; }
  friend bool operator==(const Value&, const Value&) = default;
};

using Values = std::vector<Value>;

// Slots that a value of the type takes. A v128 has two adjacent ones, the low half first.
inline std::uint32_t slot_count(ValType type) { return type.kind == ValKind::v128 ? 2 : 1; }

}  // namespace modlink
