// Locals of functions that do nothing. spec: syntax/modules, Functions
#include "tools/shrink/locals.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "tools/shrink/body.h"

namespace modlink::shrink {

namespace {

// By local, up to the last one that is used.
std::vector<bool> used_locals(const Expr& body) {
  std::vector<bool> used;
  for (const Instr instr : body) {
    if (info(instr.op).immediate != Immediate::local) continue;
    used.resize(std::max(used.size(), std::size_t{instr.index} + 1));
    used[instr.index] = true;
  }
  return used;
}

// Of a run that begins with `first`; there may be many that nobody uses.
std::uint32_t count_used(const std::vector<bool>& used, std::uint64_t first, std::uint32_t count) {
  const auto at = [&](std::uint64_t i) {
    return used.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(i, used.size()));
  };
  return static_cast<std::uint32_t>(std::count(at(first), at(first + count), true));
}

std::vector<LocalRun> used_runs(const Func& func, const std::vector<bool>& used, Index params) {
  std::vector<LocalRun> left;
  std::uint64_t first = params;
  for (const LocalRun& run : func.locals) {
    const std::uint32_t count = count_used(used, first, run.count);
    first += run.count;
    if (count == 0) continue;
    if (left.empty() || left.back().type != run.type) left.push_back({0, run.type});
    left.back().count += count;
  }
  return left;
}

}  // namespace

bool drop_unused_locals(Func& func, Index params) {
  const std::vector<bool> used = used_locals(func.body);
  std::vector<LocalRun> left = used_runs(func, used, params);
  if (left == func.locals) return false;
  std::vector<Index> moved;
  Index next = 0;
  for (Index i = 0; i < used.size(); ++i) moved.push_back(i < params || used[i] ? next++ : next);
  Expr body;
  for (Instr instr : func.body) {
    if (info(instr.op).immediate == Immediate::local) instr.index = moved[instr.index];
    append_same(body, func.body, instr);
  }
  func.locals = std::move(left);
  func.body = std::move(body);
  return true;
}

}  // namespace modlink::shrink
