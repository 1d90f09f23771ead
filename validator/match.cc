// Matching of core types, and of module and instance types. spec: valid/matching; Subtyping.md; D16, D18
#include "validator/match.h"

#include <algorithm>
#include <unordered_set>

#include "validator/mismatch.h"
#include "wast/syntax/error.h"
#include "wast/syntax/hash.h"
#include "wast/syntax/type_tables.h"

namespace modlink {

namespace {

// The abstract heap type right above a defined type.
HeapKind super_of(const DefType& type) {
  if (type.func()) return HeapKind::func;
  return std::holds_alternative<StructType>(type.sub.comp) ? HeapKind::struct_ : HeapKind::array;
}

// spec: valid/matching, Heap Types
bool match_abstract(HeapKind a, HeapKind b) {
  if (a == b) return true;
  if (!is_abstract(a) || !is_abstract(b)) return false;
  if (a == info(b).bottom) return true;
  while (info(a).super != a) {
    a = info(a).super;
    if (a == b) return true;
  }
  return false;
}

bool match_field_type(const TypeStore& store, const FieldType& a, const FieldType& b) {
  return a.mut == b.mut && match_storage_type(store, a.storage, b.storage) &&
         (!a.mut || match_storage_type(store, b.storage, a.storage));
}

// Compares a pair of module or instance types and all pairs of parts that follow from it. Matching is a conjunction, so
// the pairs can be taken in any order, from a list: no recursion however deep the types are, and each pair once.
class Matcher {
 public:
  Matcher(TypeStore& store, MatchEffort& effort) : store_(store), effort_(effort) {}

  // Nothing if `a` matches `b`; otherwise the first difference in the order of the expected type.
  std::optional<Difference> run(const ExternType& a, const ExternType& b) {
    std::optional<Difference> difference = compare(a, b, no_pair);
    while (!difference && !open_.empty()) {
      const std::size_t index = open_.back();
      open_.pop_back();
      difference = expand(index);
    }
    remember(difference);
    return difference;
  }

  // The way from the root to where `difference` is.
  std::vector<Step> path(const Difference& difference) const {
    std::vector<Step> result;
    if (difference.step.name) result.push_back(difference.step);
    for (std::size_t pair = difference.pair; pair != no_pair; pair = pairs_[pair].parent) {
      if (pairs_[pair].step.name) result.push_back(pairs_[pair].step);
    }
    std::reverse(result.begin(), result.end());
    return result;
  }

 private:
  static constexpr std::size_t no_pair = SIZE_MAX;
  static constexpr std::uint64_t pair_cost = 8;  // in entries of a map of types, by time and by memory

  struct Pair {
    ExternType a;
    ExternType b;
    std::size_t parent;
    Step step;  // from the parent to here
  };

  std::optional<Difference> compare(const ExternType& a, const ExternType& b, std::size_t parent, Step step = {}) {
    if (a.index() != b.index()) return Difference{parent, step, &a, &b};
    const ExternKind kind = kind_of(a);
    if (kind != ExternKind::module && kind != ExternKind::instance) {
      if (match_core(a, b)) return std::nullopt;
      return Difference{parent, step, &a, &b};
    }
    if (a != b && !known_to_match(kind, a, b)) push({a, b, parent, step});
    return std::nullopt;
  }

  bool match_core(const ExternType& a, const ExternType& b) const {
    if (const auto* func = std::get_if<ExternFunc>(&a)) return is_sub_type(func->type, std::get<ExternFunc>(b).type);
    if (const auto* table = std::get_if<TableType>(&a)) return match_table_type(store_, *table, std::get<TableType>(b));
    if (const auto* memory = std::get_if<MemoryType>(&a)) return match_memory_type(*memory, std::get<MemoryType>(b));
    if (const auto* global = std::get_if<GlobalType>(&a)) {
      return match_global_type(store_, *global, std::get<GlobalType>(b));
    }
    return a == b;  // tags: equal in both directions
  }

  static Index id(const ExternType& type) {
    if (const auto* module = std::get_if<ExternModule>(&type)) return module->type->id;
    return std::get<ExternInstance>(type).type->id;
  }

