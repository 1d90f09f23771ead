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
    throw LimitExceeded(func.at.pos, "too many locals: " + std::to_string(total) + ", the limit is " +
                                         std::to_string(context.limits.locals) + context.limits.locals.hint());
  }
  for (const ValType param : type.params) append(1, param);
  params_ = count_;
  for (const LocalRun& run : func.locals) append(run.count, context.close(run.type, func.at.pos));
}

void Locals::append(std::uint32_t count, ValType type) {
  for (Index i = count_; i < std::min<std::size_t>(count_ + count, written_out); ++i) first_[i] = type;
  count_ += count;
  if (!runs_.empty() && runs_.back().type == type) {
    runs_.back().end = count_;
  } else {
    runs_.push_back({count_, type});
  }
}

ValType Locals::find(Index index) const {
  const auto after = [](Index i, const Run& run) { return i < run.end; };
  return std::upper_bound(runs_.begin(), runs_.end(), index, after)->type;
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
