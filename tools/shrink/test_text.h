// Modules as text, in tests.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "tools/files/language.h"
#include "tools/shrink/form.h"
#include "wast/binary/encode_module.h"
#include "wast/text/parse_module.h"

namespace modlink::shrink::test {

inline std::string binary_of(const std::string& text) {
  const auto source = std::make_shared<const Source>("test", text, Source::Kind::text);
  const Bytes bytes = encode_module(parse_module(source, Features(), ImplementationLimits()));
  return std::string(bytes.begin(), bytes.end());
}

// Printed, as the same module always is.
inline std::string text_of(const std::string& binary) { return in_form(binary, cli::Form::text, cli::Language()); }
inline std::string same(const std::string& text) { return text_of(binary_of(text)); }

}  // namespace modlink::shrink::test
