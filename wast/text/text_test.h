// Helpers for tests of the text format.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "wast/syntax/error.h"
#include "wast/text/parse_module.h"

namespace modlink::text {

inline Module parse(std::string text, const Features& features = {}, const ImplementationLimits& limits = {}) {
  return parse_module(std::make_shared<const Source>("test.wat", std::move(text), Source::Kind::text), features,
                      limits);
}

// "malformed: message" and so on, or "ok".
inline std::string outcome(std::string text, const Features& features = {}, const ImplementationLimits& limits = {}) {
  try {
    parse(std::move(text), features, limits);
    return "ok";
  } catch (const Error& error) {
    return std::string(to_string(error.stage())) + ": " + error.message();
  }
}

inline void expect_malformed(std::string text, std::string_view message, const Features& features = {}) {
  const std::string found = outcome(text, features);
  EXPECT_EQ(found.substr(0, 11 + message.size()), "malformed: " + std::string(message)) << found << "\n" << text;
}

// Two modules mean the same: one is the other without abbreviations.
inline void expect_same(std::string sugar, std::string plain) {
  try {
    EXPECT_TRUE(parse(sugar) == parse(plain)) << sugar << "\n" << plain;
  } catch (const Error& error) {
    ADD_FAILURE() << error.message() << " at " << error.pos() << " in\n" << sugar << "\n" << plain;
  }
}

inline Features without(Feature feature) {
  Features features;
  features.set(feature, false);
  return features;
}

inline Features with(std::initializer_list<Feature> more) {
  Features features;
  for (Feature feature : more) features.set(feature, true);
  return features;
}

}  // namespace modlink::text
