// References, structures and arrays. spec: exec/instructions, Reference Instructions
#include "interpreter/exec/gc_ops.h"

#include <algorithm>

namespace modlink {
namespace {

std::uint32_t low(std::uint64_t bits) { return static_cast<std::uint32_t>(bits); }

const DefType& type_of(const Word* word) { return *word[1].pointer<const DefType>(); }

Allocated allocated(const Object* object) { return {object ? Ref::object(object) : Ref::null()}; }

// The operands are 32 bits wide, so that the sum does not overflow.
bool in_bounds(std::uint64_t size, std::uint64_t from, std::uint64_t count) { return from + count <= size; }

bool in_bounds(const Object& array, std::uint64_t from, std::uint64_t count) {
  return in_bounds(array.length, from, count);
}

// Doubles what is filled, so that it is done in few steps.
void fill(std::uint8_t* to, const void* value, std::uint64_t width, std::uint64_t count) {
  if (count == 0) return;
  std::memcpy(to, value, width);
  const std::uint64_t total = width * count;
  for (std::uint64_t done = width; done < total; done *= 2) std::memcpy(to + done, to, std::min(done, total - done));
}

// Whether `count` elements from `offset` bytes on are in the segment.
bool in_bounds(const DataInst& data, std::uint64_t offset, std::uint64_t count, std::uint8_t element_log2) {
  return in_bounds(data.size, offset, count << element_log2);
}

bool is_of_kind(Ref ref, Object::Kind kind) { return ref.is_object() && ref.as_object()->kind == kind; }

const DefType* type_of(Ref ref) {
  if (ref.is_func()) return ref.as_func()->type;
  return ref.is_object() ? ref.as_object()->type : nullptr;
}

}  // namespace

// An external reference has the type `extern` whatever it is inside, and what is no object of ours is `any` alone.
bool is_of_type(Ref ref, const DefType* concrete, HeapKind abstract, bool nullable) {
  if (ref.is_null()) return nullable;
  if (concrete) {
    const DefType* type = type_of(ref);
    return type && is_sub_type(type, concrete);
  }
  switch (abstract) {
    case HeapKind::any:
    case HeapKind::func:
    case HeapKind::extern_:
    case HeapKind::exn: return true;
    case HeapKind::eq: return !ref.is_host();
    case HeapKind::i31: return ref.is_i31();
    case HeapKind::struct_: return is_of_kind(ref, Object::Kind::structure);
    case HeapKind::array: return is_of_kind(ref, Object::Kind::array);
    case HeapKind::none:
    case HeapKind::nofunc:
    case HeapKind::noextern:
    case HeapKind::noexn:
    case HeapKind::bot:
    case HeapKind::type_index:
    case HeapKind::rec_index:
    case HeapKind::def_type: break;
  }
  return false;
}

Allocated struct_new(Heap& heap, const std::uint64_t* fp, const Word* word) {
  return allocated(heap.make_structure(type_of(word), word[2].x, word->c == 0 ? nullptr : fp + word->b));
}

Allocated array_new(Heap& heap, const std::uint64_t* fp, const Word* word) {
  const std::uint64_t* operands = fp + word->b;
  const std::uint32_t width = word->c - 1;  // of the value, which comes before the length
  return allocated(make_filled_array(heap, type_of(word), low(operands[width]), width == 0 ? nullptr : operands));
}

Allocated array_new_fixed(Heap& heap, const std::uint64_t* fp, const Word* word) {
  return allocated(make_fixed_array(heap, type_of(word), word[2].x, fp + word->b));
}

Allocated array_new_data(Heap& heap, const ModuleInst& module, const std::uint64_t* fp, const Word* word) {
  const DataInst& data = module.datas[word[2].x];
  const std::uint64_t offset = low(fp[word->b]), count = low(fp[word->b + 1]);
  const std::uint8_t element_log2 = size_log2(element_type(type_of(word)).storage);
  if (!in_bounds(data, offset, count, element_log2)) return {{}, TrapCode::out_of_bounds_memory_access};
  Object* array = heap.make_array(type_of(word), count);
  if (array && count != 0) std::memcpy(array->bytes(), data.bytes + offset, array->size());
  return allocated(array);
}

Allocated array_new_elem(Heap& heap, const ModuleInst& module, const std::uint64_t* fp, const Word* word) {
  const std::vector<Ref>& refs = module.elems[word[2].x].refs;
  const std::uint64_t offset = low(fp[word->b]), count = low(fp[word->b + 1]);
  if (!in_bounds(refs.size(), offset, count)) return {{}, TrapCode::out_of_bounds_table_access};
  Object* array = heap.make_array(type_of(word), count);
  if (array && count != 0) std::memcpy(array->bytes(), refs.data() + offset, array->size());
  return allocated(array);
}

Object* make_filled_array(Heap& heap, const DefType& type, std::uint64_t length, const std::uint64_t* value) {
  Object* array = heap.make_array(type, length);
  if (array && value) fill(array->bytes(), value, std::uint64_t{1} << array->element_log2, length);
  return array;
}

Object* make_fixed_array(Heap& heap, const DefType& type, std::uint32_t count, const std::uint64_t* values) {
  Object* array = heap.make_array(type, count);
  if (!array) return nullptr;
  const std::uint64_t width = std::uint64_t{1} << array->element_log2;
  const std::size_t slots = slot_count(element_type(type).storage);
  for (std::uint32_t i = 0; i < count; ++i) std::memcpy(array->bytes() + i * width, values + i * slots, width);
  return array;
}

// array, index, value, count
TrapCode array_fill(const std::uint64_t* operands) {
  const Ref ref{operands[0]};
  if (ref.is_null()) return TrapCode::null_array_reference;
  Object& array = *ref.as_object();
  const std::uint64_t index = low(operands[1]);
  const std::uint64_t count = low(operands[array.element_log2 == 4 ? 4 : 3]);
  if (!in_bounds(array, index, count)) return TrapCode::out_of_bounds_array_access;
  const std::uint64_t width = std::uint64_t{1} << array.element_log2;
  fill(array.bytes() + index * width, operands + 2, width, count);
  return TrapCode::none;
}

// destination, index, source, index, count
TrapCode array_copy(const std::uint64_t* operands) {
  const Ref to{operands[0]}, from{operands[2]};
  if (to.is_null() || from.is_null()) return TrapCode::null_array_reference;
  Object& destination = *to.as_object();
  const Object& source = *from.as_object();
  const std::uint64_t to_index = low(operands[1]), from_index = low(operands[3]), count = low(operands[4]);
  if (!in_bounds(destination, to_index, count) || !in_bounds(source, from_index, count)) {
    return TrapCode::out_of_bounds_array_access;
  }
  const std::uint8_t log2 = destination.element_log2;
  std::memmove(destination.bytes() + (to_index << log2), source.bytes() + (from_index << log2), count << log2);
  return TrapCode::none;
}

// array, index, offset, count
TrapCode array_init_data(const DataInst& data, const std::uint64_t* operands) {
  const Ref ref{operands[0]};
  if (ref.is_null()) return TrapCode::null_array_reference;
  Object& array = *ref.as_object();
  const std::uint64_t index = low(operands[1]), offset = low(operands[2]), count = low(operands[3]);
  if (!in_bounds(array, index, count)) return TrapCode::out_of_bounds_array_access;
  if (!in_bounds(data, offset, count, array.element_log2)) return TrapCode::out_of_bounds_memory_access;
  if (count == 0) return TrapCode::none;
  std::memcpy(array.bytes() + (index << array.element_log2), data.bytes + offset, count << array.element_log2);
  return TrapCode::none;
}

TrapCode array_init_elem(const ElemInst& elem, const std::uint64_t* operands) {
  const Ref ref{operands[0]};
  if (ref.is_null()) return TrapCode::null_array_reference;
  Object& array = *ref.as_object();
  const std::uint64_t index = low(operands[1]), offset = low(operands[2]), count = low(operands[3]);
  if (!in_bounds(array, index, count)) return TrapCode::out_of_bounds_array_access;
  if (!in_bounds(elem.refs.size(), offset, count)) return TrapCode::out_of_bounds_table_access;
  if (count != 0) std::memcpy(array.slots() + index, elem.refs.data() + offset, count * sizeof(Ref));
  return TrapCode::none;
}

TrapCode struct_get_wide(Ref structure, std::uint32_t slot, std::uint64_t* result) {
  if (structure.is_null()) return TrapCode::null_structure_reference;
  std::memcpy(result, structure.as_object()->slots() + slot, 2 * sizeof(std::uint64_t));
  return TrapCode::none;
}

TrapCode struct_set_wide(Ref structure, std::uint32_t slot, const std::uint64_t* from) {
  if (structure.is_null()) return TrapCode::null_structure_reference;
  std::memcpy(structure.as_object()->slots() + slot, from, 2 * sizeof(std::uint64_t));
  return TrapCode::none;
}

TrapCode array_get_wide(Ref array, std::uint64_t index, std::uint64_t* result) {
  if (array.is_null()) return TrapCode::null_array_reference;
  const Object& object = *array.as_object();
  if (low(index) >= object.length) return TrapCode::out_of_bounds_array_access;
  std::memcpy(result, object.slots() + std::uint64_t{low(index)} * 2, 2 * sizeof(std::uint64_t));
  return TrapCode::none;
}

TrapCode array_set_wide(Ref array, std::uint64_t index, const std::uint64_t* from) {
  if (array.is_null()) return TrapCode::null_array_reference;
  Object& object = *array.as_object();
  if (low(index) >= object.length) return TrapCode::out_of_bounds_array_access;
  std::memcpy(object.slots() + std::uint64_t{low(index)} * 2, from, 2 * sizeof(std::uint64_t));
  return TrapCode::none;
}

}  // namespace modlink
