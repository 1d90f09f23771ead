// What requests have in them. docs/engine-protocol.md
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "interpreter/runtime/value.h"
#include "validator/type_store.h"

namespace modlink::oracle {

// What is wrong with a request: "no \"module\"". Nothing has been done then.
struct BadRequest : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// All of these throw BadRequest where the request has nothing of the kind.
const nlohmann::json& field(const nlohmann::json& request, const char* name);
const std::string& text_of(const nlohmann::json& request, const char* name);
std::uint64_t number_of(const nlohmann::json& request, const char* name);
std::vector<Name> path_of(const nlohmann::json& request);
// Those of a call of a function of this type. References are null or numbers of the host.
Values args_of(const nlohmann::json& request, const FuncType& type, const TypeStore& store);

}  // namespace modlink::oracle
