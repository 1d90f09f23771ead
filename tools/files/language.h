// Which language is spoken, and within which limits.
#pragma once

#include <cstddef>

#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink::cli {

struct Language {
  Features features;
  ImplementationLimits limits;
  std::size_t jobs = 1;    // how many threads may look at one module
  bool reads_code = true;  // otherwise what functions of binaries do is passed over (decode_declarations)
  // Scripts are as engines had them in 2021: named modules are registered under their own name, expected messages are
  // not compared, and malformed and invalid are not told apart (D24). What modules may look like is in `features`.
  bool scripts_of_2021 = false;
};

}  // namespace modlink::cli
