// Text of modules, for comparisons.
#pragma once

#include <memory>
#include <string>

#include "wast/syntax/source.h"
#include "wast/text/parse_module.h"
#include "wast/text/print.h"

namespace modlink::transform {

// A module as it is printed, so that what a program made can be compared with it.
inline std::string printed(const std::string& wat) {
  return print_module(parse_module(std::make_shared<Source>("x", wat, Source::Kind::text), {}, {}));
}

}  // namespace modlink::transform
