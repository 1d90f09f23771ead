// The keywords that scripts have and modules do not. spec: the official suite's script grammar, extended by D20
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace modlink::script {

inline constexpr std::string_view keywords[] = {
    "assert_exception",
    "assert_exhaustion",
    "assert_invalid",
    "assert_invalid_custom",
    "assert_limit",
    "assert_malformed",
    "assert_malformed_custom",
    "assert_return",
    "assert_return_arithmetic_nan",
    "assert_return_canonical_nan",
    "assert_return_nan",
    "assert_trap",
    "assert_unlinkable",
    "either",
    "get",
    "input",
    "invoke",
    "output",
    "ref.any",
    "ref.array",
    "ref.exn",
    "ref.extern",
    "ref.host",
    "ref.struct",
    "register",
    "script",
    "thread",
    "wait",
};
static_assert(std::is_sorted(std::begin(keywords), std::end(keywords)));

}  // namespace modlink::script
