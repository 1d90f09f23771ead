// Modules in which a host finds all that it can do something with.
#pragma once

#include <span>

namespace modlink::fuzz {

std::span<const char* const> module_texts();

}  // namespace modlink::fuzz
