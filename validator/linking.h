// Validation of imports, aliases, nested modules and instances. spec: Explainer, "Proposed Additions"; Binary.md
#pragma once

#include "validator/context.h"
#include "wast/syntax/hash.h"

namespace modlink::validator {

// A module in the course of validation. The index spaces are in `context` until the end.
struct ModuleState {
  Context context;
  ValidModule& result;

  // What a first walk over types and imports found, in the order of the definitions.
  std::vector<ExternType> import_types;
  std::vector<Index> types_before_modules;  // for each nested module, how many types came before it
  ExternTypeMap imports;                    // elaborated

  // How many of those the second walk has used.
  std::size_t next_import = 0;
  std::size_t next_module = 0;
  std::size_t instance_defs = 0;
  HashMapByName<Index> implied_instances;  // of two-level imports: index spaces by module name (D7)
};

// Validates a module that stands in `parent` (null for an outermost one).
ValidModulePtr validate_module(Module&& module, const TypeStorePtr& store, const Context& outermost,
                               const Context* parent, Index visible_types);

// Appends to the index space of `type`'s kind. Throws LimitExceeded or, for more than one table or memory where that
// is a feature that is off, Invalid.
void append(Context& context, const ExternType& type, Pos pos);

// What is at an index. Throws Invalid "unknown function 3" and the like.
ExternType extern_type(const Context& context, ExternKind kind, Index index, Pos pos);

// Each checks one initial definition and appends what it brings to the index spaces and to the steps.
void check_import(ModuleState& state, const Import& import);
void check_alias(ModuleState& state, const Alias& alias);
void check_nested_module(ModuleState& state, NestedModule& nested);  // moves the module out of its Box
void check_instance(ModuleState& state, const Instance& instance);

}  // namespace modlink::validator
