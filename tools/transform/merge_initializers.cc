// The functions that initialize modules, which the host has to call. spec: WASI, "Application ABI"
#include "tools/transform/merge_initializers.h"

namespace modlink::transform {

namespace {

bool exports_procedure(const MergeInput& input, const Name& name) {
  const ExternType* const type = input.valid->module_type().exports().find(name);
  return type && is_procedure(*type);
}

// The input whose export it is, if that is its `_initialize`.
const std::size_t* initialized_by(const MergePlan& plan, const MergePlan::Supply& supply) {
  if (supply.from == MergePlan::From::host || supply.export_name != initialize_name) return nullptr;
  return supply.from == MergePlan::From::later ? &plan.later[supply.index].input : &supply.index;
}

}  // namespace

bool is_procedure(const ExternType& type) {
  const auto* const func = std::get_if<ExternFunc>(&type);
  return func && *func->type->func() == FuncType{};
}

std::vector<bool> find_initialized(const std::vector<MergeInput>& inputs, const MergePlan& plan) {
  std::vector<bool> result;
  for (const MergeInput& input : inputs) {
    const bool is_program = input.valid->module_type().exports().find(start_name) != nullptr;
    result.push_back(!is_program && exports_procedure(input, initialize_name));
  }
  for (std::size_t importer = 0; importer < inputs.size(); ++importer) {
    for (const MergePlan::Argument& argument : plan.arguments[importer]) {
      for (const MergePlan::Supply& supply : argument.supplies) {
        if (const std::size_t* const input = initialized_by(plan, supply)) result[*input] = false;
      }
    }
  }
  return result;
}

}  // namespace modlink::transform
