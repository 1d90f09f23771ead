// Matching once more, as the rules are written and as slowly.
#include "tools/fuzz/naive_match.h"

#include <algorithm>
#include <variant>

namespace modlink::fuzz {
namespace {

class Naive {
 public:
  explicit Naive(const TypeStore& store) : store_(store) {}

  bool match(const ExternType& a, const ExternType& b) const {
    if (a.index() != b.index()) return false;
    return std::visit([&](const auto& type) { return match(type, *std::get_if<std::decay_t<decltype(type)>>(&b)); }, a);
  }

 private:
  // --- defined types. spec: valid/conventions, Rolling and Unrolling; valid/matching, Defined Types

  // Where a heap type leads: to a member of the recursive group around it, or out of it.
  bool is_inside(const DefType& of, HeapType heap) const {
    return heap.kind == HeapKind::def_type && heap.index >= of.group_first &&
           heap.index < of.group_first + of.group_size;
  }
  bool equal(const DefType& in_a, HeapType a, const DefType& in_b, HeapType b) const {
    if (a.kind != b.kind) return false;
    if (a.kind != HeapKind::def_type) return true;
    if (is_inside(in_a, a) != is_inside(in_b, b)) return false;
    if (is_inside(in_a, a)) return a.index - in_a.group_first == b.index - in_b.group_first;
    return equal(*store_.def_type(a), *store_.def_type(b));
  }
  bool equal(const DefType& in_a, ValType a, const DefType& in_b, ValType b) const {
    if (a.kind != b.kind || a.is_ref() != b.is_ref()) return false;
    return !a.is_ref() || (a.nullable == b.nullable && equal(in_a, a.ref().heap, in_b, b.ref().heap));
  }
  bool equal(const DefType& in_a, const ResultType& a, const DefType& in_b, const ResultType& b) const {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](ValType x, ValType y) { return equal(in_a, x, in_b, y); });
  }
  bool equal(const DefType& in_a, const FieldType& a, const DefType& in_b, const FieldType& b) const {
    if (a.mut != b.mut || a.storage.index() != b.storage.index()) return false;
    if (const auto* pack = std::get_if<PackType>(&a.storage)) return *pack == std::get<PackType>(b.storage);
    return equal(in_a, std::get<ValType>(a.storage), in_b, std::get<ValType>(b.storage));
  }
  bool equal(const DefType& in_a, const CompType& a, const DefType& in_b, const CompType& b) const {
    if (a.index() != b.index()) return false;
    if (const auto* func = std::get_if<FuncType>(&a)) {
      const auto& other = std::get<FuncType>(b);
      return equal(in_a, func->params, in_b, other.params) && equal(in_a, func->results, in_b, other.results);
    }
    if (const auto* array = std::get_if<ArrayType>(&a)) {
      return equal(in_a, array->field, in_b, std::get<ArrayType>(b).field);
    }
    const auto& fields = std::get<StructType>(a).fields;
    const auto& others = std::get<StructType>(b).fields;
    return std::equal(fields.begin(), fields.end(), others.begin(), others.end(),
                      [&](const FieldType& x, const FieldType& y) { return equal(in_a, x, in_b, y); });
  }
  bool equal_members(const DefType& a, const DefType& b) const {
    const auto& supers = a.sub.supers;
    const auto& others = b.sub.supers;
    return a.sub.final == b.sub.final && equal(a, a.sub.comp, b, b.sub.comp) &&
           std::equal(supers.begin(), supers.end(), others.begin(), others.end(),
                      [&](HeapType x, HeapType y) { return equal(a, x, b, y); });
  }
  bool equal(const DefType& a, const DefType& b) const {
    if (a.group_size != b.group_size || a.id - a.group_first != b.id - b.group_first) return false;
    for (Index i = 0; i < a.group_size; ++i) {
      if (!equal_members(*store_.def_type(a.group_first + i), *store_.def_type(b.group_first + i))) return false;
    }
    return true;
  }
  bool match(const DefType& a, const DefType& b) const {
    return equal(a, b) || std::any_of(a.sub.supers.begin(), a.sub.supers.end(),
                                      [&](HeapType super) { return match(*store_.def_type(super), b); });
  }

