// How large definitions are of which a flat module has copies.
#include "tools/transform/copy_size.h"

#include <variant>
#include <vector>

#include "wast/syntax/definitions.h"

namespace modlink::transform {

namespace {

// An expression of its own, besides its instructions.
constexpr std::uint64_t size_of_expr = 6;

std::uint64_t size_of_elems(const ElemSegment& segment) {
  if (const auto* funcs = std::get_if<FuncIndices>(&segment.init)) return funcs->size();
  std::uint64_t size = 0;
  for (const Expr& expr : std::get<std::vector<Expr>>(segment.init)) size += size_of_expr + expr.size();
  return size;
}

}  // namespace

CopySize size_of_func(const Func& func) { return {1, 1 + func.body.size()}; }

CopySize size_without_funcs(const Module& module) {
  CopySize size;
  for (const IndexSpace space : all_index_spaces) {
    if (space != IndexSpace::func) size.definitions += count_own(module, space);
  }
  size.instructions = size.definitions;
  for (const Table& table : module.tables) size.instructions += table.init ? table.init->size() : 0;
  for (const Global& global : module.globals) size.instructions += global.init.size();
  for (const ElemSegment& segment : module.elems) size.instructions += size_of_elems(segment);
  for (const DataSegment& segment : module.datas) size.instructions += segment.init.size() / 16;
  return size;
}

CopySize size_of_own(const Module& module) {
  CopySize size = size_without_funcs(module);
  for (const Func& func : module.funcs) size += size_of_func(func);
  return size;
}

}  // namespace modlink::transform
