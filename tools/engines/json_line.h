// Lines of JSON, whoever wrote them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace modlink::engines {

// Whether it is a whole number from 0 on, of 64 bits.
bool is_natural(const nlohmann::json& value);

struct JsonLine {
  nlohmann::json value;  // null if it was not read
  std::string why_not;   // "is no JSON"; empty if it was
};

// As values a text may take many times its own size: what nests deeper, or has more in it, than anything that the
// protocol knows is not read.
JsonLine parse_json_line(const std::string& line);

}  // namespace modlink::engines
