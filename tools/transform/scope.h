// Changes of a module's index spaces, wherever they are named. spec: syntax/modules, Indices; Explainer, "Nested
// Modules"
#pragma once

#include <optional>
#include <vector>

#include "validator/renumber.h"
#include "wast/syntax/module.h"

namespace modlink::transform {

// The import, if `definition` imports a whole module by one name: what stands for a file.
const Import* module_import(const Definition& definition);
// Whether `definition` is a type or an outer alias of one: takes an index of a type.
bool is_type(const Definition& definition);
// Whether `definition` takes an index in the module index space.
bool is_module(const Definition& definition);

// How many indices of modules the definitions take.
Index count_modules(const std::vector<Definition>& definitions);

// Replaces the indices of `module`'s own scope by `map` of them: in its definitions, its code, its names, and where its
// nested modules and its types name them by outer aliases. Outer aliases of what lies outside of `module` stay.
void renumber_scope(Module& module, const IndexMap& map);

// The outer aliases in a module and in all that is nested in it: `f(alias, level)`, where an alias of depth `level`
// means `module` itself, and of a greater depth something outside of it. Those directly in `module` have level -1,
// those in its types and its nested modules 0, and so on.
using OuterAliasVisitor = std::function<void(OuterAlias& alias, int level)>;
void for_each_outer_alias(Module& module, const OuterAliasVisitor& f);

// Whether `module`, or a module nested in it, has zero-level exports (D3), which mean every export of an instance and
// would mean others once the instance has another type.
bool has_zero_level_exports(const Module& module);

// The custom sections keep their places among the definitions: `positions[i]` is where definition i is now, or
// nothing if it is gone.
void move_customs(Module& module, const std::vector<std::optional<std::size_t>>& positions);

}  // namespace modlink::transform
