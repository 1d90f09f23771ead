// Heap types, wherever they stand in a type: for conversions between types as written, in a recursive group, and
// closed. spec: syntax/types, Heap Types; valid/conventions, Rolling and Unrolling
#pragma once

#include "wast/syntax/walk.h"

namespace modlink {

// Calls `f(HeapType)` for each heap type in `type`, declared supertypes included.
template <class Type, class F>
void for_each_heap_type(const Type& type, F f);

// `type` with each of them replaced by `f` of it.
template <class Type, class F>
Type map_heap_types(Type type, F f);

// ---

namespace heap_types {

template <class F>
struct Reader {
  F& f;
  void heap_type(HeapType type) { f(type); }
};

template <class F>
struct Mapper {
  F& f;
  void heap_type(HeapType& type) { type = f(type); }
};

}  // namespace heap_types

template <class Type, class F>
void for_each_heap_type(const Type& type, F f) {
  heap_types::Reader<F> reader{f};
  Walk(reader).walk(type);
}

template <class Type, class F>
Type map_heap_types(Type type, F f) {
  heap_types::Mapper<F> mapper{f};
  Walk(mapper).walk(type);
  return type;
}

}  // namespace modlink
