// What the programs that check spec-tests/ find wrong there.
#pragma once

#include <string>

namespace modlink::conformance {

struct Problem {
  std::string place;  // "rules/subtyping.txt:12"
  std::string message;
};

}  // namespace modlink::conformance
