// Vectors of the C API. capi/wasm.h, Vectors
#pragma once

#include <cstdlib>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace modlink::capi {

// A vector of what was made. Throws bad_alloc, and takes nothing then.
template <class T, class Vec>
void fill(std::vector<std::unique_ptr<T>> made, Vec* out) {
  out->size = 0;
  out->data = static_cast<T**>(std::calloc(made.size() + 1, sizeof(T*)));
  if (!out->data) throw std::bad_alloc();
  for (std::unique_ptr<T>& item : made) out->data[out->size++] = item.release();
}

}  // namespace modlink::capi
