// What the functions of the decoder share.
#include "wast/binary/decoder.h"

#include <fmt/format.h>

namespace modlink::binary {

void require_feature(const Decoder& d, Feature feature, Pos pos, std::string_view message) {
  if (d.features.has(feature)) return;
  throw Malformed(pos, fmt::format("{}: {}", message, needs(feature)));
}

void require_limit(std::uint64_t count, const ImplementationLimit& limit, Pos pos, const char* what) {
  if (count <= limit) return;
  throw LimitExceeded(
      pos, fmt::format("too many {}: {} exceed the limit of {}{}", what, count, limit.value(), limit.hint()));
}

std::string hex(std::uint32_t value) { return fmt::format("{:02x}", value); }

}  // namespace modlink::binary
