// The context of validation. spec: valid/conventions, Contexts
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "validator/copy_budget.h"
#include "validator/match.h"
#include "validator/valid_module.h"
#include "wast/syntax/error.h"
#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink::validator {

// What one validation has spent, over all nested modules and types: written types can name each other so that what they
// stand for is far larger than what is written.
struct Effort {
  std::uint64_t nodes_counted = 0;     // imports and exports looked at to count the nodes of types
  std::uint64_t expanded_exports = 0;  // by zero-level exports
  std::uint64_t modules = 0;           // nested ones
  MatchEffort matching;
  std::uint64_t list_operands = 0;                         // of long lists of operands; see OperandStack
  CopyBudget copies{ImplementationLimits().copied_bytes};  // by zero-level exports
};

// What a module's definitions may refer to. Index spaces grow as initial definitions are checked, so that each sees
// just those before it. Types are closed. Locals, labels and the operand stack belong to the check of one function
// and live there.
struct Context : ClosedTypes {
  Context(const Features& features, const ImplementationLimits& limits, TypeStore& store)
      : features(features), limits(limits), store(store) {}

  const Features& features;
  const ImplementationLimits& limits;
  TypeStore& store;
  const Context* parent = nullptr;      // the enclosing module or type, for outer aliases (D5)
  std::vector<Index> refs{};            // functions that occur outside of function bodies and `start`, sorted
  Index first_own_global = UINT32_MAX;  // those before it are imported or aliased

  Effort* effort = nullptr;
  std::size_t jobs = 1;                                          // how many threads there may be
  bool has_code = true;                                          // whether bodies of functions are looked at
  std::vector<const InstanceType*>* zero_level_types = nullptr;  // of the module's; see ValidModule
  Index visible_parent_types = UINT32_MAX;                       // see NestedModule::visible_types
  Index module_depth = 0;                                        // how many modules enclose this one
  const Names* names = nullptr;                                  // the module's, for messages
  Index type_depth = 0;  // of a type's scope: how many types of the same module enclose its entries

  // Lookups throw Invalid "unknown <kind> <index>" at `pos`, or with the name of what is defined later.
  template <IndexSpace space>
  const auto& at(SpaceConstant<space> constant, Index index, Pos pos) const {
    const auto& items = of(constant);
    if (index >= items.size()) fail_unknown(space, index, pos);
    return items[index];
  }
  const TypeEntry& type(Index index, Pos pos) const { return at(SpaceConstant<IndexSpace::type>(), index, pos); }
  const DefType* def_type(Index index, Pos pos) const;    // also Invalid if it is a module or instance type
  const FuncType& func_type(Index index, Pos pos) const;  // also Invalid if it is no function type
  const StructType& struct_type(Index index, Pos pos) const;
  const ArrayType& array_type(Index index, Pos pos) const;
  const ModuleType* module_type(Index index, Pos pos) const;
  const InstanceType* instance_type(Index index, Pos pos) const;
  const FuncType& func(Index index, Pos pos) const { return *func_def_type(index, pos)->func(); }
  const DefType* func_def_type(Index index, Pos pos) const { return at(SpaceConstant<IndexSpace::func>(), index, pos); }
  const TableType& table(Index index, Pos pos) const { return at(SpaceConstant<IndexSpace::table>(), index, pos); }
  const MemoryType& memory(Index index, Pos pos) const { return at(SpaceConstant<IndexSpace::memory>(), index, pos); }
  const GlobalType& global(Index index, Pos pos) const { return at(SpaceConstant<IndexSpace::global>(), index, pos); }
  const DefType* tag(Index index, Pos pos) const { return at(SpaceConstant<IndexSpace::tag>(), index, pos); }
  const ModuleType* module(Index index, Pos pos) const { return at(SpaceConstant<IndexSpace::module>(), index, pos); }
  const InstanceType* instance(Index index, Pos pos) const {
    return at(SpaceConstant<IndexSpace::instance>(), index, pos);
  }
  RefType elem(Index index, Pos pos) const { return at(SpaceConstant<IndexSpace::elem>(), index, pos); }
  void data(Index index, Pos pos) const { at(SpaceConstant<IndexSpace::data>(), index, pos); }

  // Checks a type of the abstract syntax and closes it: every `type_index` becomes a `def_type`.
  ValType close(ValType type, Pos pos) const;
  RefType close(RefType type, Pos pos) const;
  HeapType close(HeapType type, Pos pos) const;

  // Closed types in messages: the module's own by name or index.
  std::string describe(ValType type) const;
  std::string describe(const ResultType& type) const;
  std::string describe(const FuncType& type) const;
  // A definition of the module: `$f`, or `3` if it has no name.
  std::string called(IndexSpace space, Index index) const;
  // Throws Invalid "unknown <kind> <index>" at `pos`, and `why` behind it.
  [[noreturn]] void fail_unknown(IndexSpace space, Index index, Pos pos, const char* why = "") const;

 private:
  const NameMap* type_names() const { return names ? &(*names)[IndexSpace::type] : nullptr; }
  [[noreturn]] void fail_type(Index index, Pos pos, const char* expected) const;
};

// The only form of check: throws Invalid at `pos` unless `condition` holds.
inline void require(bool condition, Pos pos, std::string_view message) {
  if (!condition) throw Invalid(pos, std::string(message));
}

// Unless the feature is on, `condition` has to hold.
inline void require_feature(const Features& features, Feature feature, bool condition, Pos pos,
                            std::string_view message) {
  if (!condition && !features.has(feature)) throw Invalid(pos, std::string(message) + ": " + needs(feature));
}

}  // namespace modlink::validator
