// Matching: one function per judgement `A <= B`. spec: valid/matching; Subtyping.md; D16
//
// Takes closed types of one store. Used by validation, by `instantiate`, by the host's linking and by tools.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "validator/type_store.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink {

bool match_heap_type(const TypeStore& store, HeapType a, HeapType b);
bool match_ref_type(const TypeStore& store, RefType a, RefType b);
bool match_val_type(const TypeStore& store, ValType a, ValType b);
bool match_storage_type(const TypeStore& store, const StorageType& a, const StorageType& b);
bool match_result_type(const TypeStore& store, const ResultType& a, const ResultType& b);
bool match_func_type(const TypeStore& store, const FuncType& a, const FuncType& b);
bool match_comp_type(const TypeStore& store, const CompType& a, const CompType& b);
// The top of the hierarchy that a heap type belongs to. spec: valid/matching, Heap Types
HeapType top_heap_type(const TypeStore& store, HeapType type);
// What is left of `a` after a cast to `b` has failed. spec: valid/conventions, "type difference"
RefType diff_ref_type(RefType a, RefType b);
bool match_limits(const Limits& a, const Limits& b);
bool match_table_type(const TypeStore& store, const TableType& a, const TableType& b);
bool match_memory_type(const MemoryType& a, const MemoryType& b);
bool match_global_type(const TypeStore& store, const GlobalType& a, const GlobalType& b);

// What comparing has cost, in imports and exports looked at, and what it may cost: one for all of a module's
// validation, one for all imports that are bound. Types can be made that have as many pairs of parts as the product of
// their sizes.
struct MatchEffort {
  ImplementationLimit limit = ImplementationLimits().type_comparisons;
  std::uint64_t spent = 0;
  // Throws LimitExceeded above the limit, without a position.
  void spend(std::uint64_t more);
};

// Remembers results in `store`, so that types with much in common are compared once. Takes no native stack however deep
// the types are. Throws LimitExceeded if `effort` does.
bool match_extern_type(TypeStore& store, const ExternType& a, const ExternType& b, MatchEffort& effort);

// Why `found <= expected` does not hold: the first difference, with the way to it.
struct Mismatch {
  std::vector<std::string> path;  // `export "malloc"`, `import "libc"`, …, outermost first
  std::string rule;               // the spec's rule that failed, for example "matching/functions"
  std::string expected;           // in text format; "nothing"-like phrases where something is missing
  std::string found;
  bool missing = false;  // the last name of the path does not exist in what was found
  // "export \"malloc\": expected (func (param i32) (result i32)), found (func (param i64) (result i32))", with the
  // path's elements joined by " → ".
  std::string to_string() const;
};
// Throws LimitExceeded if `effort` does.
std::optional<Mismatch> explain_mismatch(TypeStore& store, const ExternType& found, const ExternType& expected,
                                         MatchEffort& effort);

// Types in text format, bounded in length: deep or wide types are abbreviated with `…`.
std::string to_string(const TypeStore& store, ValType type);
std::string to_string(const TypeStore& store, const ResultType& type);  // "[i32 (ref null func)]"
std::string to_string(const TypeStore& store, const FuncType& type);    // "(func (param i32) (result i32))"
std::string to_string(const TypeStore& store, const ExternType& type);

}  // namespace modlink
