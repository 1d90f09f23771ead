// What two engines are asked about modules, to find the first difference. docs/engine-protocol.md
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tools/shrink/subject.h"

namespace modlink::shrink {

struct Question {
  std::string what;  // in words of those who read: "sum(7)"
  nlohmann::json request;
};

// One of several modules, as it is told to engines.
struct Compared {
  std::string name;  // under which those behind it import it; empty: none do
  const Subject* subject = nullptr;
};

// Validation and instantiation of each, registered for those behind it; then calls of what it exports, with some
// arguments each, its globals, and last what its memories and tables have in them. `has_state`: otherwise each request
// has an instance of its own.
std::vector<Question> questions(const std::vector<Compared>& modules, bool has_state);

// Whether both answers tell the same, as far as comparing goes: ends, results, states.
bool tell_the_same(const nlohmann::json& ours, const nlohmann::json& theirs);

// Whether an answer has this text there; others may have anything.
bool has_word(const nlohmann::json& answer, const char* key, std::string_view word);

// What is compared of an answer.
nlohmann::json told(const nlohmann::json& answer);

}  // namespace modlink::shrink
