// Bytes for the tests of the decoder and the encoder.
#pragma once

#include <cctype>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wast/binary/decode_module.h"
#include "wast/binary/writer.h"
#include "wast/syntax/error.h"

namespace modlink::test {

// "01 ff": white space separates nothing.
inline Bytes bytes(std::string_view hex) {
  std::string digits;
  for (char c : hex) {
    if (!std::isspace(static_cast<unsigned char>(c))) digits += c;
  }
  Bytes result;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    result.push_back(static_cast<std::uint8_t>(std::stoi(digits.substr(i, 2), nullptr, 16)));
  }
  return result;
}

inline Bytes join(std::initializer_list<Bytes> parts) {
  Bytes result;
  for (const Bytes& part : parts) result.insert(result.end(), part.begin(), part.end());
  return result;
}

inline Bytes sized(const Bytes& content) {
  binary::Writer out;
  out.sized(content);
  return out.take();
}

inline Bytes section(std::uint8_t id, const Bytes& content) { return join({{id}, sized(content)}); }
inline Bytes section(std::uint8_t id, std::string_view hex) { return section(id, bytes(hex)); }

// A module of these sections.
inline Bytes module(const Bytes& sections = {}) { return join({bytes("00 61 73 6d 01 00 00 00"), sections}); }

// A module with one function `[] -> []` whose body (locals and instructions) is this.
inline Bytes module_of_body(std::string_view hex) {
  return module(join({section(1, "01 60 00 00"), section(3, "01 00"), section(10, join({{1}, sized(bytes(hex))}))}));
}

inline Features all_features() { return with_all_features(); }

// Without the types that WebAssembly 3.0, and proposals beyond it, bring.
inline Features older_features() {
  Features result;
  for (Feature feature : {Feature::simd, Feature::memory64, Feature::function_references, Feature::gc,
                          Feature::exceptions, Feature::threads, Feature::custom_page_sizes}) {
    result.set(feature, false);
  }
  return result;
}

inline Features without(Feature feature) {
  Features result = all_features();
  result.set(feature, false);
  return result;
}

inline Module decode(const Bytes& content, const Features& features = all_features(),
                     const ImplementationLimits& limits = {}) {
  auto source =
      std::make_shared<Source>("test.wasm", std::string(content.begin(), content.end()), Source::Kind::binary);
  return decode_module(source, features, limits);
}

// "malformed 8: unexpected end", or "" if there is no error.
inline std::string error_of(const Bytes& content, const Features& features = all_features(),
                            const ImplementationLimits& limits = {}) {
  try {
    decode(content, features, limits);
    return "";
  } catch (const Error& error) {
    return std::string(to_string(error.stage())) + " " + std::to_string(error.pos()) + ": " + error.message();
  }
}

}  // namespace modlink::test
