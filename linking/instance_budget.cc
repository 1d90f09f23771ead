// How many instances may come of one module, and how large ones. spec: appendix/implementation, Execution
#include "linking/instance_budget.h"

#include <string>

namespace modlink {
namespace {

std::uint64_t count_definitions(const ValidModule& code) {
  std::uint64_t count = code.exports.size();
  for (const IndexSpace space : all_index_spaces) {
    if (space != IndexSpace::type) count += code.size(space);
  }
  return count;
}

}  // namespace

void Account::fail(Pos pos) const {
  throw LimitExceeded(pos, "more than " + std::to_string(limit_.value()) + " " + meaning_ + limit_.hint());
}

InstanceBudget::InstanceBudget(const ImplementationLimits& limits)
    : instances_(limits.instantiations, "instances created by one instantiation"),
      definitions_(limits.instantiated_definitions, "definitions of the instances created by one instantiation") {}

void InstanceBudget::charge(const ValidModule& code, std::size_t args, Pos pos) {
  instances_.take(1, pos);
  definitions_.take(args, pos);
  if (!begun_.insert(&code).second) definitions_.take(count_definitions(code), pos);
}

}  // namespace modlink
