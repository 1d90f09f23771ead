// What a target is given, and how it says that something is wrong: it throws what is no modlink::Error, which ends it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tools/fuzz/mutation.h"

// What libFuzzer calls, and the program that stands in for it (standalone.cc).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace modlink::fuzz {

inline Input given(bool is_text, const std::uint8_t* data, std::size_t size) {
  return {is_text ? "input.wat" : "input.wasm", is_text, std::string(reinterpret_cast<const char*>(data), size)};
}

// A binary if it begins like one, otherwise text.
inline Input given(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  return given(!content.starts_with(std::string_view("\0asm", 4)), data, size);
}

}  // namespace modlink::fuzz
