// What JavaScript sees of the module in WebAssembly.
#include <emscripten.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

#include "tools/npm/call.h"

extern "C" {

// Room for a request, or null.
EMSCRIPTEN_KEEPALIVE char* modlink_allocate(std::size_t size) { return static_cast<char*>(std::malloc(size)); }

EMSCRIPTEN_KEEPALIVE void modlink_free(char* message) { std::free(message); }

// The reply, which tells its own length and is to be freed; null if there is no memory for it.
EMSCRIPTEN_KEEPALIVE char* modlink_call(const char* request, std::size_t size) {
  try {
    const std::string reply = modlink::npm::call({request, size});
    char* const result = modlink_allocate(reply.size());
    if (result) std::memcpy(result, reply.data(), reply.size());
    return result;
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
}