  bool known_to_match(ExternKind kind, const ExternType& a, const ExternType& b) {
    const std::uint64_t key = std::uint64_t{id(a)} << 32 | id(b);
    auto& seen = kind == ExternKind::module ? seen_modules_ : seen_instances_;
    if (seen.count(key)) return true;  // compared elsewhere in this run
    if (store_.memo(kind, id(a), id(b)) == TypeStore::Memo::matches) return true;
    seen.insert(key);
    return false;
  }

  void push(Pair pair) {
    effort_.spend(pair_cost);
    open_.push_back(pairs_.size());
    pairs_.push_back(std::move(pair));
  }

  // Compares the parts of a pair. Core parts at once; the rest goes on the list, the first part on top.
  std::optional<Difference> expand(std::size_t index) {
    const std::size_t first = open_.size();
    const ExternType a = pairs_[index].a;
    const ExternType b = pairs_[index].b;
    std::optional<Difference> difference;
    if (const auto* module = std::get_if<ExternModule>(&a)) {
      const ModuleType& expected = *std::get<ExternModule>(b).type;
      // Contravariant: what the expected type supplies must match what the found one requires.
      difference = match_externs(expected.imports, module->type->imports, index, ExternSide::import);
      if (!difference)
        difference = match_externs(module->type->exports(), expected.exports(), index, ExternSide::export_);
    } else {
      difference = match_externs(std::get<ExternInstance>(a).type->exports, std::get<ExternInstance>(b).type->exports,
                                 index, ExternSide::export_);
    }
    std::reverse(open_.begin() + static_cast<std::ptrdiff_t>(first), open_.end());
    return difference;
  }

  std::optional<Difference> match_externs(const ExternTypeMap& a, const ExternTypeMap& b, std::size_t parent,
                                          ExternSide side) {
    effort_.spend(b.size());
    for (const auto& [name, expected] : b.entries()) {
      const ExternType* found = a.find(name);
      if (!found) return Difference{parent, {side, &name}, nullptr, &expected};
      if (auto difference = compare(*found, expected, parent, {side, &name})) return difference;
    }
    return std::nullopt;
  }

  // If all matched, so did every pair; otherwise those on the way to the difference did not.
  void remember(const std::optional<Difference>& difference) {
    if (!difference) {
      for (const Pair& pair : pairs_) store_.set_memo(kind_of(pair.a), id(pair.a), id(pair.b), true);
      return;
    }
    for (std::size_t pair = difference->pair; pair != no_pair; pair = pairs_[pair].parent) {
      store_.set_memo(kind_of(pairs_[pair].a), id(pairs_[pair].a), id(pairs_[pair].b), false);
    }
  }

