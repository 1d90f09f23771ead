// How many operands and results the functions and types of a module have. spec: text/instructions, Folded Instructions
#include "tools/inspect/arities.h"

#include "wast/syntax/stack.h"

namespace modlink::inspect {

namespace {

text::Arity arity_of(const DefType& type) {
  if (const FuncType* func = type.func()) {
    return {static_cast<std::uint32_t>(func->params.size()), static_cast<std::uint32_t>(func->results.size())};
  }
  const auto* structure = std::get_if<StructType>(&type.sub.comp);
  return {structure ? static_cast<std::uint32_t>(structure->fields.size()) : 1, 0};
}

}  // namespace

text::Arities arities_of(const ValidModule& module) {
  require_stack(module.module.at.pos);
  text::Arities result;
  for (const TypeEntry& entry : module.types) {
    const auto* type = std::get_if<const DefType*>(&entry);
    result.types.push_back(type ? arity_of(**type) : text::Arity{});
  }
  for (const DefType* func : module.funcs) result.funcs.push_back(arity_of(*func));
  for (const DefType* tag : module.tags) result.tags.push_back(arity_of(*tag));
  for (const NestedModuleStep& nested : steps_of<NestedModuleStep>(module.steps)) {
    result.modules.push_back(arities_of(*nested.code));
  }
  return result;
}

}  // namespace modlink::inspect
