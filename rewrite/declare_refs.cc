// Functions that other functions may name as values. spec: valid/modules, `C.refs`; syntax/modules, Element Segments
#include "rewrite/declare_refs.h"

#include <algorithm>

#include "validator/instructions.h"

namespace modlink::rewrite {

void collect_refs(const Expr& expr, std::unordered_set<Index>& refs) {
  for (const Instr instr : expr) {
    if (instr.op == Opcode::ref_func) refs.insert(instr.index);
  }
}

void declare_refs(Module& module, const std::unordered_set<Index>& refs) {
  const std::vector<Index> declared = validator::declared_refs(module);
  FuncIndices missing;
  for (Index func : refs) {
    if (!std::binary_search(declared.begin(), declared.end(), func)) missing.push_back(func);
  }
  if (missing.empty()) return;
  std::sort(missing.begin(), missing.end());
  ElemSegment segment;
  segment.mode = SegmentMode::declarative;
  segment.type = RefType{false, {HeapKind::func, 0}};
  segment.init = std::move(missing);
  module.elems.push_back(std::move(segment));
}

}  // namespace modlink::rewrite
