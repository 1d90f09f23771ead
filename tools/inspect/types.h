// Closed types as files. spec: Explainer, "Module and Instance Types"; D21
#pragma once

#include <string>

#include "validator/type_store.h"

namespace modlink::inspect {

// A module or instance type as a `.wit` file, which reads as the same type. What occurs several times is defined once
// and reached by outer aliases, so that the length is that of the distinct types.
std::string to_wit(const TypeStore& store, const ExternType& type);

// The same as JSON: a table of types that refer to each other by their position in it. docs/json.md describes it.
std::string to_json(const TypeStore& store, const ExternType& type);

}  // namespace modlink::inspect
