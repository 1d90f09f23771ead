// What JavaScript sees of the module in WebAssembly.
#include <emscripten.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

#include "tools/npm/call.h"
#include "tools/npm/sessions.h"

extern "C" {

// Room for a request, or null.
EMSCRIPTEN_KEEPALIVE char* modlink_allocate(std::size_t size) { return static_cast<char*>(std::malloc(size)); }

EMSCRIPTEN_KEEPALIVE void modlink_free(char* message) { std::free(message); }

// What calls are given, each time the same; null if there is no memory for it.
EMSCRIPTEN_KEEPALIVE modlink::npm::Sessions* modlink_begin() { return new (std::nothrow) modlink::npm::Sessions(); }

// The reply, which tells its own length and is to be freed; null if there is no memory for it.
EMSCRIPTEN_KEEPALIVE char* modlink_call(modlink::npm::Sessions* sessions, const char* request, std::size_t size) {
  try {
    const std::string reply = modlink::npm::call({request, size}, *sessions);
    char* const result = modlink_allocate(reply.size());
    if (result) std::memcpy(result, reply.data(), reply.size());
    return result;
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
}
