// Types of the abstract syntax. spec: syntax/types; Binary.md, "Type Section updates"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "wast/syntax/bit_cast.h"
#include "wast/syntax/box.h"
#include "wast/syntax/index_spaces.h"
#include "wast/syntax/source.h"
#include "wast/syntax/values.h"

namespace modlink {

// spec: syntax/types, Heap Types. As in the spec, one type serves syntax and validation: `type_index` refers to the
// type index space, `rec_index` to a member of the recursive group it stands in, and `def_type` is a closed type, an
// id of the validator's TypeStore. The parser and the decoder only make the abstract ones and `type_index`.
enum class HeapKind : std::uint8_t {
#define HEAP_TYPE(name, ...) name,
#include "wast/syntax/heap_types.def"
  bot,  // bottom: below everything; validation only
  type_index,
  rec_index,
  def_type,  // concrete: `index` says which
};

constexpr bool is_abstract(HeapKind kind) { return kind < HeapKind::bot; }

struct HeapType {
  HeapKind kind = HeapKind::func;
  Index index = 0;  // 0 for the abstract ones
  bool is_concrete() const { return kind >= HeapKind::type_index; }
  friend bool operator==(HeapType, HeapType) = default;
};

// spec: syntax/types, Reference Types
struct RefType {
  bool nullable = true;
  HeapType heap;
  friend bool operator==(RefType, RefType) = default;
};

inline constexpr RefType funcref{true, {HeapKind::func, 0}};
inline constexpr RefType externref{true, {HeapKind::extern_, 0}};

// spec: syntax/types, Value Types. `bot` exists in validation only.
enum class ValKind : std::uint8_t {
#define NUM_TYPE(name, ...) name,
#include "wast/syntax/num_types.def"
  ref,
  bot,
};

struct ValType {
  ValKind kind = ValKind::i32;
  bool nullable = false;  // these two only of `ref`
  HeapKind heap_kind = HeapKind::any;
  std::uint8_t unused = 0;  // no padding, so that two types compare as one word
  Index index = 0;

  constexpr ValType() = default;
  constexpr ValType(ValKind k) : kind(k) {}
  constexpr ValType(RefType r)
      : kind(ValKind::ref), nullable(r.nullable), heap_kind(r.heap.kind), index(r.heap.index) {}
  bool is_ref() const { return kind == ValKind::ref; }
  RefType ref() const { return {nullable, {heap_kind, index}}; }
  friend constexpr bool operator==(ValType a, ValType b) {
    return bit_cast<std::uint64_t>(a) == bit_cast<std::uint64_t>(b);
  }
};
static_assert(std::has_unique_object_representations_v<ValType>);

using ResultType = std::vector<ValType>;

// spec: syntax/types, Composite Types
struct FuncType {
  ResultType params;
  ResultType results;
  friend bool operator==(const FuncType&, const FuncType&) = default;
};

enum class PackType : std::uint8_t { i8, i16 };
using StorageType = std::variant<ValType, PackType>;

struct FieldType {
  bool mut = false;
  StorageType storage;
  friend bool operator==(const FieldType&, const FieldType&) = default;
};

struct StructType {
  std::vector<FieldType> fields;
  friend bool operator==(const StructType&, const StructType&) = default;
};

struct ArrayType {
  FieldType field;
  friend bool operator==(const ArrayType&, const ArrayType&) = default;
};

using CompType = std::variant<FuncType, StructType, ArrayType>;

// spec: syntax/types, Recursive Types. A plain definition is `final` without supertypes in a group of one.
struct SubType {
  At at;
  bool final = true;
  std::vector<HeapType> supers;  // type uses: concrete heap types
  CompType comp;
  friend bool operator==(const SubType&, const SubType&) = default;
};

struct RecType {
  std::vector<SubType> sub_types;
  bool explicit_rec = false;  // written as `(rec …)`; a group of one means the same either way
  friend bool operator==(const RecType&, const RecType&) = default;
};

// spec: syntax/types, Limits. Address types and 64-bit bounds belong to memories and tables alike.
enum class AddrType : std::uint8_t { i32, i64 };

struct Limits {
  std::uint64_t min = 0;
  std::optional<std::uint64_t> max;
  friend bool operator==(const Limits&, const Limits&) = default;
};

struct MemoryType {
  AddrType addr = AddrType::i32;
  Limits limits;  // in pages
  bool shared = false;
  std::uint8_t page_size_log2 = 16;
  friend bool operator==(const MemoryType&, const MemoryType&) = default;
};

struct TableType {
  AddrType addr = AddrType::i32;
  Limits limits;
  RefType elem = funcref;
  friend bool operator==(const TableType&, const TableType&) = default;
};

struct GlobalType {
  bool mut = false;
  ValType val;
  friend bool operator==(const GlobalType&, const GlobalType&) = default;
};

// An external type that is a type of the type index space: of functions, tags, modules and instances.
template <ExternKind kind>
struct TypeUse {
  Index type = 0;
  friend bool operator==(TypeUse, TypeUse) = default;
};
using FuncDesc = TypeUse<ExternKind::func>;
using TagDesc = TypeUse<ExternKind::tag>;
using ModuleDesc = TypeUse<ExternKind::module>;
using InstanceDesc = TypeUse<ExternKind::instance>;

// What describes an import or an export of a kind: a type use, unless the kind has types of its own.
template <IndexSpace space>
struct DescOf : std::type_identity<TypeUse<*kind_of(space)>> {};
template <>
struct DescOf<IndexSpace::table> : std::type_identity<TableType> {};
template <>
struct DescOf<IndexSpace::memory> : std::type_identity<MemoryType> {};
template <>
struct DescOf<IndexSpace::global> : std::type_identity<GlobalType> {};

// `importdesc`: an external type as written, naming types by index. spec: syntax/modules, Imports; Binary.md
using ExternDesc = PerExternKind<DescOf>;

}  // namespace modlink
