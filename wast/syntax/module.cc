// Equality of modules, and counting of types. spec: syntax/modules
#include "wast/syntax/module.h"

namespace modlink {

bool operator==(const LinkingType& a, const LinkingType& b) { return a.kind == b.kind && a.decls == b.decls; }

Index type_count(const TypeDef& def) {
  const auto* rec = std::get_if<RecType>(&def.def);
  return rec ? static_cast<Index>(rec->sub_types.size()) : 1;
}

bool operator==(const NestedModule& a, const NestedModule& b) { return a.module == b.module; }

namespace {

// The function index that an element consists of, if it does.
std::optional<Index> func_index(const Expr& expr) {
  if (expr.size() != 2 || (*expr.begin()).op != Opcode::ref_func) return std::nullopt;
  return (*expr.begin()).index;
}

std::size_t element_count(const ElemSegment& elem) {
  return std::visit([](const auto& elements) { return elements.size(); }, elem.init);
}

std::optional<Index> func_index(const ElemSegment& elem, std::size_t i) {
  if (const auto* indices = std::get_if<FuncIndices>(&elem.init)) return (*indices)[i];
  return func_index(std::get<std::vector<Expr>>(elem.init)[i]);
}

bool equal_elements(const ElemSegment& a, const ElemSegment& b) {
  if (a.init.index() == b.init.index()) return a.init == b.init;
  if (element_count(a) != element_count(b)) return false;
  for (std::size_t i = 0; i < element_count(a); ++i) {
    const auto x = func_index(a, i);
    if (!x || x != func_index(b, i)) return false;
  }
  return true;
}

}  // namespace

bool operator==(const ElemSegment& a, const ElemSegment& b) {
  return a.mode == b.mode && a.table == b.table && a.offset == b.offset && a.type == b.type && equal_elements(a, b);
}

bool operator==(const Module& a, const Module& b) {
#define DEFINED_SPACE(name, members, ...) \
  if (a.members != b.members) return false;
#include "wast/syntax/index_spaces.def"
  return a.definitions == b.definitions && a.exports == b.exports && a.start == b.start;
}

}  // namespace modlink
