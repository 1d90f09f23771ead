// Fields of structures, and parameters and results of functions, taken out of types, and out of the code that has them.
// spec: syntax/types, Composite Types
#pragma once

#include <variant>
#include <vector>

#include "wast/syntax/definitions.h"
#include "wast/syntax/module.h"
#include "wast/text/fold.h"

namespace modlink::shrink {

// Calls `f` with each structure, array and function type that a module itself defines, and its index.
template <class F>
void for_each_sub_type(Module& module, F f) {
  for_each_definition(module, [&](Definition& definition, const TakenIndices& taken) {
    auto* def = std::get_if<TypeDef>(&definition);
    auto* group = def ? std::get_if<RecType>(&def->def) : nullptr;
    if (!group) return;
    Index index = taken.first;
    for (SubType& type : group->sub_types) f(type, index++);
  });
}

// A field or a parameter of a type that the module itself defines; where a type extends others, the first of these that
// has it: of those that extend that one it is the same.
struct TypeMember {
  Index type = 0;
  Index number = 0;
};

// Those that no instruction of the module reads or writes.
std::vector<TypeMember> idle_members(const Module& module);

// Takes them out, and the operands of instructions that are for them. False if it cannot be said which these are.
bool remove_members(Module& module, const std::vector<TypeMember>& members, const text::Arities& arities);

// Takes the results of a function type out, as if its functions never came to their ends. Gives how many it had.
Index drop_results(Module& module, Index type);

// The same, and what is the last thing that functions of the type do, where that is there for the results. False: it
// has none.
bool remove_results(Module& module, Index type, const text::Arities& arities);

}  // namespace modlink::shrink
