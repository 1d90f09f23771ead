// Which language is spoken, and within which limits.
#pragma once

#include <cstddef>

#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"
#include "wast/syntax/module.h"

namespace modlink::cli {

struct Language {
  Features features;
  ImplementationLimits limits;
  std::size_t jobs = 1;         // how many threads may look at one module
  Extent extent = Extent::all;  // how much is read of binaries
  // Scripts are as engines had them in 2021: named modules are registered under their own name, expected messages are
  // not compared, and malformed and invalid are not told apart (D24). What modules may look like is in `features`.
  bool scripts_of_2021 = false;
};

}  // namespace modlink::cli
