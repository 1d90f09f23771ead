// Values at the API, and how they lie in slots. spec: exec/runtime, Values
#pragma once

#include <cstdint>
#include <vector>

#include "wast/syntax/bit_cast.h"
#include "wast/syntax/types.h"
#include "wast/syntax/values.h"

namespace modlink {

struct FuncInst;
struct Object;  // interpreter/runtime/heap.h

// A reference in one 8-byte slot. 0 is null; the low three bits tell the others apart:
//   000 a pointer to a FuncInst
//   001 a host reference: its number in the upper bits
//   010 an i31: its 31 bits in the upper bits
//   011 3 + a pointer to an Object: a structure, an array or an exception
// An external reference has the bits of the internal one, so that converting them does nothing.
struct Ref {
  std::uint64_t bits = 0;

  static Ref null() { return {}; }
  static Ref func(const FuncInst* func) { return {reinterpret_cast<std::uintptr_t>(func)}; }
  static Ref host(std::uint32_t number) { return {std::uint64_t{number} << 3 | 1}; }

  static Ref i31(std::uint32_t value) { return {std::uint64_t{value & 0x7fff'ffff} << 3 | 2}; }
  static Ref object(const Object* object) { return {reinterpret_cast<std::uintptr_t>(object) + 3}; }

  bool is_null() const { return bits == 0; }
  bool is_func() const { return bits != 0 && (bits & 7) == 0; }
  bool is_host() const { return (bits & 7) == 1; }
  bool is_i31() const { return (bits & 7) == 2; }
  bool is_object() const { return (bits & 7) == 3; }
  const FuncInst* as_func() const { return reinterpret_cast<const FuncInst*>(static_cast<std::uintptr_t>(bits)); }
  Object* as_object() const { return reinterpret_cast<Object*>(static_cast<std::uintptr_t>(bits - 3)); }
  std::uint32_t i31_u() const { return static_cast<std::uint32_t>(bits >> 3); }
  std::uint32_t i31_s() const { return i31_u() | (i31_u() & 0x4000'0000) << 1; }
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
  static Value f32(float v) { return {ValKind::f32, bit_cast<std::uint32_t>(v), 0}; }
  static Value f64(double v) { return {ValKind::f64, bit_cast<std::uint64_t>(v), 0}; }
  static Value ref(RefType type, Ref r) { return {type, r.bits, 0}; }
  Ref as_ref() const { return {low}; }
  friend bool operator==(const Value&, const Value&) = default;
};

using Values = std::vector<Value>;

// Slots that a value of the type takes. A v128 has two adjacent ones, the low half first.
inline std::uint32_t slot_count(ValType type) { return type.kind == ValKind::v128 ? 2 : 1; }

}  // namespace modlink
