// The one function that JavaScript calls.
#pragma once

#include <string>
#include <string_view>

namespace modlink::npm {

class Sessions;

// Performs `{"operation": NAME, "options": {…}}`, as message.h has it. Whatever happens is in the reply: `{"ok": true,
// …}`, or `{"ok": false, "errors": […]}` with what errors.h says of each. Nothing is thrown but std::bad_alloc, where
// there is not even memory to say so. What `stepping` opens lives in `sessions`.
std::string call(std::string_view request, Sessions& sessions);

}  // namespace modlink::npm
