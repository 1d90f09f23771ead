// What a word was probably meant to be.
#pragma once

#include <string>
#include <vector>

namespace modlink::cli {

// Of those names the one that a word was probably meant to be; empty if none comes close.
std::string nearest(const std::string& word, const std::vector<std::string>& names);

}  // namespace modlink::cli
