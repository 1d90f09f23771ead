// What the form that a script is converted to has no words for.
#include "tools/convert/left_out.h"

#include <fmt/format.h>

namespace modlink::convert {

void LeftOut::add(const LeftOut& other) {
  for (const auto& [reason, count] : other.reasons_) reasons_[reason] += count;
}

std::uint64_t LeftOut::count() const {
  std::uint64_t result = 0;
  for (const auto& [reason, count] : reasons_) result += count;
  return result;
}

std::string LeftOut::text() const {
  std::string result;
  for (const auto& [reason, count] : reasons_) {
    result += fmt::format("{}{} ({})", result.empty() ? "" : ", ", reason, count);
  }
  return result;
}

}  // namespace modlink::convert
