// How the allocator gives memory to threads.
#pragma once

namespace modlink::cli {

// To be called before there are threads. Where the address space is limited (`ulimit -v`), they share one arena: glibc
// wants 64 MB of addresses for each that has one of its own, and where those are not to be had, maps pages for every
// single allocation.
void share_arena_in_limited_space();

}  // namespace modlink::cli
