// What heap_types.def and num_types.def say of the types that are keywords. spec: syntax/types; binary/types;
// text/types
#pragma once

#include <cstdint>
#include <string_view>

#include "wast/syntax/features.h"
#include "wast/syntax/types.h"

namespace modlink {

struct HeapTypeInfo {
  HeapKind kind;
  std::string_view keyword;
  std::string_view ref_keyword;  // of the nullable reference to it
  std::uint8_t code;
  HeapKind super;
  HeapKind bottom;
  Feature feature;
};

struct NumTypeInfo {
  ValKind kind;
  std::string_view keyword;
  char letter;
  std::uint8_t code;
  Feature feature;
};

// In the order of HeapKind.
inline constexpr HeapTypeInfo heap_type_rows[] = {
#define HEAP_TYPE(name, keyword, ref_keyword, code, super, bottom, feature) \
  {HeapKind::name, keyword, ref_keyword, code, HeapKind::super, HeapKind::bottom, Feature::feature},
#include "wast/syntax/heap_types.def"
};

// In the order of ValKind.
inline constexpr NumTypeInfo num_type_rows[] = {
#define NUM_TYPE(name, keyword, letter, code, feature) {ValKind::name, keyword, letter, code, Feature::feature},
#include "wast/syntax/num_types.def"
};

// Of an abstract heap type.
constexpr const HeapTypeInfo& info(HeapKind kind) { return heap_type_rows[static_cast<std::size_t>(kind)]; }
// Of a number type or the vector type.
constexpr const NumTypeInfo& info(ValKind kind) { return num_type_rows[static_cast<std::size_t>(kind)]; }

// The top of the hierarchy of an abstract heap type.
constexpr HeapKind top_of(HeapKind kind) {
  while (info(kind).super != kind) kind = info(kind).super;
  return kind;
}

// By keyword; null if there is none.
const HeapTypeInfo* find_heap_type(std::string_view keyword);
const HeapTypeInfo* find_ref_type(std::string_view ref_keyword);
const NumTypeInfo* find_num_type(std::string_view keyword);

// By byte; null if there is none.
const HeapTypeInfo* find_heap_type(std::uint8_t code);
const NumTypeInfo* find_num_type(std::uint8_t code);

// The keyword; for kinds that are none, a word for messages.
std::string_view to_string(HeapKind kind);
std::string_view to_string(ValKind kind);

}  // namespace modlink
