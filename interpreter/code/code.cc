#include "interpreter/code/code.h"

namespace modlink {

ModuleCode::ModuleCode(const ValidModule& valid) : module(valid), funcs(valid.module.funcs.size()) {
  for (std::size_t i = 0; i < funcs.size(); ++i) {
    funcs[i].stub[0] = Word::of(Op::lower);
    funcs[i].stub[1] = Word::of_bits(i);
    funcs[i].entry = funcs[i].stub;
  }
}

}  // namespace modlink
