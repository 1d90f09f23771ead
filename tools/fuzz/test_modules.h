// Modules as bytes, for tests.
#pragma once

#include <memory>
#include <string>

#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/text/parse_module.h"

namespace modlink::fuzz::test {

inline std::string encoded(const std::string& text) {
  const auto source = std::make_shared<const Source>("test.wat", text, Source::Kind::text);
  const Bytes bytes = encode_module(parse_module(source, {}, {}));
  return {bytes.begin(), bytes.end()};
}

inline Module decoded(const std::string& binary) {
  return decode_module(std::make_shared<const Source>("test.wasm", binary, Source::Kind::binary), {}, {});
}

}  // namespace modlink::fuzz::test
