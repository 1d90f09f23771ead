// Vectors of the C API. capi/wasm.h, Vectors
#include "capi/vectors.h"

#include <algorithm>

#include "capi/wasm.h"

namespace {

// Zeroed, so that what is deleted before it was set is null.
template <class Vec>
void new_vector(Vec* out, std::size_t size) {
  out->data = size == 0 ? nullptr : static_cast<decltype(out->data)>(std::calloc(size, sizeof(*out->data)));
  out->size = out->data ? size : 0;
}

void delete_item(wasm_byte_t*) {}
void delete_item(wasm_val_t* val) { wasm_val_delete(val); }
// These say whether there was memory.
bool copy_item(wasm_byte_t* to, const wasm_byte_t* from) {
  *to = *from;
  return true;
}
bool copy_item(wasm_val_t* to, const wasm_val_t* from) {
  wasm_val_copy(to, from);
  return !wasm_valkind_is_ref(from->kind) || !from->of.ref || to->of.ref;
}
#define POINTERS(name)                                                      \
  void delete_item(wasm_##name##_t** item) { wasm_##name##_delete(*item); } \
  bool copy_item(wasm_##name##_t** to, wasm_##name##_t* const* from) {      \
    *to = *from ? wasm_##name##_copy(*from) : nullptr;                      \
    return *to || !*from;                                                   \
  }
POINTERS(frame)
POINTERS(valtype)
POINTERS(functype)
POINTERS(globaltype)
POINTERS(tabletype)
POINTERS(memorytype)
POINTERS(externtype)
POINTERS(importtype)
POINTERS(exporttype)
POINTERS(extern)

template <class Vec>
void delete_vector(Vec* vec) {
  if (!vec || !vec->data) return;
  for (std::size_t i = 0; i < vec->size; ++i) delete_item(vec->data + i);
  std::free(vec->data);
  *vec = Vec{0, nullptr};
}

template <class Vec>
void copy_vector(Vec* out, const Vec* from) {
  new_vector(out, from->data ? from->size : 0);
  for (std::size_t i = 0; i < out->size; ++i) {
    if (!copy_item(out->data + i, from->data + i)) return delete_vector(out);
  }
}

// What cannot be taken over is deleted: it has been given up.
template <class Vec, class T>
void take_vector(Vec* out, std::size_t size, T* items) {
  new_vector(out, size);
  if (out->size != 0) {
    std::copy_n(items, size, out->data);
    return;
  }
  for (std::size_t i = 0; i < size; ++i) {
    auto item = items[i];
    delete_item(&item);
  }
}

}  // namespace

#define VECTOR(name, star)                                                                                           \
  void wasm_##name##_vec_new_empty(wasm_##name##_vec_t* out) { *out = wasm_##name##_vec_t{0, nullptr}; }             \
  void wasm_##name##_vec_new_uninitialized(wasm_##name##_vec_t* out, size_t size) { new_vector(out, size); }         \
  void wasm_##name##_vec_new(wasm_##name##_vec_t* out, size_t size, wasm_##name##_t star const data[]) {             \
    take_vector(out, size, data);                                                                                    \
  }                                                                                                                  \
  void wasm_##name##_vec_copy(wasm_##name##_vec_t* out, const wasm_##name##_vec_t* from) { copy_vector(out, from); } \
  void wasm_##name##_vec_delete(wasm_##name##_vec_t* vec) { delete_vector(vec); }
VECTOR(byte, )
VECTOR(val, )
VECTOR(frame, *)
VECTOR(valtype, *)
VECTOR(functype, *)
VECTOR(globaltype, *)
VECTOR(tabletype, *)
VECTOR(memorytype, *)
VECTOR(externtype, *)
VECTOR(importtype, *)
VECTOR(exporttype, *)
VECTOR(extern, *)
