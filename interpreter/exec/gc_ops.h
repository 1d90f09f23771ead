// Instructions on references, structures and arrays. spec: exec/instructions, Reference Instructions
#pragma once

#include <cstdint>
#include <cstring>

#include "interpreter/code/word.h"
#include "interpreter/runtime/store.h"

namespace modlink {

// A new object, or a trap; neither if there is no memory for it.
struct Allocated {
  Ref ref = {};
  TrapCode trap = TrapCode::none;
};

// Whether a reference has a type: `concrete` if that is not null, otherwise an abstract one of its hierarchy.
// Null has the nullable types. spec: exec/instructions, ref.test
bool is_of_type(Ref ref, const DefType* concrete, HeapKind abstract, bool nullable);

// Allocation. `word` is that of the operation, `fp` its frame: see ops.def. The operands are on the stack, which the
// collector looks through up to `stack.top`.
Allocated struct_new(Heap& heap, const std::uint64_t* fp, const Word* word);
Allocated array_new(Heap& heap, const std::uint64_t* fp, const Word* word);
Allocated array_new_fixed(Heap& heap, const std::uint64_t* fp, const Word* word);
Allocated array_new_data(Heap& heap, const ModuleInst& module, const std::uint64_t* fp, const Word* word);
Allocated array_new_elem(Heap& heap, const ModuleInst& module, const std::uint64_t* fp, const Word* word);

// An array of `length` times the value in `value`, or of default values if that is null. Null if there is no memory.
Object* make_filled_array(Heap& heap, const DefType& type, std::uint64_t length, const std::uint64_t* value);
// An array of the `count` values in the slots from `values`. Null if there is no memory.
Object* make_fixed_array(Heap& heap, const DefType& type, std::uint32_t count, const std::uint64_t* values);

// Operands are slots, in the order of the instruction's.
TrapCode array_fill(const std::uint64_t* operands);
TrapCode array_copy(const std::uint64_t* operands);
TrapCode array_init_data(const DataInst& data, const std::uint64_t* operands);
TrapCode array_init_elem(const ElemInst& elem, const std::uint64_t* operands);

// One field of a structure, given by its slot. `T` is how it is kept, and its sign extends it.
template <class T>
TrapCode struct_get(Ref structure, std::uint32_t slot, std::uint64_t* result) {
  if (structure.is_null()) return TrapCode::null_structure_reference;
  const std::uint64_t bits = structure.as_object()->slots()[slot];
  *result = sizeof(T) == 8 ? bits : static_cast<std::uint32_t>(static_cast<T>(bits));
  return TrapCode::none;
}
template <class T>
TrapCode struct_set(Ref structure, std::uint32_t slot, const std::uint64_t* from) {
  if (structure.is_null()) return TrapCode::null_structure_reference;
  structure.as_object()->slots()[slot] = static_cast<T>(*from);
  return TrapCode::none;
}
// The same for vectors, which take two slots.
TrapCode struct_get_wide(Ref structure, std::uint32_t slot, std::uint64_t* result);
TrapCode struct_set_wide(Ref structure, std::uint32_t slot, const std::uint64_t* from);

// One element of an array. `T` is how it is kept, and its sign extends it.
template <class T>
TrapCode array_get(Ref array, std::uint64_t index, std::uint64_t* result) {
  if (array.is_null()) return TrapCode::null_array_reference;
  const Object& object = *array.as_object();
  if (static_cast<std::uint32_t>(index) >= object.length) return TrapCode::out_of_bounds_array_access;
  T value;
  std::memcpy(&value, object.bytes() + static_cast<std::uint32_t>(index) * sizeof(T), sizeof(T));
  if constexpr (sizeof(T) == 8) {
    *result = value;
  } else {
    *result = static_cast<std::uint32_t>(value);
  }
  return TrapCode::none;
}
template <class T>
TrapCode array_set(Ref array, std::uint64_t index, const std::uint64_t* from) {
  if (array.is_null()) return TrapCode::null_array_reference;
  Object& object = *array.as_object();
  if (static_cast<std::uint32_t>(index) >= object.length) return TrapCode::out_of_bounds_array_access;
  std::memcpy(object.bytes() + static_cast<std::uint32_t>(index) * sizeof(T), from, sizeof(T));
  return TrapCode::none;
}
// The same for vectors, which take two slots.
TrapCode array_get_wide(Ref array, std::uint64_t index, std::uint64_t* result);
TrapCode array_set_wide(Ref array, std::uint64_t index, const std::uint64_t* from);

}  // namespace modlink