  // --- heap types. spec: valid/matching, Heap Types

  // The rules one by one: whether `a` matches `b` for all types of one hierarchy.
  static bool match_abstract(HeapKind a, HeapKind b) {
    using enum HeapKind;
    if (a == b) return true;
    switch (b) {
      case any: return a == eq || a == i31 || a == struct_ || a == array || a == none;
      case eq: return a == i31 || a == struct_ || a == array || a == none;
      case i31:
      case struct_:
      case array: return a == none;
      case func: return a == nofunc;
      case extern_: return a == noextern;
      case exn: return a == noexn;
      default: return false;
    }
  }
  static HeapKind kind_above(const DefType& type) {
    return std::holds_alternative<FuncType>(type.sub.comp)     ? HeapKind::func
           : std::holds_alternative<StructType>(type.sub.comp) ? HeapKind::struct_
                                                               : HeapKind::array;
  }
  bool match(HeapType a, HeapType b) const {
    const DefType* const def = a.kind == HeapKind::def_type ? store_.def_type(a) : nullptr;
    const DefType* const other = b.kind == HeapKind::def_type ? store_.def_type(b) : nullptr;
    if (def && other) return match(*def, *other);
    if (def) return match_abstract(kind_above(*def), b.kind);
    if (other) return a.kind == (kind_above(*other) == HeapKind::func ? HeapKind::nofunc : HeapKind::none);
    return match_abstract(a.kind, b.kind);
  }
  bool match(RefType a, RefType b) const { return (!a.nullable || b.nullable) && match(a.heap, b.heap); }
  bool match(ValType a, ValType b) const {
    if (a.kind != b.kind) return false;
    return !a.is_ref() || match(a.ref(), b.ref());
  }

  // --- external types. spec: valid/matching, External Types; Subtyping.md

  static bool match(const Limits& a, const Limits& b) {
    return a.min >= b.min && (!b.max || (a.max && *a.max <= *b.max));
  }
  bool match(ExternFunc a, ExternFunc b) const { return match(*a.type, *b.type); }
  bool match(ExternTag a, ExternTag b) const { return match(*a.type, *b.type) && match(*b.type, *a.type); }
  bool match(const TableType& a, const TableType& b) const {
    return a.addr == b.addr && match(a.limits, b.limits) && match(a.elem, b.elem) && match(b.elem, a.elem);
  }
  bool match(const MemoryType& a, const MemoryType& b) const {
    return a.addr == b.addr && a.shared == b.shared && a.page_size_log2 == b.page_size_log2 &&
           match(a.limits, b.limits);
  }
  bool match(const GlobalType& a, const GlobalType& b) const {
    return a.mut == b.mut && match(a.val, b.val) && (!a.mut || match(b.val, a.val));
  }
  // Each of `expected` is there, and matches.
  bool match(const ExternTypeMap& found, const ExternTypeMap& expected) const {
    const auto& entries = found.entries();
    return std::all_of(expected.entries().begin(), expected.entries().end(), [&](const auto& wanted) {
      return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
        return entry.name == wanted.name && match(entry.type, wanted.type);
      });
    });
  }
  bool match(ExternInstance a, ExternInstance b) const { return match(a.type->exports, b.type->exports); }
  bool match(ExternModule a, ExternModule b) const {
    return match(b.type->imports, a.type->imports) && match(a.type->exports(), b.type->exports());
  }

  const TypeStore& store_;
};

}  // namespace

bool naively_matches(const TypeStore& store, const ExternType& a, const ExternType& b) {
  return Naive(store).match(a, b);
}

}  // namespace modlink::fuzz
