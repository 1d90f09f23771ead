// Base64. RFC 4648, section 4
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace modlink::engines {

std::string to_base64(std::string_view bytes);
// nullopt: it is none, or has something behind its end.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace modlink::engines
