// How large definitions are of which a flat module has copies.
#pragma once

#include <cstdint>

#include "wast/syntax/module.h"

namespace modlink::transform {

struct CopySize {
  std::uint64_t definitions = 0;
  std::uint64_t instructions = 0;  // about, of what is no instruction
};

// What `module` defines itself: functions, all else, or both.
CopySize size_of_func(const Func& func);
CopySize size_without_funcs(const Module& module);
CopySize size_of_own(const Module& module);

inline CopySize& operator+=(CopySize& a, CopySize b) {
  a.definitions += b.definitions;
  a.instructions += b.instructions;
  return a;
}

}  // namespace modlink::transform