  TypeStore& store_;
  MatchEffort& effort_;
  std::vector<Pair> pairs_;
  std::vector<std::size_t> open_;
  std::unordered_set<std::uint64_t, WordHash> seen_modules_;
  std::unordered_set<std::uint64_t, WordHash> seen_instances_;
};

bool known_to_differ(const TypeStore& store, const ExternType& a, const ExternType& b) {
  if (a.index() != b.index()) return true;
  if (const auto* module = std::get_if<ExternModule>(&a)) {
    return store.memo(ExternKind::module, module->type->id, std::get<ExternModule>(b).type->id) ==
           TypeStore::Memo::differs;
  }
  if (const auto* instance = std::get_if<ExternInstance>(&a)) {
    return store.memo(ExternKind::instance, instance->type->id, std::get<ExternInstance>(b).type->id) ==
           TypeStore::Memo::differs;
  }
  return false;
}

}  // namespace

bool match_heap_type(const TypeStore& store, HeapType a, HeapType b) {
  if (a == b || a.kind == HeapKind::bot) return true;
  if (a.kind == HeapKind::def_type) {
    const DefType* sub = store.def_type(a);
    return b.kind == HeapKind::def_type ? is_sub_type(sub, store.def_type(b)) : match_abstract(super_of(*sub), b.kind);
  }
  if (b.kind == HeapKind::def_type) return a.kind == info(super_of(*store.def_type(b))).bottom;
  return match_abstract(a.kind, b.kind);
}

bool match_ref_type(const TypeStore& store, RefType a, RefType b) {
  return (b.nullable || !a.nullable) && match_heap_type(store, a.heap, b.heap);
}

bool match_val_type(const TypeStore& store, ValType a, ValType b) {
  if (a == b || a.kind == ValKind::bot) return true;
  return a.is_ref() && b.is_ref() && match_ref_type(store, a.ref(), b.ref());
}

bool match_storage_type(const TypeStore& store, const StorageType& a, const StorageType& b) {
  if (a.index() != b.index() || !std::holds_alternative<ValType>(a)) return a == b;
  return match_val_type(store, std::get<ValType>(a), std::get<ValType>(b));
}

HeapType top_heap_type(const TypeStore& store, HeapType type) {
  if (type.kind == HeapKind::bot) return {HeapKind::any, 0};
  return {top_of(type.kind == HeapKind::def_type ? super_of(*store.def_type(type)) : type.kind), 0};
}

RefType diff_ref_type(RefType a, RefType b) { return {a.nullable && !b.nullable, a.heap}; }

bool match_result_type(const TypeStore& store, const ResultType& a, const ResultType& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](ValType x, ValType y) { return match_val_type(store, x, y); });
}

bool match_func_type(const TypeStore& store, const FuncType& a, const FuncType& b) {
  return match_result_type(store, b.params, a.params) && match_result_type(store, a.results, b.results);
}

bool match_comp_type(const TypeStore& store, const CompType& a, const CompType& b) {
  if (a.index() != b.index()) return false;
  if (const auto* func = std::get_if<FuncType>(&a)) return match_func_type(store, *func, std::get<FuncType>(b));
  if (const auto* array = std::get_if<ArrayType>(&a)) {
    return match_field_type(store, array->field, std::get<ArrayType>(b).field);
  }
  const auto& fields = std::get<StructType>(a).fields;
  const auto& expected = std::get<StructType>(b).fields;
  return fields.size() >= expected.size() &&
         std::equal(expected.begin(), expected.end(), fields.begin(),
                    [&](const FieldType& y, const FieldType& x) { return match_field_type(store, x, y); });
}

bool match_limits(const Limits& a, const Limits& b) {
  return a.min >= b.min && (!b.max || (a.max && *a.max <= *b.max));
}

bool match_table_type(const TypeStore& store, const TableType& a, const TableType& b) {
  return a.addr == b.addr && match_limits(a.limits, b.limits) && match_ref_type(store, a.elem, b.elem) &&
         match_ref_type(store, b.elem, a.elem);
}

bool match_memory_type(const MemoryType& a, const MemoryType& b) {
  return a.addr == b.addr && a.shared == b.shared && a.page_size_log2 == b.page_size_log2 &&
         match_limits(a.limits, b.limits);
}

bool match_global_type(const TypeStore& store, const GlobalType& a, const GlobalType& b) {
  return a.mut == b.mut && match_val_type(store, a.val, b.val) && (!a.mut || match_val_type(store, b.val, a.val));
}

void MatchEffort::spend(std::uint64_t more) {
  spent += more;
  if (spent <= limit) return;
  throw LimitExceeded(no_pos,
                      "too many comparisons of types: more than " + std::to_string(limit.value()) + limit.hint());
}

bool match_extern_type(TypeStore& store, const ExternType& a, const ExternType& b, MatchEffort& effort) {
  return a == b || (!known_to_differ(store, a, b) && !Matcher(store, effort).run(a, b));
}

std::optional<Mismatch> explain_mismatch(TypeStore& store, const ExternType& found, const ExternType& expected,
                                         MatchEffort& effort) {
  if (found == expected) return std::nullopt;
  Matcher matcher(store, effort);
  const auto difference = matcher.run(found, expected);
  if (!difference) return std::nullopt;
  return describe(store, *difference, matcher.path(*difference));
}

}  // namespace modlink
