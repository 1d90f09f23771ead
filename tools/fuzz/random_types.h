// Types made of bytes: each byte is a choice, so that what changes bytes changes types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace modlink::fuzz {

// A module as text that imports `count` things of external types, by names of one level from "0" on. It may be invalid:
// declared supertypes are chosen without a look at their fields. In the dialect in which types see what is around them.
std::string module_of_types(const std::uint8_t* data, std::size_t size, std::size_t count);

}  // namespace modlink::fuzz
