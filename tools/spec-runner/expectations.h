// Whether messages and ends are as a script expects, by the switches of its dialect. docs/dialects.md
#pragma once

#include <string>

#include "tools/files/script_switches.h"
#include "tools/spec-runner/engine.h"

namespace modlink::runner {

// Throws Failure if `expected` is to be a pattern and is none.
bool match_message(cli::Messages messages, const std::string& message, const std::string& expected);
bool match_end(cli::Stages stages, End::Kind end, End::Kind expected);

inline bool match_message(const Engine& engine, const End& end, const std::string& expected) {
  if (end.unseen.empty() && (end.is_about_other || !engine.has_official_messages())) return true;
  return match_message(engine.settings().language.scripts.messages, end.message, expected);
}
inline bool match_end(const Engine& engine, End::Kind end, End::Kind expected) {
  return match_end(engine.settings().language.scripts.stages, end, expected);
}

}  // namespace modlink::runner
