// What heap_types.def and num_types.def say of the types that are keywords. spec: syntax/types; binary/types;
// text/types
#include "wast/syntax/type_tables.h"

#include <array>

namespace modlink {

namespace {

// The rows by their codes, which are below 0x80 as they are small negative numbers.
template <class Row>
using ByCode = std::array<const Row*, 0x80>;

template <class Row, std::size_t count>
constexpr ByCode<Row> by_code(const Row (&rows)[count]) {
  ByCode<Row> result{};
  for (const Row& row : rows) result[row.code] = &row;
  return result;
}

constexpr ByCode<HeapTypeInfo> heap_types_by_code = by_code(heap_type_rows);
constexpr ByCode<NumTypeInfo> num_types_by_code = by_code(num_type_rows);

template <class Row, std::size_t count>
const Row* find(const Row (&rows)[count], std::string_view Row::*column, std::string_view word) {
  for (const Row& row : rows) {
    if (row.*column == word) return &row;
  }
  return nullptr;
}

template <class Row>
const Row* find(const ByCode<Row>& rows, std::uint8_t code) {
  return code < rows.size() ? rows[code] : nullptr;
}

}  // namespace

const HeapTypeInfo* find_heap_type(std::string_view keyword) {
  return find(heap_type_rows, &HeapTypeInfo::keyword, keyword);
}

const HeapTypeInfo* find_ref_type(std::string_view ref_keyword) {
  return find(heap_type_rows, &HeapTypeInfo::ref_keyword, ref_keyword);
}

const NumTypeInfo* find_num_type(std::string_view keyword) {
  return find(num_type_rows, &NumTypeInfo::keyword, keyword);
}

const HeapTypeInfo* find_heap_type(std::uint8_t code) { return find(heap_types_by_code, code); }

const NumTypeInfo* find_num_type(std::uint8_t code) { return find(num_types_by_code, code); }

std::string_view to_string(HeapKind kind) {
  if (is_abstract(kind)) return info(kind).keyword;
  return kind == HeapKind::bot ? "bot" : "type";
}

std::string_view to_string(ValKind kind) {
  if (kind == ValKind::ref) return "ref";
  return kind == ValKind::bot ? "bot" : info(kind).keyword;
}

}  // namespace modlink
