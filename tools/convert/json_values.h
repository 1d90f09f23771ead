// Constants, patterns and types in the JSON of wabt and wasm-tools. docs/convert.md
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "tools/convert/json.h"

namespace modlink::convert {

using Json = nlohmann::ordered_json;

// Each throws Unsayable for what the dialect has no word for.
Json to_json(const script::Const& constant, JsonDialect dialect);
// Of a result of type `type`: a NaN of any width is one of its.
Json to_json(const script::Pattern& pattern, ValType type, JsonDialect dialect);
// Of alternatives that are the NaNs of both widths, as `assert_return_nan` expects, that of `type`; null of others.
const script::Pattern* find_nan(const std::vector<script::Pattern>& either, ValType type);
// `{"type": "i32"}`, which wabt alone has.
Json type_object(ValType type);

// A string of JSON; what is no UTF-8 is replaced.
Json text_json(std::string_view bytes);

// On one line, as `wast2json` spaces and escapes it; or as wasm-tools, without spaces.
std::string print(const Json& json, JsonDialect dialect);

}  // namespace modlink::convert
