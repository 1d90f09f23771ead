// The locals of a function. spec: valid/modules, Locals; appendix/algorithm
#include "validator/locals.h"

#include <algorithm>
#include <string>

#include "wast/syntax/identifiers.h"

namespace modlink::validator {

Locals::Locals(const Context& context, const FuncType& type, const Func& func, const NameMap& names) : names_(&names) {
  std::uint64_t total = type.params.size();
  for (const LocalRun& run : func.locals) total += run.count;
  if (total > context.limits.locals) {
    throw LimitExceeded(func.at.pos, "too many locals: " + std::to_string(total) + " exceed the limit of " +
                                         std::to_string(context.limits.locals) + context.limits.locals.hint());
  }
  for (const ValType param : type.params) append(1, param);
  params_ = runs_.size();
  for (const LocalRun& run : func.locals) append(run.count, context.close(run.type, func.at.pos));
}

void Locals::append(std::uint32_t count, ValType type) {
  const Index first = runs_.size();
  for (Index i = first; i < std::min<std::size_t>(first + count, written_out); ++i) first_[i] = type;
  runs_.append(count, type);
}

void Locals::note_set(Index index) {
  if (index >= set_.size()) set_.resize(index + 1);
  set_[index] = true;
  inits_.push_back(index);
}

void Locals::reset(std::size_t init_height) {
  for (; inits_.size() > init_height; inits_.pop_back()) set_[inits_.back()] = false;
}

void Locals::fail_unknown(Index index, Pos pos) { throw Invalid(pos, "unknown local " + std::to_string(index)); }

void Locals::fail_unset(Index index, Pos pos) const {
  throw Invalid(pos, "uninitialized local " + name_or_index(*names_, index));
}

}  // namespace modlink::validator
