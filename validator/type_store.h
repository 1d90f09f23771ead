// Canonical types: hash-consed, so that two types are equal iff they are the same object, across modules and through
// outer aliases. spec: valid/conventions, Defined Types, Rolling and Unrolling; valid/matching; D18
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wast/syntax/types.h"

namespace modlink {

// A closed defined type: the concrete heap types in it are all `def_type` with ids of the same store. Members of a
// recursive group refer to each other in the same way. Lives as long as its store; its address is its identity.
struct DefType {
  Index id = 0;
  Index group_first = 0;  // the ids of its recursive group: the first one, and how many
  Index group_size = 1;
  SubType sub;
  bool defaultable = true;  // of a struct or array type: whether all fields have default values
  // The chain of supertypes from the root down to this type itself, for constant-time subtype checks.
  std::vector<const DefType*> display;

  // Null when the type is not a function type.
  const FuncType* func() const { return std::get_if<FuncType>(&sub.comp); }
};

// Whether `sub` is `super` or declares it as a (transitive) supertype. spec: valid/matching, Defined Types
inline bool is_sub_type(const DefType* sub, const DefType* super) {
  const std::size_t depth = super->display.size();
  return sub == super || (sub->display.size() > depth && sub->display[depth - 1] == super);
}

struct ModuleType;
struct InstanceType;

// spec: syntax/types, External Types; Explainer, "Module and Instance Types". In the order of ExternKind.
// That of a function or a tag: a defined type.
template <ExternKind kind>
struct ExternDef {
  const DefType* type;
  friend bool operator==(ExternDef, ExternDef) = default;
};
using ExternFunc = ExternDef<ExternKind::func>;
using ExternTag = ExternDef<ExternKind::tag>;
struct ExternModule {
  const ModuleType* type;
  friend bool operator==(ExternModule, ExternModule) = default;
};
struct ExternInstance {
  const InstanceType* type;
  friend bool operator==(ExternInstance, ExternInstance) = default;
};

// The external types of a kind: a defined type, unless the kind has types of its own.
template <IndexSpace space>
struct ExternTypeOf : std::type_identity<ExternDef<*kind_of(space)>> {};
template <>
struct ExternTypeOf<IndexSpace::table> : std::type_identity<TableType> {};
template <>
struct ExternTypeOf<IndexSpace::memory> : std::type_identity<MemoryType> {};
template <>
struct ExternTypeOf<IndexSpace::global> : std::type_identity<GlobalType> {};
template <>
struct ExternTypeOf<IndexSpace::module> : std::type_identity<ExternModule> {};
template <>
struct ExternTypeOf<IndexSpace::instance> : std::type_identity<ExternInstance> {};

using ExternType = PerExternKind<ExternTypeOf>;

// A map from names to types that keeps the order of insertion.
class ExternTypeMap {
 public:
  struct Entry {
    Name name;
    ExternType type;
    friend bool operator==(const Entry&, const Entry&) = default;
  };

  // False, and no change, if the name is there already.
  bool insert(Name name, ExternType type);
  // Replaces the type of a name that is there (an implicit instance import that gains a field).
  void replace(const Name& name, ExternType type);
  const ExternType* find(std::string_view name) const;            // constant time; null if absent
  const std::vector<Entry>& entries() const { return entries_; }  // in order
  std::size_t size() const { return entries_.size(); }
  friend bool operator==(const ExternTypeMap& a, const ExternTypeMap& b) { return a.entries_ == b.entries_; }

 private:
  struct Slot {
    Index position;  // in `entries_`, or no_position
    Index hash;      // of the name there
  };

  // Where a name is in `entries_`, or no_position. `hash` is what it hashes to, once there are slots.
  Index position(std::string_view name, Index hash) const;
  Index hash(std::string_view name) const;
  void add_slot(Slot slot);
  void grow();
  void make_slots();

  std::vector<Entry> entries_;
  std::vector<Slot> slots_;  // an open hash table, once there are more than a few entries
};

// At least the number of distinct module and instance types that one of them is made of, itself included: 1 and the
// bounds of its parts, until it has been counted. Copies like a number.
class NodeBound {
 public:
  NodeBound(std::uint64_t value = 1) : value_(value) {}
  NodeBound(const NodeBound& other) : value_(other.get()) {}
  NodeBound& operator=(const NodeBound& other) {
    value_.store(other.get(), std::memory_order_relaxed);
    return *this;
  }
  std::uint64_t get() const { return value_.load(std::memory_order_relaxed); }
  void tighten(std::uint64_t counted) const { value_.store(counted, std::memory_order_relaxed); }

 private:
  mutable std::atomic<std::uint64_t> value_;
};

// `{ imports, exports }`. spec: Explainer, "Module and Instance Types"
struct ModuleType {
  Index id = 0;
  ExternTypeMap imports;                   // elaborated: one level (D7)
  const InstanceType* instance = nullptr;  // what instantiating such a module gives: its exports
  NodeBound nodes;

  const ExternTypeMap& exports() const;
};

// `{ exports }`
struct InstanceType {
  Index id = 0;
  ExternTypeMap exports;
  NodeBound nodes;
};

inline const ExternTypeMap& ModuleType::exports() const { return instance->exports; }

// The number of distinct module and instance types that `type` is made of. Stops counting above `limit`. Adds to
// `work` the number of imports and exports it looked at.
std::uint64_t count_nodes(const ExternType& type, std::uint64_t limit, std::uint64_t& work);

// How long a chain of declared supertypes may be: as in the core language's JavaScript embedding.
inline constexpr std::size_t max_sub_type_depth = 63;

// Owns canonical types. Thread-safe: any number of threads may intern and look up at the same time. Nothing in it is
// ever removed or moved; dropping the last user frees everything.
class TypeStore {
 public:
  TypeStore();
  ~TypeStore();
  TypeStore(const TypeStore&) = delete;
  TypeStore& operator=(const TypeStore&) = delete;

  // Interns a recursive group whose members refer to each other by `rec_index` and to all other types by `def_type`.
  // Returns its members' canonical types. Each type has at most one declared supertype, which comes before it and is
  // less than `max_sub_type_depth` deep.
  std::vector<const DefType*> intern(RecType group);
  // A final function type in a group of its own.
  const DefType* intern(const FuncType& type);
  const ModuleType* intern_module(ExternTypeMap imports, ExternTypeMap exports);
  const InstanceType* intern_instance(ExternTypeMap exports);

  const DefType* def_type(Index id) const;
  const DefType* def_type(HeapType heap) const { return def_type(heap.index); }  // a `def_type` heap type

  // Results of comparisons of module and instance types already made (D18), by ids; see match.h.
  enum class Memo : std::uint8_t { unknown, matches, differs };
  Memo memo(ExternKind kind, Index sub, Index super) const;
  void set_memo(ExternKind kind, Index sub, Index super, bool matches);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

using TypeStorePtr = std::shared_ptr<TypeStore>;

}  // namespace modlink
