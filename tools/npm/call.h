// The one function that JavaScript calls.
#pragma once

#include <string>
#include <string_view>

namespace modlink::npm {

// Performs `{"operation": NAME, "options": {…}}`, as message.h has it. Whatever happens is in the reply: `{"ok": true,
// …}`, or `{"ok": false, "errors": […]}` with what errors.h says of each. Nothing is thrown but std::bad_alloc, where
// there is not even memory to say so.
std::string call(std::string_view request);

}  // namespace modlink::npm
