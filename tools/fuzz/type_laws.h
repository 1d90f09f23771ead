// What matching has to be, whatever the types. spec: valid/matching; Subtyping.md
#pragma once

#include <cstddef>
#include <cstdint>

namespace modlink::fuzz {

// How many pairs of types were compared, and how many of two types matched.
struct ComparedTypes {
  std::size_t pairs = 0;
  std::size_t matches = 0;
};

// Of types made of these bytes, each with each: that it is reflexive and transitive, that it is what `naively_matches`
// says, and that where it does not hold there is a reason. Nothing is compared where the types are invalid. Throws
// std::logic_error, with the types.
ComparedTypes check_type_laws(const std::uint8_t* data, std::size_t size);

}  // namespace modlink::fuzz
