// Validation of types. spec: valid/types; Binary.md, "Type Section updates"; Explainer, "Module and Instance Types"
//
// Each function checks a type as written and gives its closed, canonical form. Throws Invalid or LimitExceeded.
#pragma once

#include "validator/context.h"
#include "wast/syntax/linking.h"

namespace modlink::validator {

// spec: valid/types, Limits, Table Types, Memory Types
void check_limits(const TableType& type, Pos pos);
void check_limits(const MemoryType& type, Pos pos);
TableType check_table_type(const Context& context, const TableType& type, Pos pos);
MemoryType check_memory_type(const MemoryType& type, Pos pos);
GlobalType check_global_type(const Context& context, const GlobalType& type, Pos pos);
const DefType* check_func_type(const Context& context, Index type, Pos pos);
const DefType* check_tag_type(const Context& context, Index type, Pos pos);
// An import or export description.
ExternType check_extern_type(const Context& context, const ExternDesc& desc, Pos pos);

// A module or instance type: its definitions see only each other and, by outer aliases, `context`.
TypeEntry check_linking_type(const Context& context, const LinkingType& type, Pos pos);

// These two append to the types of `context`.
void check_type_def(Context& context, const TypeDef& def);
void check_outer_type(Context& context, const OuterAlias& alias);

// The enclosing scope that an outer alias means: depth 0 is the innermost one (D5).
struct OuterScope {
  const Context* context;
  std::size_t visible_types;  // only those before the nested module
};
OuterScope outer_scope(const Context& context, const OuterAlias& alias);

// Adds the exports of an instance type, as a zero-level export of it does (D3). Throws if one is there already.
void add_exports(const Context& context, ExternTypeMap& exports, const InstanceType& type, Pos pos);

// Interned types, of at most `type_nodes` distinct nodes (D19).
const ModuleType* make_module_type(const Context& context, ExternTypeMap imports, ExternTypeMap exports, Pos pos);
const InstanceType* make_instance_type(const Context& context, ExternTypeMap exports, Pos pos);

// Throws LimitExceeded if `count` is above `limit`, for example "too many types: more than 1000000".
void check_limit(std::uint64_t count, const ImplementationLimit& limit, Pos pos, const char* what);

}  // namespace modlink::validator
