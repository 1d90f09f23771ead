// What `--explain` prints. docs/errors.md
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tools/explain/chapters.h"

namespace modlink::explain {

// The chapters and codes, a line each with what messages begin with.
std::string list_codes();

// The explanation of a code; `_` may stand for `-`.
std::optional<Explanation> find_explanation(std::string_view code);

// All that there is to say about a code; `_` may stand for `-`. Empty: there is no such code.
std::string explain(std::string_view code);

// The code that was probably meant; empty if none comes close.
std::string nearest_code(std::string_view code);

// What messages with a code begin with: "type mismatch", or of limits which one it is.
std::string describe_words(const std::string& code);

// docs/errors.md
std::string errors_page();

}  // namespace modlink::explain
