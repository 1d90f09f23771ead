// Calls, in tests.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tools/npm/call.h"
#include "tools/npm/message.h"
#include "tools/npm/sessions.h"

namespace modlink::npm {

// What was answered: bytes are where they belong, as `{"$bytes": TEXT}`.
inline Json answer_of(const std::string& packed) {
  const Message message = unpack(packed);
  Json whole = Json::parse(message.json);
  for (const Json& place : whole["bytes"]) {
    Json* at = &whole["reply"];
    for (const Json& key : place[0]) at = &(*at)[key.get<std::string>()];
    const auto begin = place[1].get<std::size_t>(), length = place[2].get<std::size_t>();
    *at = {{"$bytes", Json::binary({message.bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                                    message.bytes.begin() + static_cast<std::ptrdiff_t>(begin + length)})}};
  }
  return whole["reply"];
}

inline Json ask(Sessions& sessions, const std::string& operation, const Json& options, const std::string& bytes = {}) {
  const Json request = {{"operation", operation}, {"options", options}};
  return answer_of(call(pack({request.dump(), bytes}), sessions));
}

inline Json ask(const std::string& operation, const Json& options, const std::string& bytes = {}) {
  Sessions sessions;
  return ask(sessions, operation, options, bytes);
}

inline std::string bytes_in(const Json& value) {
  const auto& bytes = value["$bytes"].get_binary();
  return std::string(bytes.begin(), bytes.end());
}

// An operation on a binary.
inline Json ask_of_bytes(const std::string& operation, Json options, const std::string& bytes) {
  options["module"] = {{"$bytes", {0, bytes.size()}}};
  return ask(operation, options, bytes);
}

// The only error.
inline Json error_of(const Json& answer) {
  EXPECT_EQ(answer["ok"], false) << answer;
  EXPECT_EQ(answer["errors"].size(), 1u) << answer;
  return answer["errors"][0];
}

}  // namespace modlink::npm
