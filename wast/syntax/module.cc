#include "wast/syntax/module.h"

namespace modlink {

bool operator==(const LinkingType& a, const LinkingType& b) { return a.kind == b.kind && a.decls == b.decls; }

bool operator==(const NestedModule& a, const NestedModule& b) { return a.module == b.module; }

bool operator==(const Module& a, const Module& b) {
  return a.definitions == b.definitions && a.funcs == b.funcs && a.tables == b.tables && a.memories == b.memories &&
         a.tags == b.tags && a.globals == b.globals && a.exports == b.exports && a.start == b.start &&
         a.elems == b.elems && a.datas == b.datas;
}

}  // namespace modlink
