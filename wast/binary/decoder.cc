// What the functions of the decoder share.
#include "wast/binary/decoder.h"

#include "wast/syntax/concat.h"

namespace modlink::binary {

void require_feature(const Decoder& d, Feature feature, Pos pos, std::string_view message) {
  if (d.features.has(feature)) return;
  throw Malformed(pos, concat(message, ": ", needs(feature)));
}

void require_limit(std::uint64_t count, const ImplementationLimit& limit, Pos pos, const char* what) {
  if (count <= limit) return;
  throw LimitExceeded(pos,
                      concat("too many ", what, ": ", count, " exceed the limit of ", limit.value(), limit.hint()));
}

}  // namespace modlink::binary
