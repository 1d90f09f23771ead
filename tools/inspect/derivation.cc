// The answer to "is A usable where B is expected?" spec: Subtyping.md; D16
#include "tools/inspect/derivation.h"

#include <fmt/format.h>

namespace modlink::inspect {

std::string derivation(const std::optional<Mismatch>& mismatch) {
  if (!mismatch) return "yes\n";
  std::string result = "no\n";
  const char* label = "at";
  for (const std::string& step : mismatch->path) {
    result += fmt::format("  {:<9} {}\n", std::string(label) + (*label ? ":" : ""), step);
    label = "";
  }
  result += fmt::format("  rule:     {}\n", mismatch->rule);
  result += fmt::format("  expected: {}\n", mismatch->expected);
  result += fmt::format("  found:    {}\n", mismatch->found);
  return result;
}

}  // namespace modlink::inspect
