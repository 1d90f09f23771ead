// What memories and stacks lie in. spec: exec/runtime, Memory Instances, Stack
//
// Where the host has virtual memory, this is address space, which takes memory only as it is touched. Elsewhere it is
// memory, which is taken at once.
#pragma once

#include <cstdint>

namespace modlink::address_space {

#ifdef __EMSCRIPTEN__
inline constexpr bool is_free = false;
#else
inline constexpr bool is_free = true;
#endif

// At least one byte; the sizes that the functions below take are such.
std::uint64_t round_up(std::uint64_t size);

// Zeroed, aligned for any type; null if there is not so much. What is only reserved must not be touched.
std::uint8_t* make(std::uint64_t size);
std::uint8_t* reserve(std::uint64_t size);
// Makes the first bytes usable of what is reserved. False if there is no memory for them.
bool make_usable(std::uint8_t* base, std::uint64_t size);
void release(std::uint8_t* base, std::uint64_t size);

// With its contents: to the front of what is reserved at `to`, or to where there is room for `new_size` bytes, which
// are usable. False or null, and no change, if that cannot be done.
bool move(std::uint8_t* base, std::uint64_t size, std::uint8_t* to);
std::uint8_t* resize(std::uint8_t* base, std::uint64_t size, std::uint64_t new_size);

}  // namespace modlink::address_space
