// The words in which engines are asked, and answer: a line of JSON each. docs/engine-protocol.md
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tools/engines/end.h"
#include "wast/script/script.h"

namespace modlink::engines {

inline constexpr int protocol_version = 1;

// What is wrong with an answer: "the engine's answer is no JSON".
struct BadAnswer : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What an engine says of itself.
struct Hello {
  std::string engine;    // its name and version
  bool stages = true;    // it tells malformed modules from invalid ones
  bool messages = true;  // it has the words of the official suite
  bool linking = false;  // it takes modules with the proposal's definitions
  bool state = true;     // instances keep what was done to them
  // What it can be told of the language of a script.
  bool takes_features = false;
  bool takes_limits = false;  // and has ours
  bool takes_dialect = false;
};

// Both throw BadAnswer, and Lost where it answers that it has lost what was made.
Hello parse_hello(const nlohmann::json& answer);
End parse_end(const nlohmann::json& answer);
// One of the results, or of the arguments of a request. Throws BadAnswer.
Result parse_result(const nlohmann::json& value);
// The other way round, for an engine of our own: without `id`. `results` are those of an action.
nlohmann::json to_json(const End& end, const Values& results, const TypeStore& store);

// `["1", "0", "2", "0"]`
nlohmann::json vector_json(std::uint64_t low, std::uint64_t high);
// `{"type": "i32", "value": "4294967295"}`
nlohmann::json to_json(const script::Const& constant);
// "i32", "externref": what engines are told of a type. Of references that is the top of the hierarchy.
std::string type_word(ValType type, const TypeStore& store);
nlohmann::json to_json(const FuncType& type, const TypeStore& store);

}  // namespace modlink::engines
